using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Applications;

internal static class ApplicationEvolution
{
    public static NetworkState Evolve(NetworkState state, ApplicationEvent happened, Happened record)
    {
        var before = state.Applications.GetValueOrDefault(happened.Application);
        return Put(state, happened.Application, happened switch
        {
            ApplicationEvent.Applied e => new Application(
                e.Application, e.Programme, e.Person, e.Role, e.Kind, e.Motivation, ApplicationStatus.Open, null, record.At, null),
            ApplicationEvent.Withdrawn e => before! with { Status = ApplicationStatus.Withdrawn, Reason = e.Reason, DecidedAt = record.At },
            ApplicationEvent.Accepted e => before! with { Status = ApplicationStatus.Accepted, Reason = e.Reason, DecidedAt = record.At },
            ApplicationEvent.Declined e => before! with { Status = ApplicationStatus.Declined, Reason = e.Reason, DecidedAt = record.At },
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the application as given and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Application> id, Application? after)
    {
        var before = state.Applications.GetValueOrDefault(id);
        return state with
        {
            Applications = state.Applications.Put(id, after),
            ApplicationsByProgramme = state.ApplicationsByProgramme.Move(id, before?.Programme, after?.Programme),
            ApplicationsByPerson = state.ApplicationsByPerson.Move(id, before?.Person, after?.Person),
        };
    }
}
