using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Silo;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;
using Circles.Tests;
using NodaTime;

namespace Circles.Simulation;

/// <summary>A few nodes, a few clients and much that goes wrong, all from one seed; then peace, and the reckoning.</summary>
internal sealed class World
{
    public const string Slug = "simulated";

    private const string Archive = "archive";

    private const int Nodes = 3, Clients = 4;

    /// <summary>How long a client waits for an answer before it asks again, on any node.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take to come to rest once nothing goes wrong any more.</summary>
    private static readonly TimeSpan HealedIn = TimeSpan.FromMinutes(2);

    private readonly Scheduler scheduler;
    private readonly Context outside;
    private readonly SimTime time;
    private readonly Weather weather = new();
    private readonly SimSnapshots snapshots;
    private readonly List<Node> nodes = [];
    private readonly List<Operation> operations = [];
    private readonly Reckoning reckoning;
    private readonly Reckoning archive;
    private readonly SimDuties duties;
    private readonly List<Instant> due;
    private readonly int perClient;
    private bool peace;

    private World(int seed, VolatileJournal journal, Sabotage sabotage, int perClient)
    {
        this.perClient = perClient;
        scheduler = new Scheduler(seed);
        outside = new Context(scheduler);
        time = new SimTime(scheduler, outside);
        snapshots = new SimSnapshots(scheduler) { Faults = scheduler.Chance.NextDouble() * 0.3 };
        weather.Rates = FaultRates.Drawn(scheduler.Chance);
        reckoning = new Reckoning(journal, Slug);
        archive = new Reckoning(journal, Archive);
        duties = new SimDuties(scheduler, time);
        due = [.. Enumerable.Range(0, scheduler.Chance.Next(1, 6)).Select(_ => Instant.FromDateTimeOffset(scheduler.Now.AddSeconds(scheduler.Chance.Next(-60, 90))))];
        // A journal in memory never waits, so this is done when it returns.
        _ = journal.AppendAsync(Archive, 0, ClosedCircles.Of(Archive, due)).AsTask();
        for (var i = 0; i < Nodes; i++)
            nodes.Add(new Node(scheduler, journal, snapshots, weather, duties, sabotage) { Published = state => reckoning.Check(state, scheduler.Draw(0.05)) });
    }

    /// <returns>The run's trace: the same for the same seed.</returns>
    /// <exception cref="BrokenPromiseException">An invariant does not hold.</exception>
    public static ulong Run(int seed, Sabotage sabotage = Sabotage.None, int perClient = 12)
    {
        var world = new World(seed, new VolatileJournal(), sabotage, perClient);
        FaultSites.Switch(world.scheduler.Chance);
        try
        {
            world.scheduler.Run(world.outside, world.StoryAsync, TimeSpan.FromHours(2));
            return world.scheduler.Trace;
        }
        finally
        {
            FaultSites.Off();
        }
    }

