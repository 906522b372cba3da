using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.GraphQL.Types;

namespace Circles.Schema.Types;

public enum ActorKind
{
    Person,
    Client,
    Operator,
    Clock,
}

public static class ActorType
{
    public static readonly EnumType<ActorKind> Kind = EnumType<ActorKind>.From(
        "ActorKind",
        "What sort of actor it is.",
        (ActorKind.Person, "A person of the network."),
        (ActorKind.Client, "A partner's program."),
        (ActorKind.Operator, "The platform's operator."),
        (ActorKind.Clock, "The server itself, when time passes."));

    public static readonly ObjectType<Actor> Type = new("Actor", "Who did something.", () =>
    [
        new("kind", Kind.NonNull, "What sort.", (actor, _) => (object)KindOf(actor)),
        new("person", PersonType.Type, "The person; null for others, and for those who may not see them.",
            (actor, query) => actor is Actor.Member member ? People.Find(query, member.Person) : null),
        new("client", ClientType.Type, "The program; null for others, and for those who may not see it.",
            (actor, query) => actor is Actor.Program program ? Visibility.Find(query.Snapshot, query.Viewer, program.Client) : null),
    ])
    {
        Guard = Seen.WithItsParent,
    };

    private static ActorKind KindOf(Actor actor) => actor switch
    {
        Actor.Member => ActorKind.Person,
        Actor.Program => ActorKind.Client,
        Actor.PlatformOperator => ActorKind.Operator,
        _ => ActorKind.Clock,
    };
}
