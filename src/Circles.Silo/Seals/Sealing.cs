using System.Collections.Immutable;
using System.Globalization;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Silo.Seals;

/// <summary>Seals what is written down of people and circles, opens it again, and makes sure that what was erased never opens.</summary>
/// <remarks>Where there are none, nothing is sealed, and what was sealed reads as if its keys were destroyed.</remarks>
public sealed class Sealing(IKeyStore store, IMasterKeys master) : IAsyncDisposable
{
    private readonly KeyRing ring = new(store, master);

    internal IKeyStore Store => store;

    internal IMasterKeys Master => master;

    /// <summary>Finds out at the start that the master key is the one that the keys were wrapped under.</summary>
    /// <exception cref="KeysUnusableException">It is another one.</exception>
    public async Task CheckAsync() => (await ring.LendAsync(Slug.Platform, ["check"], make: true)).Dispose();

    /// <summary>Wraps what is wrapped under an older master key under the newest. Servers may run meanwhile.</summary>
    /// <returns>How many networks it was done for.</returns>
    public ValueTask<int> RewrapAsync() => ring.RewrapAsync();

    /// <summary>A network's keys as an archive takes them, wrapped under a master key.</summary>
    internal ValueTask<IReadOnlyList<KeyValuePair<string, byte[]>>> ExportAsync(string network, IMasterKeys under) => ring.ExportAsync(network, under);

    /// <summary>Takes an archive's keys. Those that are here stay, and so do those that were destroyed, here or there.</summary>
    internal ValueTask ImportAsync(string network, IReadOnlyDictionary<string, byte[]> keys, IMasterKeys under) => ring.ImportAsync(network, keys, under);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>Events as they are appended: where nothing is sealed, as they were encoded.</summary>
    internal static async ValueTask<IReadOnlyList<EncodedEvent>> ToAppendAsync(
        Sealing? seals, string network, IReadOnlyList<UnsealedEvent> events) =>
        seals is null ? [.. events.Select(happened => happened.Event)] : await seals.SealAsync(network, events);

    /// <summary>Events sealed.</summary>
    internal async ValueTask<IReadOnlyList<EncodedEvent>> SealAsync(string network, IReadOnlyList<UnsealedEvent> events)
    {
        using var keys = await ring.LendAsync(network, [.. events.SelectMany(EventSeal.Owners).Distinct()], make: true);
        return [.. events.Select(happened => EventSeal.Seal(network, happened, keys))];
    }

    /// <summary>Events as they were before they were sealed.</summary>
    /// <exception cref="JournalDamagedException">A sealed value is not what was sealed there.</exception>
    internal async ValueTask<IReadOnlyList<EncodedEvent>> OpenAsync(string network, IReadOnlyList<StoredEvent> events)
    {
        using var keys = await ring.LendAsync(network, [.. events.SelectMany(stored => EventSeal.Owners(stored.Event)).Distinct()], make: false);
        return [.. events.Select(stored => EventSeal.Open(network, stored.Sequence, stored.Event, keys))];
    }

    /// <summary>Destroys the keys of those erased, and of the snapshots that were made before. To be done before a state is shown.</summary>
    /// <param name="known">Those for whom it was done already.</param>
    internal async ValueTask EraseAsync(string network, ImmutableDictionary<AnyId, Instant> erased, ImmutableDictionary<AnyId, Instant> known)
    {
        if (ReferenceEquals(erased, known) || erased.Count == known.Count) return;
        string[] names =
        [
            .. erased.Keys.Where(id => !known.ContainsKey(id)).Select(id => id.ToString()),
            .. Enumerable.Range(known.Count, erased.Count - known.Count).Select(SnapshotKey),
        ];
        var there = await store.FindAsync(network, names);
        string[] left = [.. names.Where(name => !there.TryGetValue(name, out var key) || key.Length > 0)];
        // In memory, too, where another node was first.
        ring.Drop(network, names);
        if (left.Length > 0) await ring.DestroyAsync(network, left);
    }

    /// <summary>Lets go of what is held of a network.</summary>
    internal ValueTask ForgetAsync(string network) => ring.ForgetAsync(network);

    /// <summary>A stream that seals what is written to it into another one, under a key that the next erasure destroys.</summary>
    /// <param name="state">Of which it is a snapshot.</param>
    internal Stream Seal(Stream output, string network, NetworkState state)
    {
        var name = SnapshotKey(state.Erased.Count);
        // Snapshots are written on a thread of their own.
        using var keys = ring.LendAsync(network, [name], make: true).AsTask().GetAwaiter().GetResult();
        var key = new byte[Box.KeySize];
        if (!keys.TryDerive([name], key)) throw new IOException("Somebody was erased since this state.");
        Span<byte> number = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(number, state.Erased.Count);
        output.Write(number);
        return new SealingStream(output, key, network);
    }

    /// <summary>A stream of what was sealed.</summary>
    /// <exception cref="IOException">Its key was destroyed.</exception>
    internal Stream Open(Stream input, string network)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        input.ReadExactly(number);
        var name = SnapshotKey(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(number));
        using var keys = ring.LendAsync(network, [name], make: false).AsTask().GetAwaiter().GetResult();
        var key = new byte[Box.KeySize];
        if (!keys.TryDerive([name], key)) throw new IOException("Somebody was erased since this state.");
        return new OpeningStream(input, key, network);
    }

    /// <summary>Numbered by those erased before, so that a state from before an erasure is never sealed under a key from after it.</summary>
    private static string SnapshotKey(int erased) => string.Create(CultureInfo.InvariantCulture, $"snapshot.{erased}");
}