    private async Task StoryAsync()
    {
        foreach (var node in nodes) node.Start();
        var trouble = TroubleAsync();
        await Task.WhenAll([FoundAsync(nodes[0]), FoundAsync(nodes[1])]);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(ClientAsync));
        await MakePeaceAsync(trouble);
        foreach (var operation in operations) await EndAsync(operation);
        await reckoning.CloseAsync(operations);
        foreach (var node in nodes) await AgreesAsync(node);
        await IsStruckAsync();
        foreach (var node in nodes) await node.StopAsync();
        if (duties.Broken is { } broken) throw new BrokenPromiseException(broken);
    }

    /// <summary>Two nodes found the network at once: one of them does.</summary>
    private async Task FoundAsync(Node node)
    {
        var found = new NetworkCommand.Found(Slug, "Simulated", ["en"], "Europe/Warsaw");
        var operation = new Operation(new Envelope(found, Actor.Operator, At(node), (UInt128)(nodes.IndexOf(node) + 1), null, new IdempotencyKey($"found-{nodes.IndexOf(node)}", "found")));
        operations.Add(operation);
        while (!operation.IsDone)
        {
            if (node.IsUp) await TryAsync(operation, node, async host => await host.FoundAsync(Slug, operation.Envelope));
            await time.Passes(TimeSpan.FromSeconds(1));
        }
    }

    private async Task ClientAsync(int client)
    {
        for (var i = 0; i < perClient;)
        {
            // Several at once: a node decides some while it appends the others.
            var burst = new List<Task>();
            for (var left = scheduler.Chance.Next(1, 5); left > 0 && i < perClient; left--, i++)
            {
                var operation = Operation.Drawn(scheduler.Chance, (client * perClient) + i, At(nodes[0]));
                operations.Add(operation);
                burst.Add(InsistAsync(operation));
            }

            await Task.WhenAll(burst);
            await time.Passes(TimeSpan.FromMilliseconds(scheduler.Chance.Next(3_000)));
        }
    }

    private async Task InsistAsync(Operation operation)
    {
        for (var tries = 0; tries < 6 && !operation.IsDone; tries++) await TryAnywhereAsync(operation);
    }

    /// <summary>Once everything works again, whoever still waits is told.</summary>
    private async Task EndAsync(Operation operation)
    {
        for (var tries = 0; operation.IsKeyed && !operation.IsDone; tries++)
        {
            if (tries == 50) throw new BrokenPromiseException($"Nothing goes wrong any more, and {operation.Envelope.Command} is not answered.");
            await TryAnywhereAsync(operation);
        }
    }

    private async Task TryAnywhereAsync(Operation operation)
    {
        // Now and then two nodes get the same at once, as from a proxy that did not wait.
        var copies = operation.IsKeyed && scheduler.Draw(0.1) ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => TryAsync(
            operation,
            nodes[scheduler.Chance.Next(nodes.Count)],
            async host => await (await host.OpenAsync(Slug)).SendAsync(operation.Envelope))));
    }

    private async Task TryAsync(Operation operation, Node node, Func<Silo.Hosting.NetworkHost, Task<Committed>> send)
    {
        if (!node.IsUp) return;
        operation.Sent();
        var answer = node.AskAsync(send);
        await Task.WhenAny(answer, time.Passes(Patience));
        if (answer.IsCompletedSuccessfully)
        {
            operation.Answered(await answer);
        }
        else if (answer.IsFaulted && answer.Exception.InnerException is SiloException { Code: not "JOURNAL_IO" } why)
        {
            if (!why.Retryable && why is not NetworkUnknownException) throw why;
            operation.NotDone();
        }
        else if (answer.IsFaulted && answer.Exception.InnerException is not SiloException)
        {
            throw answer.Exception.InnerException!;
        }
        else if (!operation.IsKeyed)
        {
            operation.GiveUp();
        }
    }

    /// <summary>Kills, pauses, stops and starts nodes, and changes the weather, until peace is made.</summary>
    private async Task TroubleAsync()
    {
        while (!peace)
        {
            await time.Passes(TimeSpan.FromMilliseconds(scheduler.Chance.Next(1, 8_000)));
            if (peace) break;
            var node = nodes[scheduler.Chance.Next(nodes.Count)];
            switch (scheduler.Chance.Next(8))
            {
                case 0 or 1 when node.IsUp:
                    node.Kill();
                    break;
                case 2 when node.IsUp:
                    await Task.WhenAny(node.StopAsync(), time.Passes(TimeSpan.FromSeconds(30)));
                    node.Kill();
                    break;
                case 3:
                    node.Pause();
                    break;
                case 4:
                    node.Time.Skew = TimeSpan.FromMinutes(scheduler.Chance.Next(-90, 90));
                    break;
                case 5:
                    weather.Rates = FaultRates.Drawn(scheduler.Chance);
                    break;
                default:
                    if (!node.IsUp) node.Start();
                    break;
            }
        }
    }

    private async Task MakePeaceAsync(Task trouble)
    {
        peace = true;
        await trouble;
        snapshots.Faults = 0;
        weather.Rates = FaultRates.None;
        foreach (var node in nodes)
        {
            node.Context.IsPaused = false;
            node.Time.Skew = TimeSpan.Zero;
            if (!node.IsUp) node.Start();
        }
    }

    /// <summary>A node's state after everything is what replaying the journal gives.</summary>
    private async Task AgreesAsync(Node node)
    {
        var caughtUp = node.AskAsync(async host => await (await host.OpenAsync(Slug)).CaughtUpToAsync(reckoning.End));
        await Task.WhenAny(caughtUp, time.Passes(HealedIn));
        if (!caughtUp.IsCompleted) throw new BrokenPromiseException($"A node did not catch up within {HealedIn}.");
        reckoning.Check(await caughtUp, whole: true);
    }

    /// <summary>What falls due in a network that no client asks for is done once each, and never early.</summary>
    private async Task IsStruckAsync()
    {
        for (var waited = TimeSpan.Zero; archive.Erased.Count < due.Count || Now < due.Max(); waited += TimeSpan.FromSeconds(1))
        {
            if (Now > due.Max() && waited > HealedIn) throw new BrokenPromiseException($"What fell due was not done within {HealedIn}.");
            await time.Passes(TimeSpan.FromSeconds(1));
        }

        if (archive.Erased.DistinctBy(happened => happened.Event.Of).Count() != archive.Erased.Count)
            throw new BrokenPromiseException("What fell due was done twice.");
        if (!archive.Erased.Select(happened => happened.At).Order().Zip(due.Order(), (at, earliest) => at >= earliest).All(fits => fits))
            throw new BrokenPromiseException("Something was done before it was due.");
    }

    private Instant Now => Instant.FromDateTimeOffset(scheduler.Now);

    private Instant At(Node node) => Instant.FromDateTimeOffset(node.Time.GetUtcNow());
}
