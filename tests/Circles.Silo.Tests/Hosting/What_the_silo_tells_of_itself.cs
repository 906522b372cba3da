using System.Diagnostics.Metrics;

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
}
