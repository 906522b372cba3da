using Circles.GraphQL.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class NodeType
{
    /// <summary>Relay's object identification: https://relay.dev/graphql/objectidentification.htm</summary>
    public static readonly InterfaceType Type = new("Node", "Anything with an id.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good."),
    ]);
}
