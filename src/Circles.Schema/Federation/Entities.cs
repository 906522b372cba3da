using Circles.Grains.Kernel;
using Circles.GraphQL;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;

namespace Circles.Schema.Federation;

/// <summary>
/// Things that other subgraphs point at. Found as <c>node</c> finds them: a key leads to an id, and the id to what the viewer may see.
/// </summary>
internal static class Entities
{
    public static readonly ScalarType Representation = new(
        "_Any", "An entity as another subgraph knows it: its `__typename` and the fields of one of its keys.")
    {
        Write = (output, value) => ((Representation)value).WriteTo(output),
        ParseValue = Federation.Representation.Read,
        ParseLiteral = Federation.Representation.Read,
    };

    public static readonly UnionType Type = new("_Entity", "Whatever has a key.", () =>
    [
        ApplicationType.Type, CircleType.Type, ClientType.Type, DiaryEntryType.Type, DisclosureType.Type, ImportType.Type, NetworkType.Type,
        OrganisationType.Type, PersonType.Type, ProgrammeType.Type, RegisteredNetworkType.Type, SessionType.Type, TokenType.Type,
    ])
    {
        // A fault is told at its place in the list, and the other representations are answered.
        ResolveType = found => found is GraphQLError fault ? throw fault : null,
    };

    /// <exception cref="GraphQLError"><c>TOO_MANY</c>.</exception>
    public static IEnumerable<object?> Find(FieldContext query)
    {
        var given = query.List<Representation>("representations");
        if (given.Count > Limits.PageMax) throw KernelErrors.TooMany("representations", Limits.PageMax).Told(query);
        return given.Select(one => Find(query, one));
    }

    private static object? Find(FieldContext query, Representation given)
    {
        var type = Type.Types.FirstOrDefault(type => type.Name == given.TypeName);
        if (type is null || !TryFindId(query.Snapshot, given, out var id)) return QueryErrors.RepresentationInvalid().Told(query);
        return id is not null && QueryType.Find(query, id) is { } found && type.ClrType.IsInstanceOfType(found) ? found : null;
    }

    /// <summary>False when no key's field is given; a null id when the key leads to nothing.</summary>
    private static bool TryFindId(NetworkState state, Representation given, out string? id)
    {
        if (given.Fields.TryGetValue("id", out id)) return true;
        switch (given.TypeName)
        {
            case "Organisation" when given.Fields.TryGetValue("reference", out var reference):
                id = state.OrganisationByReference.TryGetValue(reference, out var organisation) ? organisation.ToString() : null;
                return true;
            case "Network" when given.Fields.TryGetValue("slug", out var slug):
                id = state.Network?.Slug == slug ? state.Network.Id.ToString() : null;
                return true;
            default:
                return false;
        }
    }
}
