namespace Circles.Silo.Seals;

/// <summary>Where wrapped keys are kept, apart from the journals: a copy of the one without the other tells nothing.</summary>
/// <remarks>
/// A key is named by an id, or by what it is for (<see cref="KeyRing"/>). An empty one was destroyed: it never comes back. All members may
/// be called from any thread and by any number of nodes; <see cref="VolatileKeys"/> defines the meaning.
/// </remarks>
public interface IKeyStore : IAsyncDisposable
{
    /// <summary>Those of the keys that there are or were.</summary>
    ValueTask<IReadOnlyDictionary<string, byte[]>> FindAsync(string network, IReadOnlyCollection<string> names);

    /// <summary>Keeps keys for good before it completes. Where there is or was one already, that one stays.</summary>
    ValueTask AddAsync(string network, IReadOnlyDictionary<string, byte[]> keys);

    /// <summary>Puts another key in the place of one, if that is still there.</summary>
    ValueTask ReplaceAsync(string network, string name, byte[] before, byte[] after);

    /// <summary>Leaves nothing of the keys in the store and nothing to put there again, whether they were there or not.</summary>
    ValueTask DestroyAsync(string network, IReadOnlyCollection<string> names);

    /// <summary>All of a network's, sorted by name.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<string, byte[]>>> AllAsync(string network);

    /// <summary>The networks that have keys, sorted.</summary>
    ValueTask<IReadOnlyList<string>> NetworksAsync();

    /// <summary>Lets go of files held for a network. The next call takes them again.</summary>
    ValueTask ReleaseAsync(string network);
}
