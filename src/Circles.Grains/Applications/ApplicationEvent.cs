using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Applications;

[StoredAs("application")]
public abstract record ApplicationEvent(Id<Application> Application) : Event
{
    public override AnyId Of => Application;

    public override AnyId? OwnerIn(NetworkState state) => state.Applications.GetValueOrDefault(Application)?.Person;

    [StoredAs("applied.1")]
    public sealed record Applied(
        Id<Application> Application,
        Id<Programme> Programme,
        Id<Person> Person,
        CircleRole Role,
        string? Kind,
        [Sealed] string? Motivation) : ApplicationEvent(Application);

    [StoredAs("withdrawn.1")]
    public sealed record Withdrawn(Id<Application> Application, [Sealed(OwnWords = true)] string? Reason) : ApplicationEvent(Application);

    [StoredAs("accepted.1")]
    public sealed record Accepted(Id<Application> Application, [Sealed(OwnWords = true)] string Reason) : ApplicationEvent(Application);

    [StoredAs("declined.1")]
    public sealed record Declined(Id<Application> Application, [Sealed(OwnWords = true)] string Reason) : ApplicationEvent(Application);
}
