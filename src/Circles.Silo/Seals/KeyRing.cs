using System.Collections.Concurrent;
using System.Security.Cryptography;
using Circles.Grains.Kernel;

namespace Circles.Silo.Seals;

/// <summary>The keys in use, unwrapped: few enough to keep in memory, and zeroed when they are let go.</summary>
/// <remarks>
/// Three steps: the master key wraps each network's key, that one wraps the keys of its people, circles and snapshots.
/// </remarks>
internal sealed class KeyRing(IKeyStore store, IMasterKeys master)
{
    /// <summary>The name of the key that wraps a network's others. No id has such a name.</summary>
    public const string NetworkKey = "network";

    private readonly ConcurrentDictionary<string, Ring> rings = new(StringComparer.Ordinal);

    /// <summary>Keys for one piece of work; whoever has them disposes them.</summary>
    /// <param name="make">Whether keys that never were are made; else they stay unknown.</param>
    /// <exception cref="KeysUnusableException">The master key is another one, or a key is damaged.</exception>
    public async ValueTask<LentKeys> LendAsync(string network, IReadOnlyCollection<string> names, bool make)
    {
        var ring = RingOf(network);
        var lent = new LentKeys(network);
        var missing = ring.Lend(names, lent);
        if (missing.Count == 0) return lent;
        var found = new Dictionary<string, byte[]>(await store.FindAsync(network, [.. missing, NetworkKey]));
        if (!found.TryGetValue(NetworkKey, out var wrappedBy))
        {
            if (!make) return lent;
            var made = await master.WrapAsync(network, RandomNumberGenerator.GetBytes(Box.KeySize));
            await store.AddAsync(network, new Dictionary<string, byte[]> { [NetworkKey] = made });
            // Another node may have been first.
            wrappedBy = (await store.FindAsync(network, [NetworkKey]))[NetworkKey];
        }

        var wrapping = await master.UnwrapAsync(network, wrappedBy);
        string[] fresh = make ? [.. missing.Where(name => !found.ContainsKey(name))] : [];
        if (fresh.Length > 0)
        {
            await store.AddAsync(network, fresh.ToDictionary(
                name => name, name => Box.Seal(wrapping, RandomNumberGenerator.GetBytes(Box.KeySize), About(network, name))));
            foreach (var (name, wrapped) in await store.FindAsync(network, fresh)) found[name] = wrapped;
        }

        foreach (var name in missing)
        {
            if (!found.TryGetValue(name, out var wrapped)) continue;
            var key = wrapped.Length == 0 ? null : Unwrap(network, name, wrapped, wrapping);
            lent.Add(name, key);
            ring.Keep(name, key);
        }

        CryptographicOperations.ZeroMemory(wrapping);
        return lent;
    }

    /// <summary>Destroys keys in the store and in memory. Done again, it does nothing.</summary>
    public async ValueTask DestroyAsync(string network, IReadOnlyCollection<string> names)
    {
        await store.DestroyAsync(network, names);
        RingOf(network).Drop(names);
    }

    /// <summary>Zeroes keys in memory, as after another node destroyed them.</summary>
    public void Drop(string network, IEnumerable<string> names) => RingOf(network).Drop(names);

    /// <summary>Zeroes what is in memory of a network.</summary>
    public async ValueTask ForgetAsync(string network)
    {
        if (rings.TryRemove(network, out var ring)) ring.Clear();
        await store.ReleaseAsync(network);
    }

    /// <summary>Wraps every network's key under the newest master key.</summary>
    /// <returns>How many were wrapped under another one.</returns>
    public async ValueTask<int> RewrapAsync()
    {
        var done = 0;
        foreach (var network in await store.NetworksAsync())
        {
            if (!(await store.FindAsync(network, [NetworkKey])).TryGetValue(NetworkKey, out var before) || master.IsNewest(before)) continue;
            await store.ReplaceAsync(network, NetworkKey, before, await master.WrapAsync(network, await master.UnwrapAsync(network, before)));
            done++;
        }

        return done;
    }

    /// <summary>All keys but those of snapshots, which stay here.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, byte[]>>> ExportAsync(string network, IMasterKeys under)
    {
        var keys = new List<KeyValuePair<string, byte[]>>();
        foreach (var (name, wrapped) in await store.AllAsync(network))
        {
            if (AnyId.TryParse(name, out _)) keys.Add(new(name, wrapped));
            else if (name == NetworkKey)
                keys.Add(new(name, under == master ? wrapped : await under.WrapAsync(network, await master.UnwrapAsync(network, wrapped))));
        }

        return keys;
    }

