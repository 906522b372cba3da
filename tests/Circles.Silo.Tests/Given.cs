using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Silo.Tests;

/// <summary>What the tests ask of a silo, in one short word each.</summary>
internal static class Given
{
    /// <summary>How long a test waits for what must happen: it only ends a test that hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static readonly Instant Noon = Instant.FromUtc(2027, 3, 1, 12, 0);

    private static long seeds;

    public static Envelope Found(string slug) =>
        Ask(new NetworkCommand.Found(slug, "Demo", ["en", "pl"], "Europe/Warsaw"));

    public static Envelope Region(string code, string? key = null, string name = "Region") =>
        Ask(new NetworkCommand.DefineRegion(code, name, null, [], false)) with
        {
            Key = key is null ? null : new IdempotencyKey(key, $"{code}/{name}"),
        };

    public static Envelope Ask(Command command) => new(command, Actor.Operator, Noon, (UInt128)Interlocked.Increment(ref seeds));

    public static async Task<INetwork> FoundAndOpenAsync(INetworks networks, string slug)
    {
        var founded = await networks.FoundAsync(slug, Found(slug));
        Assert.False(founded.Decision.IsRefused);
        return await networks.OpenAsync(slug);
    }

    /// <summary>The events of a network that was founded and given regions, as a journal takes them.</summary>
    public static List<EncodedEvent> Events(string slug, int count)
    {
        var state = NetworkState.Empty;
        var events = new List<EncodedEvent>();
        for (var i = 0; i < count; i++)
        {
            var outcome = Domain.Handle(state, i == 0 ? Found(slug) : Region($"R{i}", name: $"Region {i}"));
            events.AddRange(outcome.Happened.Select(EventCodec.Encode));
            state = outcome.After;
        }

        return events;
    }

    public static async Task<List<StoredEvent>> ReadAllAsync(IJournal journal, string slug, long after = 0)
    {
        var all = new List<StoredEvent>();
        await foreach (var stored in journal.ReadAsync(slug, after)) all.Add(stored);
        return all;
    }

    public static async Task<NetworkState> ReplayAsync(IJournal journal, string slug) =>
        (await Replay.FromAsync(journal, slug, NetworkState.Empty, default, CancellationToken.None)).State;
}
