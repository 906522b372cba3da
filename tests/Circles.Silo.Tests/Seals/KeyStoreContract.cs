using Circles.Silo.Journals;
using Circles.Silo.Seals;
using Circles.Silo.Tests.Journals.Postgres;

namespace Circles.Silo.Tests.Seals;

/// <summary>What every store of keys does: each store's tests inherit this.</summary>
public abstract class KeyStoreContract : IAsyncLifetime
{
    private const string Demo = "demo";

    private IKeyStore keys = null!;

    private protected abstract Task<IKeyStore> OpenAsync();

    public async ValueTask InitializeAsync() => keys = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await keys.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Keeps_the_first_of_two_and_each_network_its_own()
    {
        await AddAsync("a", 1);
        await AddAsync("a", 2);
        await AddAsync("b", 3);
        await AddAsync("a", 4, network: "other");
        Assert.Equal([1], (await keys.FindAsync(Demo, ["a", "c"]))["a"]);
        Assert.Equal(["a", "b"], (await keys.AllAsync(Demo)).Select(pair => pair.Key));
        Assert.Equal([4], (await keys.FindAsync("other", ["a"]))["a"]);
        Assert.Empty(await keys.FindAsync("none", ["a"]));
        Assert.Empty(await keys.FindAsync(Demo, ["c"]));
    }

    [Fact]
    public async Task Never_has_a_destroyed_one_again()
    {
        await AddAsync("a", 1);
        await keys.DestroyAsync(Demo, ["a", "never-there"]);
        await AddAsync("a", 2);
        await AddAsync("never-there", 3);
        await keys.DestroyAsync(Demo, ["a"]);
        var found = await keys.FindAsync(Demo, ["a", "never-there"]);
        Assert.Equal((0, 0), (found["a"].Length, found["never-there"].Length));
    }

    [Fact]
    public async Task Replaces_only_what_is_still_there()
    {
        await AddAsync(KeyRing.NetworkKey, 1);
        await keys.ReplaceAsync(Demo, KeyRing.NetworkKey, [9], [2]);
        Assert.Equal([1], (await keys.FindAsync(Demo, [KeyRing.NetworkKey]))[KeyRing.NetworkKey]);
        await keys.ReplaceAsync(Demo, KeyRing.NetworkKey, [1], [2]);
        Assert.Equal([2], (await keys.FindAsync(Demo, [KeyRing.NetworkKey]))[KeyRing.NetworkKey]);
        Assert.Equal([Demo], await keys.NetworksAsync());
    }

    [Fact]
    public async Task Rewraps_for_a_new_master_key_while_it_is_used()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (older, newer) = (MasterKeys.New(), MasterKeys.New());
            await File.WriteAllTextAsync(file, older, TestContext.Current.CancellationToken);
            await using var serving = new Sealing(keys, MasterKeys.InFile(file));
            var canaries = new Canaries(Demo);
            var events = (await canaries.SealedAsync(serving)).Select((one, i) => new StoredEvent(i + 1, one, default)).ToList();
            await File.WriteAllTextAsync(file, $"{newer}\n{older}\n", TestContext.Current.CancellationToken);
            Assert.Equal(1, await new Sealing(keys, MasterKeys.InFile(file)).RewrapAsync());
            Assert.Equal(0, await new Sealing(keys, MasterKeys.InFile(file)).RewrapAsync());
            // The server that has read only the older key reads the file again.
            await serving.ForgetAsync(Demo);
            Assert.Contains(canaries.OfEwa.First(), Text(await serving.OpenAsync(Demo, events)), StringComparison.Ordinal);
            // And the older one is no more needed.
            await File.WriteAllTextAsync(file, newer, TestContext.Current.CancellationToken);
            Assert.Contains(
                canaries.OfEwa.First(), Text(await new Sealing(keys, MasterKeys.InFile(file)).OpenAsync(Demo, events)), StringComparison.Ordinal);
            var stranger = new Sealing(keys, MasterKeys.InText(MasterKeys.New(), "another installation"));
            await Assert.ThrowsAsync<KeysUnusableException>(async () => await stranger.OpenAsync(Demo, events));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private ValueTask AddAsync(string name, byte key, string network = Demo) =>
        keys.AddAsync(network, new Dictionary<string, byte[]> { [name] = [key] });

    private static string Text(IReadOnlyList<Grains.Kernel.EncodedEvent> events) =>
        string.Concat(events.Select(one => System.Text.Encoding.UTF8.GetString(one.Json.Span)));
}

public sealed class Keys_in_memory : KeyStoreContract
{
    private protected override Task<IKeyStore> OpenAsync() => Task.FromResult<IKeyStore>(new VolatileKeys());
}

public sealed class Keys_in_SQLite : KeyStoreContract
{
    private readonly TempFolder folder = new();

    private protected override Task<IKeyStore> OpenAsync() => Task.FromResult<IKeyStore>(new SqliteKeys(folder.Path));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}

public sealed class Keys_in_PostgreSQL : KeyStoreContract
{
    private TestDatabase database = null!;

    private protected override async Task<IKeyStore> OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        return new PostgresKeys(await database.ConnectAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }
}
