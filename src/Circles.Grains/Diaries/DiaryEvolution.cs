using System.Diagnostics;
using Circles.Grains.Kernel;

namespace Circles.Grains.Diaries;

internal static class DiaryEvolution
{
    public static NetworkState Evolve(NetworkState state, DiaryEvent happened, Happened record)
    {
        var before = state.Diaries.GetValueOrDefault(happened.Entry);
        return Put(state, happened switch
        {
            DiaryEvent.Written e when before is null => new DiaryEntry(e.Entry, e.Session, e.Keeper, e.Text, record.At, null, null, null),
            DiaryEvent.Written e => before with { Keeper = e.Keeper, Text = e.Text, WrittenAt = record.At },
            DiaryEvent.Remarked e => before! with { Remark = e.Text, RemarkBy = e.By, RemarkedAt = record.At },
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the entry as given and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, DiaryEntry after) => state with
    {
        Diaries = state.Diaries.Put(after.Id, after),
        DiaryBySession = state.DiaryBySession.SetItem(after.Session, after.Id),
    };
}
