using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Circles.Grains.Kernel;

/// <summary>Sequence numbers of events, oldest first: an immutable list to which one more is added without copying all.</summary>
/// <remarks>Most things have two or three, in one small array; what everybody works on may have hundreds of thousands.</remarks>
[CollectionBuilder(typeof(EventNumbers), nameof(Create))]
public readonly struct EventNumbers : IReadOnlyList<long>
{
    /// <summary>Numbers in one array, which is what adding copies at most.</summary>
    private const int ChunkSize = 32;

    // Null while one array holds all.
    private readonly ImmutableList<long[]>? full;
    private readonly long[]? rest;

    private EventNumbers(ImmutableList<long[]>? full, long[]? rest) => (this.full, this.rest) = (full, rest);

    public int Count => ((full?.Count ?? 0) * ChunkSize) + Rest.Length;

    public long this[int index] => full is not null && index / ChunkSize < full.Count
        ? full[index / ChunkSize][index % ChunkSize]
        : Rest[index - (Count - Rest.Length)];

    private ReadOnlySpan<long> Rest => rest;

    public static EventNumbers Create(ReadOnlySpan<long> numbers)
    {
        var all = default(EventNumbers);
        for (; numbers.Length > ChunkSize; numbers = numbers[ChunkSize..])
            all = new EventNumbers((all.full ?? []).Add(numbers[..ChunkSize].ToArray()), null);
        return new EventNumbers(all.full, numbers.ToArray());
    }

    public EventNumbers Add(long number) =>
        Rest.Length == ChunkSize ? new EventNumbers((full ?? []).Add(rest!), [number]) : new EventNumbers(full, [.. Rest, number]);

    public IEnumerator<long> GetEnumerator() => (full ?? []).SelectMany(chunk => chunk).Concat(rest ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
