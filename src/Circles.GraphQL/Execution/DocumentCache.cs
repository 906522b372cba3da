using System.Collections.Concurrent;

namespace Circles.GraphQL.Execution;

/// <summary>
/// Prepared documents by their text. Two generations: a full young one becomes the old one, and the old one is forgotten; whatever is
/// asked for moves to the young one. So it stays bounded, recent use survives, and a hit takes no lock.
/// </summary>
internal sealed class DocumentCache(EngineOptions options)
{
    private readonly int generationMax = Math.Max(1, options.CachedDocumentsMax / 2);
    private volatile Generation young = new();
    private volatile Generation old = new();

    public int Count => young.Documents.Count + old.Documents.Count;

    public PreparedDocument? Find(ReadOnlySpan<char> text)
    {
        if (young.Lookup.TryGetValue(text, out var found))
        {
            return found;
        }

        if (old.Lookup.TryGetValue(text, out var key, out found))
        {
            Add(key, found);
        }

        return found;
    }

    public void Add(string text, PreparedDocument document)
    {
        if (text.Length > options.CachedDocumentCharactersMax)
        {
            return;
        }

        var generation = young;
        if (!generation.Documents.TryAdd(text, document))
        {
            return;
        }

        var characters = Interlocked.Add(ref generation.Characters, text.Length);
        if (generation.Documents.Count >= generationMax || characters >= options.CachedCharactersMax / 2)
        {
            Turn(generation);
        }
    }

    private void Turn(Generation full)
    {
        lock (full)
        {
            if (young == full)
            {
                old = full;
                young = new Generation();
            }
        }
    }

    private sealed class Generation
    {
        public long Characters;

        public Generation() => Lookup = Documents.GetAlternateLookup<ReadOnlySpan<char>>();

        public ConcurrentDictionary<string, PreparedDocument> Documents { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, PreparedDocument>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; }
    }
}