    public async ValueTask ImportAsync(string network, IReadOnlyDictionary<string, byte[]> keys, IMasterKeys under)
    {
        if (!keys.TryGetValue(NetworkKey, out var told)) return;
        var theirs = await under.UnwrapAsync(network, told);
        await store.AddAsync(network, new Dictionary<string, byte[]> { [NetworkKey] = await master.WrapAsync(network, theirs) });
        var ours = await master.UnwrapAsync(network, (await store.FindAsync(network, [NetworkKey]))[NetworkKey]);
        var subjects = keys.Where(pair => pair.Key != NetworkKey).ToList();
        await store.AddAsync(network, subjects.Where(pair => pair.Value.Length > 0).ToDictionary(
            pair => pair.Key, pair => Box.Seal(ours, Unwrap(network, pair.Key, pair.Value, theirs), About(network, pair.Key))));
        string[] destroyed = [.. subjects.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key)];
        if (destroyed.Length > 0) await DestroyAsync(network, destroyed);
        foreach (var key in (byte[][])[theirs, ours]) CryptographicOperations.ZeroMemory(key);
    }

    private static byte[] About(string network, string name) => Box.About("key", network, name);

    private static byte[] Unwrap(string network, string name, byte[] wrapped, byte[] wrapping)
    {
        try
        {
            return Box.Open(wrapping, wrapped, About(network, name));
        }
        catch (CryptographicException e)
        {
            throw new KeysUnusableException($"A key of the network '{network}' is damaged. Bring the copy of its keys back.", e);
        }
    }

    private Ring RingOf(string network) => rings.GetOrAdd(network, _ => new Ring());

    private sealed class Ring
    {
        private readonly Lock gate = new();

        // Null for one that was destroyed.
        private readonly Dictionary<string, byte[]?> keys = new(StringComparer.Ordinal);

        /// <returns>The names of those that are not here.</returns>
        public List<string> Lend(IReadOnlyCollection<string> names, LentKeys lent)
        {
            var missing = new List<string>();
            using (gate.EnterScope())
            {
                foreach (var name in names)
                {
                    if (keys.TryGetValue(name, out var key)) lent.Add(name, key);
                    else missing.Add(name);
                }
            }

            return missing;
        }

        public void Keep(string name, byte[]? key)
        {
            using (gate.EnterScope())
            {
                if (keys.Count >= Limits.KeysMax) ClearKept();
                // One that was destroyed while its copy was on the way stays so.
                keys.TryAdd(name, key?[..]);
            }
        }

        public void Drop(IEnumerable<string> names)
        {
            using (gate.EnterScope())
            {
                foreach (var name in names)
                {
                    if (keys.GetValueOrDefault(name) is { } key) CryptographicOperations.ZeroMemory(key);
                    keys[name] = null;
                }
            }
        }

        public void Clear()
        {
            using (gate.EnterScope()) ClearKept();
        }

        private void ClearKept()
        {
            foreach (var key in keys.Values)
                if (key is not null) CryptographicOperations.ZeroMemory(key);
            keys.Clear();
        }
    }
}

/// <summary>Copies of keys, so that none is zeroed under somebody's hands: they are zeroed when the work is done.</summary>
internal sealed class LentKeys(string network) : IDisposable
{
    private readonly Dictionary<string, byte[]?> keys = new(StringComparer.Ordinal);

    public void Add(string name, byte[]? key) => keys[name] = key?[..];

    /// <summary>The key of all the owners together: without one of theirs there is none.</summary>
    /// <returns>False when one of them was destroyed.</returns>
    /// <exception cref="KeysUnusableException">One was lost, and not destroyed.</exception>
    public bool TryDerive(ReadOnlySpan<string> owners, Span<byte> key)
    {
        Span<byte> all = stackalloc byte[owners.Length * Box.KeySize];
        for (var i = 0; i < owners.Length; i++)
        {
            if (!keys.TryGetValue(owners[i], out var one))
            {
                throw new KeysUnusableException(
                    $"A key of the network '{network}' is missing from its store, and was not destroyed. Bring the copy of its keys back.");
            }

            if (one is null) return false;
            one.CopyTo(all[(i * Box.KeySize)..]);
        }

        HKDF.DeriveKey(HashAlgorithmName.SHA256, all, key, salt: default, info: "circles"u8);
        CryptographicOperations.ZeroMemory(all);
        return true;
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
            if (key is not null) CryptographicOperations.ZeroMemory(key);
    }
}
