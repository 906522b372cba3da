using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Programmes;

internal static class ProgrammeDecider
{
    public static Decision Decide(NetworkState state, ProgrammeCommand command, Envelope envelope) => command switch
    {
        ProgrammeCommand.Start c => Start(state, c, envelope),
        ProgrammeCommand.Update c => OnExisting(state, c.Programme, envelope, there => Update(state, there, c, envelope)),
        ProgrammeCommand.AddManager c => OnExisting(state, c.Programme, envelope, there => AddManager(state, there, c.Person, envelope)),
        ProgrammeCommand.RemoveManager c => OnExisting(state, c.Programme, envelope, there => RemoveManager(there, c.Person)),
        ProgrammeCommand.Declare c => OnExisting(state, c.Programme, envelope, there => Declare(state, there, c.What)),
        ProgrammeCommand.Advance c => OnExisting(state, c.Programme, envelope, there => Advance(state, there, c.To)),
        ProgrammeCommand.Close c => OnExisting(state, c.Programme, envelope, there => Close(state, there), evenClosed: true),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision OnExisting(
        NetworkState state, Id<Programme> id, Envelope envelope, Func<Programme, Decision> decide, bool evenClosed = false)
    {
        if (!OrganisationVisibility.CanSeeAny(state, envelope.By)) return KernelErrors.NotFound("programme");
        if (!state.Programmes.TryGetValue(id, out var there)) return KernelErrors.NotFound("programme");
        if (!Authority.Runs(state, envelope.By, there)) return KernelErrors.NotAllowed();
        return there.IsOpen || evenClosed ? decide(there) : ProgrammeErrors.Closed();
    }

    private static Decision Start(NetworkState state, ProgrammeCommand.Start c, Envelope envelope)
    {
        var id = envelope.NewId<Programme>();
        if (state.Programmes.ContainsKey(id)) return Decision.Nothing(id);
        if (!Authority.RunsRegion(state, envelope.By, c.Region)) return KernelErrors.NotAllowed();
        var adopted = state.Packs.GetValueOrDefault(c.Pack.Key);
        var refused = Check.All(
            Check.Name(c.Name, "name"),
            Check.Region(state, c.Region, "region"),
            c.Organisation is { } organisation && !state.Organisations.ContainsKey(organisation) ? KernelErrors.NotFound("organisation") : null,
            c.Pack.Modes.Contains(c.Mode) ? null : ProgrammeErrors.ModeNotInPack("mode"),
            Dates(c.StartsOn, c.EndsOn),
            c.Managers.IsEmpty ? ProgrammeErrors.NeedsManager() : null,
            c.Managers.Any(person => !IsSeen(state, person, envelope)) ? KernelErrors.NotFound("managers") : null,
            c.Managers.Any(person => Authority.Is(envelope.By, person)) ? ProgrammeErrors.NotOneself() : null,
            // A version names one text for good: else two programmes of one version would run by different rules.
            adopted is not null && adopted != c.Pack ? ProgrammeErrors.PackVersionChanged(c.Pack.Key) : null);
        if (refused is not null) return refused;
        var started = new ProgrammeEvent.Started(
            id, c.Name, c.Pack.Key, c.Region, c.Organisation, c.Mode, c.StartsOn, c.EndsOn, c.Pack.Stages[0].Id, c.Managers);
        return adopted is null
            ? Decision.Done(id, new ProgrammeEvent.PackAdopted(id, c.Pack), started)
            : Decision.Done(id, started);
    }

    private static Decision Update(NetworkState state, Programme there, ProgrammeCommand.Update c, Envelope envelope)
    {
        var change = new ProgrammeEvent.Updated(
            there.Id,
            c.Name.Against(there.Name),
            c.Region.Against(there.Region),
            c.Mode.Against(there.Mode),
            c.StartsOn.Against(there.StartsOn),
            c.EndsOn.Against(there.EndsOn));
        if (change == new ProgrammeEvent.Updated(there.Id, default, default, default, default, default)) return Decision.Nothing(there.Id);
        if (change.Region.Given && !(Authority.RunsRegion(state, envelope.By, there.Region) && Authority.RunsRegion(state, envelope.By, change.Region.Value)))
            return KernelErrors.NotAllowed();
        return Check.All(
                change.Name.Given ? Check.Name(change.Name.Value, "name") : null,
                change.Region.Given ? Check.Region(state, change.Region.Value, "region") : null,
                change.Mode.Given && !state.PackOf(there).Modes.Contains(change.Mode.Value) ? ProgrammeErrors.ModeNotInPack("mode") : null,
                Dates(change.StartsOn.Or(there.StartsOn), change.EndsOn.Or(there.EndsOn)))
            ?? change;
    }

    private static Decision AddManager(NetworkState state, Programme there, Id<Person> person, Envelope envelope)
    {
        if (there.Managers.Contains(person)) return Decision.Nothing(there.Id);
        if (!IsSeen(state, person, envelope)) return KernelErrors.NotFound("person");
        // A manager may see what an admin may not: so nobody opens that door to themselves.
        if (Authority.Is(envelope.By, person)) return ProgrammeErrors.NotOneself();
        return new ProgrammeEvent.ManagerAdded(there.Id, person);
    }

    private static Decision RemoveManager(Programme there, Id<Person> person)
    {
        if (!there.Managers.Contains(person)) return Decision.Nothing(there.Id);
        return there.Managers.Count == 1 ? ProgrammeErrors.NeedsManager() : new ProgrammeEvent.ManagerRemoved(there.Id, person);
    }

    private static Decision Declare(NetworkState state, Programme there, string what)
    {
        if (there.Declared.ContainsKey(what)) return Decision.Nothing(there.Id);
        return ProgrammeGates.Declarations(state.PackOf(there)).Contains(what)
            ? new ProgrammeEvent.Declared(there.Id, what)
            : ProgrammeErrors.NothingToDeclare();
    }

    private static Decision Advance(NetworkState state, Programme there, string to)
    {
        if (there.Stage == to) return Decision.Nothing(there.Id);
        if (ProgrammeGates.Next(state.PackOf(there), there.Stage) is not { } next || next.Id != to) return ProgrammeErrors.NotNextStage();
        var unmet = ProgrammeGates.Unmet(state, there, next).ToList();
        return unmet.Count > 0
            ? Decision.Refused(unmet.Select(ProgrammeErrors.GateClosed))
            : new ProgrammeEvent.Advanced(there.Id, there.Stage, to);
    }

    private static Decision Close(NetworkState state, Programme there)
    {
        if (!there.IsOpen) return Decision.Nothing(there.Id);
        // The circles are counted no matter who asks: the answer says only that some are open.
        return state.CirclesByProgramme.GetValueOrDefault(there.Id, []).Any(id => state.Circles[id].IsOpen)
            ? ProgrammeErrors.CirclesOpen()
            : new ProgrammeEvent.Closed(there.Id);
    }

    /// <summary>Whom the actor may not see is told like whom nobody knows.</summary>
    private static bool IsSeen(NetworkState state, Id<Person> id, Envelope envelope) =>
        state.People.TryGetValue(id, out var person) && PersonVisibility.CanSee(state, envelope.By, person);

    private static Refusal? Dates(LocalDate startsOn, LocalDate? endsOn) =>
        endsOn is { } end && end < startsOn ? ProgrammeErrors.EndsBeforeStart() : null;
}
