using System.Diagnostics.Metrics;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;

namespace Circles.Silo.Tests.Hosting;

public sealed class What_the_silo_tells_of_itself : HostTest
{
    [Fact]
    public void Has_stable_names()
    {
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Telemetry.Name) names.Add(instrument.Name);
        };
        listener.Start();
        Assert.Equal(
            [
                "circles.silo.append.duration", "circles.silo.batch.size", "circles.silo.commands.decided_again", "circles.silo.commands.refused",
                "circles.silo.commits", "circles.silo.conflicts", "circles.silo.events", "circles.silo.failures", "circles.silo.follow.lag",
                "circles.silo.networks.open", "circles.silo.open.duration", "circles.silo.past", "circles.silo.queue.length", "circles.silo.snapshots",
                "circles.silo.state.bytes", "circles.silo.strike.lag", "circles.silo.strikes",
            ],
            names.Order());
    }

    [Fact]
    public async Task Names_no_network_and_no_person()
    {
        var tags = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == Telemetry.Name) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, measured, _) =>
        {
            lock (tags)
                foreach (var tag in measured)
                    tags.Add(tag.Key);
        });
        listener.Start();
        await Send("PL");
        await Network.SendAsync(Given.Region(""));
        lock (tags) Assert.DoesNotContain(tags, tag => tag is not ("code" or "outcome"));
    }

    [Fact]
    public async Task Counts_the_bytes_of_a_state_while_it_is_open_and_no_longer()
    {
        // Other tests open networks meanwhile; what is done for this one's calls carries the mark.
        var mine = new AsyncLocal<bool> { Value = true };
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Name == "circles.silo.state.bytes") it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) =>
        {
            if (mine.Value) Interlocked.Add(ref counted, measured);
        });
        listener.Start();
        using var folder = new TempFolder();
        var (journal, snapshots) = (new VolatileJournal(), new FileSnapshots(folder.Path));
        await journal.AppendAsync(Demo, 0, Given.Events(Demo, Limits.SnapshotMin));
        await using (var host = new NetworkHost(journal, snapshots)) await host.OpenAsync(Demo);
        Assert.Equal(0, counted);
        await using (var host = new NetworkHost(journal, snapshots))
        {
            await host.OpenAsync(Demo);
            Assert.True(counted > 10 * Limits.SnapshotMin);
            Assert.Equal((await snapshots.LoadAsync(Demo))!.Bytes, counted);
        }

        Assert.Equal(0, counted);
    }
}
