using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Circles.GraphQL.Types;

/// <summary>The types a service publishes (specification, "Schema"). Complete and checked once made; shared by all requests.</summary>
public sealed class Schema
{
    private readonly FrozenDictionary<string, NamedType> types;
    private readonly Dictionary<NamedType, IReadOnlyList<ObjectType>> possibleTypes;
    private readonly ConcurrentDictionary<(NamedType Abstract, Type Clr), ObjectType?> byClrType = new();

    /// <param name="query">The root of queries.</param>
    /// <param name="mutation">The root of mutations.</param>
    /// <param name="subscription">The root of subscriptions.</param>
    /// <param name="extraTypes">Types that no field names: objects reached only through an interface.</param>
    /// <param name="directives">Definitions beside the built-in ones.</param>
    /// <param name="description">What the service is.</param>
    /// <param name="appliedDirectives">Directives on the schema itself.</param>
    /// <exception cref="SchemaException">The types break the specification's rules; it lists every fault.</exception>
    public Schema(
        ObjectType query, ObjectType? mutation = null, ObjectType? subscription = null, IReadOnlyList<NamedType>? extraTypes = null,
        IReadOnlyList<Directive>? directives = null, string? description = null, IReadOnlyList<AppliedDirective>? appliedDirectives = null)
    {
        Query = query;
        Mutation = mutation;
        Subscription = subscription;
        Description = description;
        AppliedDirectives = appliedDirectives ?? [];
        Directives = [.. Directive.BuiltIn, .. directives ?? []];

        var faults = new List<string>();
        var collected = TypeCollector.Collect(this, extraTypes ?? [], faults);
        types = collected.ToFrozenDictionary(StringComparer.Ordinal);
        possibleTypes = FindPossibleTypes(collected.Values);
        SchemaValidation.Check(this, faults);
        AppliedDirectiveValidation.Check(this, faults);
        if (faults.Count > 0)
        {
            throw new SchemaException(faults);
        }
    }

    /// <summary>Every name that a valid document can take from here.</summary>
    internal FrozenSet<string> Names => field ??= NamesOf(types.Values, Directives).ToFrozenSet(StringComparer.Ordinal);

    public string? Description { get; }

    public ObjectType Query { get; }

    public ObjectType? Mutation { get; }

    public ObjectType? Subscription { get; }

    public IReadOnlyList<Directive> Directives { get; }

    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; }

    /// <summary>Every named type, the introspection types included.</summary>
    public IEnumerable<NamedType> Types => types.Values;

    public NamedType? TypeNamed(string name) => types.GetValueOrDefault(name);

    public Directive? DirectiveNamed(string name) =>
        Directives.FirstOrDefault(directive => string.Equals(directive.Name, name, StringComparison.Ordinal));

    /// <summary>The object types a value of <paramref name="type"/> can have (specification, "GetPossibleTypes").</summary>
    public IReadOnlyList<ObjectType> PossibleTypes(NamedType type) =>
        type is ObjectType single ? single.Itself : possibleTypes.GetValueOrDefault(type, []);

    public ObjectType? RootOf(Language.OperationKind kind) => kind switch
    {
        Language.OperationKind.Query => Query,
        Language.OperationKind.Mutation => Mutation,
        _ => Subscription,
    };

    /// <summary>Whether every <paramref name="sub"/> is a <paramref name="super"/> (specification, "IsValidImplementationFieldType").</summary>
    internal static bool IsSubType(GraphQLType sub, GraphQLType super) => (sub, super) switch
    {
        (NonNullType a, NonNullType b) => IsSubType(a.OfType, b.OfType),
        (NonNullType a, _) => IsSubType(a.OfType, super),
        (_, NonNullType) => false,
        (ListType a, ListType b) => IsSubType(a.OfType, b.OfType),
        (NamedType a, NamedType b) => a == b || IsImplementationOrMember(a, b),
        _ => false,
    };

    internal bool Overlap(NamedType a, NamedType b) => a == b || PossibleTypes(a).Intersect(PossibleTypes(b)).Any();

    /// <summary>
    /// The object type of a result (specification, "Resolving Abstract Types"): what the abstract type's own function says, or else
    /// the one whose CLR type the value is.
    /// </summary>
    internal ObjectType? ResolveType(NamedType type, object value)
    {
        var ask = type switch { InterfaceType face => face.ResolveType, UnionType union => union.ResolveType, _ => null };
        if (ask?.Invoke(value) is { } name)
        {
            return PossibleTypes(type).FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        }

        return byClrType.GetOrAdd((type, value.GetType()), static (key, schema) => schema.FindByClrType(key.Abstract, key.Clr), this);
    }

    private ObjectType? FindByClrType(NamedType type, Type clr)
    {
        var fitting = PossibleTypes(type).Where(candidate => candidate.ClrType.IsAssignableFrom(clr)).ToList();
        for (var exact = clr; exact is not null && fitting.Count > 1; exact = exact.BaseType)
        {
            // The most derived class wins; two object types on one class stay undecided.
            var nearest = fitting.Where(candidate => candidate.ClrType == exact).ToList();
            if (nearest.Count > 0)
            {
                fitting = nearest;
                break;
            }
        }

        return fitting.Count == 1 ? fitting[0] : null;
    }

    private static bool IsImplementationOrMember(NamedType sub, NamedType super) => super switch
    {
        UnionType union => sub is ObjectType member && union.Types.Contains(member),
        InterfaceType face => InterfacesOf(sub).Contains(face),
        _ => false,
    };

    internal static IReadOnlyList<InterfaceType> InterfacesOf(NamedType type) => type switch
    {
        ObjectType made => made.Interfaces,
        InterfaceType face => face.Interfaces,
        _ => [],
    };

    internal static IReadOnlyList<FieldDefinition> FieldsOf(NamedType type) => type switch
    {
        ObjectType made => made.Fields,
        InterfaceType face => face.Fields,
        _ => [],
    };

    private static IEnumerable<string> NamesOf(IEnumerable<NamedType> types, IReadOnlyList<Directive> directives) =>
    [
        .. directives.Select(directive => directive.Name),
        .. directives.SelectMany(directive => directive.Arguments).Select(argument => argument.Name),
        .. types.Select(type => type.Name),
        .. types.SelectMany(FieldsOf).Select(field => field.Name),
        .. types.SelectMany(FieldsOf).SelectMany(field => field.Arguments).Select(argument => argument.Name),
        .. types.OfType<InputType>().SelectMany(type => type.Fields).Select(field => field.Name),
    ];

    private static Dictionary<NamedType, IReadOnlyList<ObjectType>> FindPossibleTypes(IEnumerable<NamedType> all)
    {
        var objects = all.OfType<ObjectType>().OrderBy(type => type.Name, StringComparer.Ordinal).ToList();
        var found = new Dictionary<NamedType, IReadOnlyList<ObjectType>>();
        foreach (var type in all)
        {
            if (type is UnionType union)
            {
                found[type] = union.Types;
            }
            else if (type is InterfaceType face)
            {
                found[type] = objects.Where(candidate => candidate.Interfaces.Contains(face)).ToList();
            }
        }

        return found;
    }
}

/// <summary>The types given to a schema break the rules of the specification's "Type System".</summary>
public sealed class SchemaException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
