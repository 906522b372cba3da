using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>Run by itself: the instruments count for the whole process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class What_is_counted_of_streams
{
    private const string Sockets = "circles.gateway.connections.open transport=websocket";
    private const string Events = "circles.gateway.connections.open transport=sse";
    private const string Subscriptions = "circles.gateway.subscriptions.open";
    private const string Name = "subscription ($id: ID!) { circle(id: $id) { name } }";

    [Fact]
    public async Task is_how_many_there_are_and_how_they_ended_and_nothing_about_anybody()
    {
        var village = new Village();
        await village.InitializeAsync();
        await using var _ = village;
        using var counts = new Counts();
        await using (var socket = await village.SocketAsync("Ben"))
        {
            socket.Subscribe("1", Name, new { id = village.Circle });
            await socket.MessageAsync();
            using var events = await EventsReader.OpenAsync(village.Gateway, Gateway.Post(
                JsonSerializer.Serialize(new { query = Name, variables = new { id = village.Circle } }), Village.Network, village.People["Ben"].Token, "text/event-stream"));
            await events.NextAsync();
            Assert.Equal((1, 1, 2), (counts.Of(Sockets), counts.Of(Events), counts.Of(Subscriptions)));
            await village.RenameAsync("Elms");
            await events.NextAsync();
            await socket.MessageAsync();
            socket.Do("close");
            await socket.ClosedAsync();
        }

        await counts.BecomeAsync(0, Sockets, Events, Subscriptions);
        Assert.Equal(1, counts.Of("circles.gateway.sockets.closed code=1000"));
        Assert.Equal(4, counts.Of("circles.gateway.subscriptions.answers outcome=sent"));

        await using (var silent = await Node.SocketAsync(village.Gateway, protocol: null)) await silent.ClosedAsync();
        await using (var gone = await village.SocketAsync("Ben")) gone.Do("terminate");
        await counts.BecomeAsync(0, Sockets);
        Assert.Equal(1, counts.Of("circles.gateway.sockets.closed code=4406"));
        Assert.Equal(1, counts.Of("circles.gateway.sockets.closed code=1006"));
        Assert.DoesNotContain(
            counts.Names, name => name.Contains(Village.Network, StringComparison.Ordinal) || name.Contains(village.Circle, StringComparison.Ordinal));
    }

    /// <summary>Sums what the gateway's counters say from now on, by name and tags.</summary>
    private sealed class Counts : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> sums = new();
        private readonly MeterListener listener = new();

        public Counts()
        {
            listener.InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == Telemetry.Operations.Name) it.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, by, tags, _) =>
            {
                var name = instrument.Name;
                foreach (var (tag, value) in tags) name += $" {tag}={value}";
                sums.AddOrUpdate(name, by, (_, sum) => sum + by);
            });
            listener.Start();
        }

        public IEnumerable<string> Names => sums.Keys;

        public long Of(string name) => sums.GetValueOrDefault(name);

        public async Task BecomeAsync(long count, params string[] names)
        {
            for (var patience = Stopwatch.StartNew(); names.Any(name => Of(name) != count);)
            {
                Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"Still {string.Join(", ", names.Select(Of))}.");
                await Task.Yield();
            }
        }

        public void Dispose() => listener.Dispose();
    }
}
