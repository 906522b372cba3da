using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Applications;

[StoredAs("application")]
public abstract record ApplicationEvent(Id<Application> Application) : Event
{
    public override AnyId Of => Application;

    [StoredAs("applied.1")]
    public sealed record Applied(
        Id<Application> Application, Id<Programme> Programme, Id<Person> Person, CircleRole Role, string? Kind, string? Motivation)
        : ApplicationEvent(Application);

    [StoredAs("withdrawn.1")]
    public sealed record Withdrawn(Id<Application> Application, string? Reason) : ApplicationEvent(Application);

    [StoredAs("accepted.1")]
    public sealed record Accepted(Id<Application> Application, string Reason) : ApplicationEvent(Application);

    [StoredAs("declined.1")]
    public sealed record Declined(Id<Application> Application, string Reason) : ApplicationEvent(Application);
}
