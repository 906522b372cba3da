using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Circles;

[StoredAs("circle")]
public abstract record CircleEvent(Id<Circle> Circle) : Event
{
    public override AnyId Of => Circle;

    [StoredAs("formed.1")]
    public sealed record Formed(
        Id<Circle> Circle,
        Id<Programme> Programme,
        CircleForm Form,
        CircleAudience Visibility,
        MeetingMode Mode,
        [property: Words] string? Name,
        [property: Words] string? Description,
        string? Reference) : CircleEvent(Circle);

    [StoredAs("renamed.1")]
    public sealed record Renamed(Id<Circle> Circle, [property: Words] string Name) : CircleEvent(Circle);

    [StoredAs("updated.1")]
    public sealed record Updated(
        Id<Circle> Circle,
        [property: Words] Patch<string?> Description,
        Patch<CircleAudience> Visibility,
        Patch<MeetingMode> Mode,
        Patch<bool> Listed) : CircleEvent(Circle);

    [StoredAs("member-joined.1")]
    public sealed record MemberJoined(Id<Circle> Circle, Id<Person> Person, CircleRole Role) : CircleEvent(Circle);

    [StoredAs("member-left.1")]
    public sealed record MemberLeft(Id<Circle> Circle, Id<Person> Person) : CircleEvent(Circle);

    [StoredAs("closed.1")]
    public sealed record Closed(Id<Circle> Circle) : CircleEvent(Circle);

    /// <summary>The circle was closed as long ago as its pack keeps words: what its members wrote is gone.</summary>
    [StoredAs("words-erased.1")]
    public sealed record WordsErased(Id<Circle> Circle) : CircleEvent(Circle)
    {
        public override AnyId? Erases => Circle;
    }

    [StoredAs("removed.1")]
    public sealed record Removed(Id<Circle> Circle) : CircleEvent(Circle)
    {
        public override bool Removes => true;
    }
}
