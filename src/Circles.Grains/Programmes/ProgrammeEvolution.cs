using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Applications;
using Circles.Grains.Kernel;

namespace Circles.Grains.Programmes;

internal static class ProgrammeEvolution
{
    public static NetworkState Evolve(NetworkState state, ProgrammeEvent happened, Happened record)
    {
        if (happened is ProgrammeEvent.PackAdopted adopted)
            return state with { Packs = state.Packs.SetItem(adopted.Pack.Key, adopted.Pack) };
        var before = state.Programmes.GetValueOrDefault(happened.Programme);
        return Put(state, happened.Programme, happened switch
        {
            ProgrammeEvent.Started e => new Programme(
                e.Programme,
                e.Name,
                e.Pack,
                e.Region,
                e.Organisation,
                e.Mode,
                e.StartsOn,
                e.EndsOn,
                e.Stage,
                ImmutableSortedDictionary.Create<string, NodaTime.Instant>(StringComparer.Ordinal),
                [.. e.Managers],
                record.At,
                null),
            ProgrammeEvent.Updated e => before! with
            {
                Name = e.Name.Or(before.Name),
                Region = e.Region.Or(before.Region),
                Mode = e.Mode.Or(before.Mode),
                StartsOn = e.StartsOn.Or(before.StartsOn),
                EndsOn = e.EndsOn.Or(before.EndsOn),
            },
            ProgrammeEvent.ManagerAdded e => before! with { Managers = before.Managers.Add(e.Person) },
            ProgrammeEvent.ManagerRemoved e => before! with { Managers = before.Managers.Remove(e.Person) },
            ProgrammeEvent.Declared e => before! with { Declared = before.Declared.SetItem(e.What, record.At) },
            ProgrammeEvent.Advanced e => before! with { Stage = e.To },
            ProgrammeEvent.Closed => before! with { ClosedAt = record.At },
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the programme as given and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Programme> id, Programme? after)
    {
        var before = state.Programmes.GetValueOrDefault(id);
        state = state with
        {
            Programmes = state.Programmes.Put(id, after),
            ProgrammesByManager = state.ProgrammesByManager.Move(id, before?.Managers ?? [], after?.Managers ?? []),
        };
        if (before?.ClosedAt == after?.ClosedAt) return state;
        // How long the words of its applications are kept goes by when it was closed.
        foreach (var application in state.ApplicationsByProgramme.GetValueOrDefault(id, []))
            state = ApplicationEvolution.Put(state, application, state.Applications[application]);
        return state;
    }
}
