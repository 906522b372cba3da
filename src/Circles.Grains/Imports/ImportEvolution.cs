using System.Diagnostics;
using Circles.Grains.Kernel;

namespace Circles.Grains.Imports;

internal static class ImportEvolution
{
    public static NetworkState Evolve(NetworkState state, ImportEvent happened, Happened record)
    {
        var before = state.Imports.GetValueOrDefault(happened.Import);
        return Put(state, happened switch
        {
            ImportEvent.Committed e when before is null => new Import(
                e.Import, e.Kind, e.FileName, [.. e.Rows], record.By, record.At, null, []),
            ImportEvent.Committed e => before with { Rows = before.Rows.AddRange(e.Rows) },
            ImportEvent.Undone e => before! with { UndoneAt = record.At, Kept = e.Kept },
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    public static NetworkState Put(NetworkState state, Import after) => state with { Imports = state.Imports.Put(after.Id, after) };
}
