using System.Diagnostics;
using Circles.Grains.Clock;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Applications;

internal static class ApplicationEvolution
{
    public static NetworkState Evolve(NetworkState state, ApplicationEvent happened, Happened record)
    {
        if (happened is ApplicationEvent.WordsErased) return Retention.WithoutWords(state, happened.Application);
        var before = state.Applications.GetValueOrDefault(happened.Application);
        return Put(state, happened.Application, happened switch
        {
            ApplicationEvent.Applied e => new Application(
                e.Application, e.Programme, e.Person, e.Role, e.Kind, e.Motivation, ApplicationStatus.Open, null, record.At, null),
            ApplicationEvent.Withdrawn e => Decided(before!, ApplicationStatus.Withdrawn, e.Reason, record),
            ApplicationEvent.Accepted e => Decided(before!, ApplicationStatus.Accepted, e.Reason, record),
            ApplicationEvent.Declined e => Decided(before!, ApplicationStatus.Declined, e.Reason, record),
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    private static Application Decided(Application before, ApplicationStatus status, string? reason, Happened record) =>
        before with { Status = status, Reason = reason, DecidedAt = record.At, DecidedBy = record.By };

    /// <summary>The state with the application as given and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Application> id, Application? after)
    {
        var before = state.Applications.GetValueOrDefault(id);
        return state with
        {
            Applications = state.Applications.Put(id, after),
            ApplicationsByProgramme = state.ApplicationsByProgramme.Move(id, before?.Programme, after?.Programme),
            ApplicationsByPerson = state.ApplicationsByPerson.Move(id, before?.Person, after?.Person),
            Due = state.Due.Move(id, WordsKeptUntil(state, before), WordsKeptUntil(state, after)),
        };
    }

    public static Instant? WordsKeptUntil(NetworkState state, Application? application) =>
        application is { Motivation: not null } or { Reason: not null }
        && state.Programmes[application.Programme] is { ClosedAt: { } closed } programme
            ? Retention.End(closed, state.PackOf(programme))
            : null;
}
