using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Programmes;

[StoredAs("programme")]
public abstract record ProgrammeEvent(Id<Programme> Programme) : Event
{
    public override AnyId Of => Programme;

    /// <summary>A version of a pack came into use in this network: its rules in full, once per version.</summary>
    [StoredAs("pack-adopted.1")]
    public sealed record PackAdopted(Id<Programme> Programme, ProcessPack Pack) : ProgrammeEvent(Programme);

    [StoredAs("started.1")]
    public sealed record Started(
        Id<Programme> Programme,
        string Name,
        PackKey Pack,
        string? Region,
        Id<Organisation>? Organisation,
        MeetingMode Mode,
        LocalDate StartsOn,
        LocalDate? EndsOn,
        string Stage,
        ValueList<Id<Person>> Managers) : ProgrammeEvent(Programme);

    [StoredAs("updated.1")]
    public sealed record Updated(
        Id<Programme> Programme, Patch<string> Name, Patch<string?> Region, Patch<MeetingMode> Mode, Patch<LocalDate> StartsOn,
        Patch<LocalDate?> EndsOn) : ProgrammeEvent(Programme);

    [StoredAs("manager-added.1")]
    public sealed record ManagerAdded(Id<Programme> Programme, Id<Person> Person) : ProgrammeEvent(Programme);

    [StoredAs("manager-removed.1")]
    public sealed record ManagerRemoved(Id<Programme> Programme, Id<Person> Person) : ProgrammeEvent(Programme);

    [StoredAs("declared.1")]
    public sealed record Declared(Id<Programme> Programme, string What) : ProgrammeEvent(Programme);

    [StoredAs("advanced.1")]
    public sealed record Advanced(Id<Programme> Programme, string From, string To) : ProgrammeEvent(Programme);

    [StoredAs("closed.1")]
    public sealed record Closed(Id<Programme> Programme) : ProgrammeEvent(Programme);
}
