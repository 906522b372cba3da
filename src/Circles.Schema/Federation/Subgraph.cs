using System.Runtime.CompilerServices;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Federation;

/// <summary>
/// What makes the schema a subgraph of Apollo Federation 2: the directives that tell a composer how types join those of other
/// subgraphs, and the schema's text as a router asks for it. Source: the Apollo Federation subgraph specification.
/// </summary>
internal static class Subgraph
{
    /// <summary>The newest version that every composer on npm knows. Nothing here needs more than 2.0.</summary>
    private const string Version = "https://specs.apollo.dev/federation/v2.9";

    private static readonly ScalarType FieldSet = ScalarType.OfString<string>(
        "FieldSet", "Fields of a type, written as a selection set without its braces.", null, text => text, text => text,
        "a selection of fields");

    private static readonly ScalarType Import = ScalarType.OfString<string>(
        "link__Import", "The name of something that another specification defines.", null, text => text, text => text, "a name");

    private static readonly EnumType<LinkPurpose> Purpose = EnumType<LinkPurpose>.From(
        "link__Purpose",
        "What a linked specification is for.",
        (LinkPurpose.Security, "Whoever does not understand it must not serve the schema: it guards data."),
        (LinkPurpose.Execution, "Whoever does not understand it cannot answer rightly."));

    private static readonly Directive Key = new(
        "key", "The type is an entity: another subgraph that gives these fields can be answered with the rest.",
        DirectiveLocations.Object | DirectiveLocations.Interface)
    {
        Arguments =
        [
            new("fields", FieldSet.NonNull, "The fields that tell one entity from all others."),
            new("resolvable", Scalars.Boolean, "Whether `_entities` takes this key.", Default: true),
        ],
        Repeatable = true,
    };

    private static readonly Directive ShareableDirective = new(
        "shareable", "Other subgraphs may define the type or field too, with the same meaning.",
        DirectiveLocations.Object | DirectiveLocations.FieldDefinition)
    {
        Repeatable = true,
    };

    private static readonly Directive LinkDirective = new(
        "link", "The schema uses what another specification defines.", DirectiveLocations.Schema)
    {
        Arguments =
        [
            new("url", Scalars.Text.NonNull, "The specification and its version."),
            new("as", Scalars.Text, "The prefix of names that are not imported."),
            new("for", Purpose, "What it is for."),
            new("import", Import.List, "The names that are used as they are."),
        ],
        Repeatable = true,
    };

    /// <summary>Definitions for the schema.</summary>
    public static readonly IReadOnlyList<Directive> Directives = [Key, ShareableDirective, LinkDirective];

    /// <summary>On the schema: what the directives mean.</summary>
    public static readonly AppliedDirective Link = new(
        LinkDirective, ("url", Version), ("import", new[] { "@key", "@shareable", FieldSet.Name }));

    /// <summary>On every type with an id.</summary>
    public static readonly AppliedDirective KeyById = KeyBy("id");

    /// <summary>On value types that other subgraphs are likely to define in the same shape.</summary>
    public static readonly AppliedDirective Shareable = new(ShareableDirective);

    private static readonly ConditionalWeakTable<GraphQL.Types.Schema, string> Printed = [];

    private static readonly ObjectType<GraphQL.Types.Schema> Service = new("_Service", "This API, as a part of a larger graph.", () =>
    [
        // Apollo's composer takes @oneOf for a fault unless the schema defines it.
        new("sdl", Scalars.Text.NonNull, "The schema with the directives that say how it joins others.", (schema, _) =>
            Printed.GetValue(schema, it => SchemaPrinter.Print(it, Directive.OneOf))),
    ])
    {
        Guard = Seen.ByWhoeverAsks,
    };

    /// <summary>What a router asks a subgraph.</summary>
    public static IReadOnlyList<Field<RequestContext>> Queries =>
    [
        new("_service", Service.NonNull, "For a router: what this subgraph adds to its graph.", (_, query) => query.Schema),
        new("_entities", Entities.Type.List.NonNull,
            "For a router: the things that other subgraphs point at, in their order; null for each that the viewer may not see.",
            (_, query) => Entities.Find(query))
        {
            Arguments = [new("representations", Entities.Representation.NonNull.List.NonNull, "At most 100.") { IsSize = true }],
        },
    ];

    /// <summary>A key other than the id; <see cref="Entities"/> knows how to find by it.</summary>
    public static AppliedDirective KeyBy(string fields) => new(Key, ("fields", fields));

    private enum LinkPurpose
    {
        Security,
        Execution,
    }
}
