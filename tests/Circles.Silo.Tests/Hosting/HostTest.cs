using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Tests.Journals;

namespace Circles.Silo.Tests.Hosting;

/// <summary>A silo over a journal in memory that can be made to fail, with the network <c>demo</c> open.</summary>
public abstract class HostTest : IAsyncLifetime
{
    protected const string Demo = "demo";

    private protected VolatileJournal Kept { get; } = new();

    private protected FaultyJournal Journal { get; private set; } = null!;

    private protected ManualTime Time { get; } = new();

    private protected NetworkHost Host { get; private set; } = null!;

    private protected INetwork Network { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Journal = new FaultyJournal(Kept);
        Host = new NetworkHost(Journal, time: Time);
        Network = await Given.FoundAndOpenAsync(Host, Demo);
        Journal.Appends.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<Committed> Send(string region, string? key = null, CancellationToken cancel = default) =>
        Network.SendAsync(Given.Region(region, key), cancel).AsTask();

    /// <summary>Sends a command whose append waits, so that what is sent next queues up behind it.</summary>
    private protected async Task<Task<Committed>> SendAndHold(string region, string? key = null)
    {
        var arrived = Journal.HoldAppends();
        var sent = Send(region, key);
        await arrived;
        return sent;
    }

    private protected async Task<IEnumerable<string>> KeptRegions() => (await Given.ReplayAsync(Kept, Demo)).Network!.Regions.Keys;
}
