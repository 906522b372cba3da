using Circles.Grains.Circles;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.GraphQL.Types;
using Circles.Schema.Live;
using Circles.Schema.Types;

namespace Circles.Schema;

public static class SubscriptionType
{
    public static readonly ObjectType<RequestContext> Type = new(
        "Subscription",
        "What can be followed. Whether the viewer may see it is asked again each time.",
        () =>
        [
            LiveThing.Of<Circle>("circle", CircleType.Type, "A circle"),
            LiveThing.Of<Session>("session", SessionType.Type, "A session"),
            LiveThing.Of<Programme>("programme", ProgrammeType.Type, "A programme"),
            LiveThing.Of<object>("node", NodeType.Type, "The thing with this id"),
            ActivityFeed.Field,
        ])
    {
        Guard = Seen.ByWhoeverAsks,
    };
}
