using System.Collections.Concurrent;
using Circles.Grains.Kernel;

namespace Circles.Gateway.Requests;

/// <summary>Documents of one network that callers sent once, to name them by their hash from then on. In memory only: a lost one is sent again.</summary>
/// <remarks>
/// Bounded for the network and for each caller: who sends more than a share loses what they have not used for longest themselves. So a
/// single caller pushes out a share's worth of others' documents at most, and those that are in use last. A hit takes no lock.
/// </remarks>
internal sealed class PersistedQueries
{
    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long uses;

    public int Count => kept.Count;

    public string? Find(string hash)
    {
        if (!kept.TryGetValue(hash, out var found)) return null;
        Volatile.Write(ref found.LastUse, Interlocked.Increment(ref uses));
        return found.Text;
    }

    /// <param name="hash">Of the text, as the server computed it.</param>
    /// <param name="by">Whose share it counts into.</param>
    public void Keep(string hash, string text, Actor by)
    {
        if (text.Length > Limits.PersistedQueryMax) return;
        lock (gate)
        {
            if (kept.ContainsKey(hash)) return;
            var own = kept.Where(pair => pair.Value.By == by);
            MakeRoom(own, text.Length, Limits.PersistedQueriesOfCallerMax, Limits.PersistedCharactersOfCallerMax);
            MakeRoom(kept, text.Length, Limits.PersistedQueriesMax, Limits.PersistedCharactersMax);
            kept[hash] = new Kept(text, by, Interlocked.Increment(ref uses));
        }
    }

    private void MakeRoom(IEnumerable<KeyValuePair<string, Kept>> among, int length, int documentsMax, int charactersMax)
    {
        var oldestFirst = among.OrderBy(pair => Volatile.Read(ref pair.Value.LastUse)).ToList();
        var characters = oldestFirst.Sum(pair => pair.Value.Text.Length) + length;
        var documents = oldestFirst.Count + 1;
        foreach (var (hash, oldest) in oldestFirst)
        {
            if (documents <= documentsMax && characters <= charactersMax) return;
            kept.TryRemove(hash, out _);
            documents--;
            characters -= oldest.Text.Length;
        }
    }

    private sealed class Kept(string text, Actor by, long lastUse)
    {
        public long LastUse = lastUse;

        public string Text => text;

        public Actor By => by;
    }
}
