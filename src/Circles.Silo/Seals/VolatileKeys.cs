namespace Circles.Silo.Seals;

/// <summary>Keys in memory: it defines what every other store must do, and ends with the process.</summary>
public sealed class VolatileKeys : IKeyStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SortedDictionary<string, byte[]>> networks = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyDictionary<string, byte[]>> FindAsync(string network, IReadOnlyCollection<string> names)
    {
        using (gate.EnterScope())
        {
            var there = Of(network);
            return ValueTask.FromResult<IReadOnlyDictionary<string, byte[]>>(
                names.Distinct().Where(there.ContainsKey).ToDictionary(name => name, name => there[name]));
        }
    }

    public ValueTask AddAsync(string network, IReadOnlyDictionary<string, byte[]> keys)
    {
        using (gate.EnterScope())
            foreach (var (name, key) in keys) Of(network).TryAdd(name, key);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReplaceAsync(string network, string name, byte[] before, byte[] after)
    {
        using (gate.EnterScope())
            if (Of(network).TryGetValue(name, out var there) && there.AsSpan().SequenceEqual(before)) Of(network)[name] = after;
        return ValueTask.CompletedTask;
    }

    public ValueTask DestroyAsync(string network, IReadOnlyCollection<string> names)
    {
        using (gate.EnterScope())
            foreach (var name in names) Of(network)[name] = [];
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<KeyValuePair<string, byte[]>>> AllAsync(string network)
    {
        using (gate.EnterScope()) return ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, byte[]>>>([.. Of(network)]);
    }

    public ValueTask<IReadOnlyList<string>> NetworksAsync()
    {
        using (gate.EnterScope()) return ValueTask.FromResult<IReadOnlyList<string>>([.. networks.Keys]);
    }

    public ValueTask ReleaseAsync(string network) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private SortedDictionary<string, byte[]> Of(string network) =>
        networks.TryGetValue(network, out var there) ? there : networks[network] = new(StringComparer.Ordinal);
}
