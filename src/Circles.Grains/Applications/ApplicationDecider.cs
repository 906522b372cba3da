using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Applications;

internal static class ApplicationDecider
{
    public static Decision Decide(NetworkState state, ApplicationCommand command, Envelope envelope) => command switch
    {
        ApplicationCommand.Apply c => Apply(state, c, envelope),
        ApplicationCommand.Withdraw c => OnExisting(state, c.Application, envelope, there => Withdraw(there, c, envelope)),
        ApplicationCommand.Decide c => OnExisting(state, c.Application, envelope, there => Decide(state, there, c, envelope)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision Apply(NetworkState state, ApplicationCommand.Apply c, Envelope envelope)
    {
        var id = envelope.NewId<Application>();
        if (state.Applications.ContainsKey(id)) return Decision.Nothing(id);
        if (!OrganisationVisibility.CanSeeAny(state, envelope.By) || !state.Programmes.TryGetValue(c.Programme, out var programme))
            return KernelErrors.NotFound("programme");
        if (!state.People.TryGetValue(c.Person, out var person) || !PersonVisibility.CanSee(state, envelope.By, person))
            return KernelErrors.NotFound("person");
        if (!Authority.Is(envelope.By, c.Person) && !Authority.Manages(envelope.By, programme)) return KernelErrors.NotAllowed();
        if (!programme.IsOpen) return ProgrammeErrors.Closed();
        var pack = state.PackOf(programme);
        if (pack.Role(c.Role) is not { Apply: { } activity } role) return ApplicationErrors.RoleNotOpen();
        if (!pack.Opens(programme.Stage, activity)) return ProgrammeErrors.StageClosed("role");
        var pending = state.ApplicationsByPerson.GetValueOrDefault(c.Person, [])
            .Select(other => state.Applications[other])
            .Any(other => other.Programme == c.Programme && other.Role == c.Role
                && other.Status is ApplicationStatus.Open or ApplicationStatus.Accepted);
        return Check.All(
                pending ? ApplicationErrors.AppliedAlready() : null,
                Kind(c.Kind, role),
                Check.OptionalText(c.Motivation, "motivation", Limits.TextMax))
            ?? new ApplicationEvent.Applied(id, c.Programme, c.Person, c.Role, c.Kind, c.Motivation);
    }

    private static Refusal? Kind(string? kind, Packs.PackRole role) =>
        kind is null
            ? role.Kinds.IsEmpty ? null : KernelErrors.Required("kind")
            : role.Kinds.Any(term => term.Id == kind) ? null : ApplicationErrors.KindUnknown();

    private static Decision OnExisting(NetworkState state, Id<Application> id, Envelope envelope, Func<Application, Decision> decide) =>
        state.Applications.TryGetValue(id, out var there) && ApplicationVisibility.CanSee(state, envelope.By, there)
            ? decide(there)
            : KernelErrors.NotFound("application");

    private static Decision Withdraw(Application there, ApplicationCommand.Withdraw c, Envelope envelope)
    {
        if (!Authority.Is(envelope.By, there.Person)) return KernelErrors.NotAllowed();
        return there.Status switch
        {
            ApplicationStatus.Withdrawn => Decision.Nothing(there.Id),
            ApplicationStatus.Open => Check.All(Check.OptionalText(c.Reason, "reason", Limits.LineMax))
                ?? new ApplicationEvent.Withdrawn(there.Id, c.Reason),
            _ => ApplicationErrors.DecidedAlready(),
        };
    }

    private static Decision Decide(NetworkState state, Application there, ApplicationCommand.Decide c, Envelope envelope)
    {
        var programme = state.Programmes[there.Programme];
        // Nobody decides on their own wish, not even a manager who also wants to mentor.
        if (!Authority.Manages(envelope.By, programme) || Authority.Is(envelope.By, there.Person)) return KernelErrors.NotAllowed();
        if (there.Status == (c.Accept ? ApplicationStatus.Accepted : ApplicationStatus.Declined)) return Decision.Nothing(there.Id);
        if (there.Status != ApplicationStatus.Open) return ApplicationErrors.DecidedAlready();
        if (!programme.IsOpen) return ProgrammeErrors.Closed();
        if (Check.All(Check.Text(c.Reason, "reason", Limits.LineMax)) is { } refused) return refused;
        return c.Accept ? new ApplicationEvent.Accepted(there.Id, c.Reason) : new ApplicationEvent.Declined(there.Id, c.Reason);
    }
}
