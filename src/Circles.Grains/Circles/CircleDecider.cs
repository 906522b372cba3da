using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Activity = Circles.Grains.Packs.Activity;

namespace Circles.Grains.Circles;

internal static class CircleDecider
{
    public static Decision Decide(NetworkState state, CircleCommand command, Envelope envelope) => command switch
    {
        CircleCommand.Form c => Form(state, c, envelope),
        CircleCommand.Rename c => OnExisting(state, c.Circle, envelope, there => MayRename(state, there, envelope), there => Rename(there, c)),
        CircleCommand.Update c => OnManaged(state, c.Circle, envelope, there => Update(state, there, c)),
        CircleCommand.AddMember c => OnManaged(state, c.Circle, envelope, there => AddMember(state, there, c, envelope)),
        CircleCommand.RemoveMember c => OnExisting(
            state,
            c.Circle,
            envelope,
            there => Authority.Is(envelope.By, c.Person) || IsManager(state, there, envelope),
            there => there.Members.ContainsKey(c.Person) ? new CircleEvent.MemberLeft(there.Id, c.Person) : Decision.Nothing(there.Id)),
        CircleCommand.Close c => OnManaged(state, c.Circle, envelope, there => new CircleEvent.Closed(there.Id), whenClosed: Decision.Nothing),
        CircleCommand.OpenTo c => BreakGlass.Open(state, c, envelope),
        CircleCommand.ShutTo c => BreakGlass.Shut(state, c, envelope),
        CircleCommand.Remove c => OnManaged(
            state,
            c.Circle,
            envelope,
            there => state.SessionsByCircle.ContainsKey(there.Id) ? CircleErrors.HasSessions() : new CircleEvent.Removed(there.Id)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    /// <summary>A circle that the actor may see, may do this to, and that is open: in this order, so that refusals tell nothing more.</summary>
    private static Decision OnExisting(
        NetworkState state,
        Id<Circle> id,
        Envelope envelope,
        Func<Circle, bool> may,
        Func<Circle, Decision> decide,
        Func<AnyId, Decision>? whenClosed = null)
    {
        if (!state.Circles.TryGetValue(id, out var there) || !CircleVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("circle");
        if (!may(there)) return KernelErrors.NotAllowed();
        return there.IsOpen ? decide(there) : whenClosed?.Invoke(id) ?? CircleErrors.Closed();
    }

    /// <summary>A circle of a programme that the actor manages: an admin who does not manage it has no hand in its relations.</summary>
    private static Decision OnManaged(
        NetworkState state, Id<Circle> id, Envelope envelope, Func<Circle, Decision> decide, Func<AnyId, Decision>? whenClosed = null) =>
        OnExisting(state, id, envelope, there => IsManager(state, there, envelope), decide, whenClosed);

    private static bool IsManager(NetworkState state, Circle circle, Envelope envelope) =>
        Authority.Manages(envelope.By, state.Programmes[circle.Programme]);

    private static Decision Form(NetworkState state, CircleCommand.Form c, Envelope envelope)
    {
        var id = envelope.NewId<Circle>();
        if (state.Circles.ContainsKey(id)) return Decision.Nothing(id);
        if (!OrganisationVisibility.CanSeeAny(state, envelope.By) || !state.Programmes.TryGetValue(c.Programme, out var programme))
            return KernelErrors.NotFound("programme");
        if (!Authority.Manages(envelope.By, programme)) return KernelErrors.NotAllowed();
        if (!programme.IsOpen) return ProgrammeErrors.Closed();
        var pack = state.PackOf(programme);
        if (!pack.Opens(programme.Stage, Activity.FormCircles)) return ProgrammeErrors.StageClosed("programme");
        if (pack.Form(c.Shape) is not { } form) return CircleErrors.FormNotInPack();
        if (c.Members.Count > Limits.CircleMembersMax) return KernelErrors.TooMany("members", Limits.CircleMembersMax);
        var visibility = c.Visibility ?? pack.Visibilities[0];
        var mode = c.Mode ?? programme.Mode;
        var refused = Check.All(
        [
            pack.Visibilities.Contains(visibility) ? null : CircleErrors.VisibilityNotInPack(),
            pack.Modes.Contains(mode) ? null : ProgrammeErrors.ModeNotInPack("mode"),
            Check.OptionalLine(c.Name, "name", Limits.NameMax),
            Check.OptionalText(c.Description, "description", Limits.TextMax),
            Check.OptionalLine(c.Reference, "reference", Limits.NameMax),
            c.Members.DistinctBy(seat => seat.Person).Count() == c.Members.Count ? null : CircleErrors.SeatedTwice("members"),
            .. c.Members.Select((seat, i) => Seat(
                state, programme, pack, form, seat.Person, seat.Role, c.Members.Count(other => other.Role == seat.Role) - 1, envelope, $"members.{i}.")),
        ]);
        if (refused is not null) return refused;
        var formed = new CircleEvent.Formed(
            id, programme.Id, c.Shape, visibility, mode, NullIfBlank(c.Name), NullIfBlank(c.Description), NullIfBlank(c.Reference));
        return Decision.Done(id, [formed, .. c.Members.Select(seat => new CircleEvent.MemberJoined(id, seat.Person, seat.Role))]);
    }

    /// <summary>Whether somebody may take a seat: the person, the pack's rules for the role, and room.</summary>
    /// <param name="others">How many have that role without this person.</param>
    private static Refusal? Seat(
        NetworkState state,
        Programme programme,
        ProcessPack pack,
        PackForm form,
        Id<Person> id,
        CircleRole role,
        int others,
        Envelope envelope,
        string path)
    {
        if (!state.People.TryGetValue(id, out var person) || !PersonVisibility.CanSee(state, envelope.By, person))
            return KernelErrors.NotFound($"{path}person");
        if (form.SeatsOf(role) is not { } seats) return CircleErrors.RoleNotInForm($"{path}role");
        if (others >= seats.Max) return CircleErrors.RoleFull($"{path}role", seats.Max);
        return role == CircleRole.Mentor && programme.Managers.Contains(id) && !pack.ManagerMayMentor
            ? CircleErrors.ManagerMayNotMentor($"{path}person")
            : null;
    }

    private static bool MayRename(NetworkState state, Circle there, Envelope envelope) =>
        state.PackOf(state.Programmes[there.Programme]).CircleNamedBy switch
        {
            NamedBy.Members => CircleVisibility.IsMember(envelope.By, there),
            _ => IsManager(state, there, envelope),
        };

    private static Decision Rename(Circle there, CircleCommand.Rename c)
    {
        if (there.Name == c.Name) return Decision.Nothing(there.Id);
        return Check.All(Check.Name(c.Name, "name")) ?? new CircleEvent.Renamed(there.Id, c.Name);
    }

    private static Decision Update(NetworkState state, Circle there, CircleCommand.Update c)
    {
        var pack = state.PackOf(state.Programmes[there.Programme]);
        var change = new CircleEvent.Updated(
            there.Id,
            c.Description.Against(there.Description),
            c.Visibility.Against(there.Visibility),
            c.Mode.Against(there.Mode),
            c.Listed.Against(there.Listed));
        if (change == new CircleEvent.Updated(there.Id, default, default, default, default)) return Decision.Nothing(there.Id);
        return Check.All(
                change.Description.Given ? Check.OptionalText(change.Description.Value, "description", Limits.TextMax) : null,
                change.Visibility.Given && !pack.Visibilities.Contains(change.Visibility.Value) ? CircleErrors.VisibilityNotInPack() : null,
                change.Mode.Given && !pack.Modes.Contains(change.Mode.Value) ? ProgrammeErrors.ModeNotInPack("mode") : null)
            ?? change;
    }

    private static Decision AddMember(NetworkState state, Circle there, CircleCommand.AddMember c, Envelope envelope)
    {
        if (there.Members.TryGetValue(c.Person, out var member))
            return member.Role == c.Role ? Decision.Nothing(there.Id) : CircleErrors.SeatedTwice("person");
        var programme = state.Programmes[there.Programme];
        var pack = state.PackOf(programme);
        return Check.All(
                Seat(state, programme, pack, pack.Form(there.Form)!, c.Person, c.Role, there.In(c.Role).Count(), envelope, ""),
                there.Members.Count >= Limits.CircleMembersMax ? KernelErrors.TooMany("person", Limits.CircleMembersMax) : null)
            ?? new CircleEvent.MemberJoined(there.Id, c.Person, c.Role);
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
