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
        Id<Application> Application,
        Id<Programme> Programme,
        Id<Person> Person,
        CircleRole Role,
        string? Kind,
        [property: Words] string? Motivation) : ApplicationEvent(Application);

    [StoredAs("withdrawn.1")]
    public sealed record Withdrawn(Id<Application> Application, [property: Words] string? Reason) : ApplicationEvent(Application);

    [StoredAs("accepted.1")]
    public sealed record Accepted(Id<Application> Application, [property: Words] string Reason) : ApplicationEvent(Application);

    [StoredAs("declined.1")]
    public sealed record Declined(Id<Application> Application, [property: Words] string Reason) : ApplicationEvent(Application);

    /// <summary>The programme was closed as long ago as its pack keeps words: what was written to apply and to decide is gone.</summary>
    [StoredAs("words-erased.1")]
    public sealed record WordsErased(Id<Application> Application) : ApplicationEvent(Application)
    {
        public override AnyId? Erases => Application;
    }
}
