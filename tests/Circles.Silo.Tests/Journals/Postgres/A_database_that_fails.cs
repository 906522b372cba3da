using System.Collections.Concurrent;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Postgres;
using Circles.Tests.Postgres;
using Npgsql;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>Whatever breaks on the way: what was acknowledged is there, once, and the node recovers by itself.</summary>
public sealed class A_database_that_fails
{
    private const string Demo = "demo";

    [Fact]
    public async Task In_the_middle_of_a_commit_is_asked_again_and_the_commit_is_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var wire = new Wire(database.Server.Port);
        await using var node = await Node.OpenAsync(wire.Through(database.Service));
        wire.LosesAnswersTo = "first";
        var sent = node.SendAsync("first");
        await CommittedAsync(database, 2);
        Assert.False(sent.IsCompleted);
        wire.LosesAnswersTo = null;
        wire.Cut();
        Assert.Equal(2, (await sent.WaitAsync(Given.Patience)).State.Sequence);
        Assert.Equal(3, (await node.SendAsync("second")).State.Sequence);
        Assert.Equal(3L, await database.ExecuteAsync("SELECT count(*) FROM circles.event"));
    }

    [Fact]
    public async Task Before_a_commit_is_asked_again_and_the_command_is_done_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var wire = new Wire(database.Server.Port);
        await using var node = await Node.OpenAsync(wire.Through(database.Service));
        wire.Cut();
        Assert.Equal(2, (await node.SendAsync("first")).State.Sequence);
        Assert.Equal(2L, await database.ExecuteAsync("SELECT count(*) FROM circles.event"));
    }

    [Fact]
    public async Task In_the_middle_of_a_commit_and_stays_away_leaves_it_open_and_the_node_reads_back_before_it_decides_more()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var wire = new Wire(database.Server.Port);
        await using var node = await Node.OpenAsync(wire.Through(database.Service));
        wire.LosesAnswersTo = "first";
        var sent = node.SendAsync("first", key: "one");
        await CommittedAsync(database, 2);
        (wire.LosesAnswersTo, wire.Refuses) = (null, true);
        wire.Cut();
        var why = await Assert.ThrowsAsync<JournalUnavailableException>(() => sent.WaitAsync(Given.Patience));
        Assert.Equal(("JOURNAL_IO", true), (why.Code, why.Retryable));
        var meanwhile = await Assert.ThrowsAsync<JournalUnavailableException>(() => node.SendAsync("second"));
        Assert.Equal(("JOURNAL_UNREACHABLE", true), (meanwhile.Code, meanwhile.Retryable));
        // What this node knows can still be read.
        Assert.Equal(1, node.Network.Current.Sequence);
        wire.Refuses = false;
        Assert.Equal(2, (await AgainUntilDoneAsync(node, "first", key: "one")).State.Sequence);
        Assert.Equal(3, (await node.SendAsync("second")).State.Sequence);
        Assert.Equal(3L, await database.ExecuteAsync("SELECT count(*) FROM circles.event"));
    }

    [Fact]
    public async Task By_silence_is_given_up_in_bounded_time_and_found_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var wire = new Wire(database.Server.Port);
        await using var node = await Node.OpenAsync(wire.Through(database.Service) + ";Command Timeout=1;Timeout=1");
        wire.Silent = true;
        var writing = await Assert.ThrowsAsync<JournalUnavailableException>(() => node.SendAsync("first").WaitAsync(Given.Patience));
        Assert.Contains(writing.Code, (string[])["JOURNAL_IO", "JOURNAL_UNREACHABLE"]);
        var reading = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Given.ReadAllAsync(node.Journal, Demo).WaitAsync(Given.Patience));
        Assert.Equal("JOURNAL_UNREACHABLE", reading.Code);
        wire.Silent = false;
        wire.Cut();
        Assert.Equal(2, (await AgainUntilDoneAsync(node, "first")).State.Sequence);
    }

    [Fact]
    public async Task And_comes_back_is_followed_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var wire = new Wire(database.Server.Port);
        await using var node = await Node.OpenAsync(wire.Through(database.Service));
        await using var other = await Node.OpenAsync(database.Service);
        wire.Refuses = true;
        wire.Cut();
        var missed = await other.SendAsync("missed");
        wire.Refuses = false;
        var state = await node.Network.CaughtUpToAsync(missed.State.Sequence).WaitAsync(Given.Patience);
        Assert.Equal(missed.State.Sequence, state.Sequence);
    }

    [Fact]
    public async Task Because_another_program_holds_a_journal_says_so_and_works_when_it_is_free()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = await Node.OpenAsync(database.Service + ";Options=-c lock_timeout=100");
        await using (var other = new NpgsqlConnection(database.Superuser + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var holding = await other.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("SELECT FROM circles.head FOR UPDATE", other)) await hold.ExecuteNonQueryAsync();
            var why = await Assert.ThrowsAsync<JournalUnavailableException>(() => node.SendAsync("first"));
            Assert.Equal(("JOURNAL_LOCKED", true), (why.Code, why.Retryable));
            Assert.Single(await Given.ReadAllAsync(node.Journal, Demo));
        }

        Assert.Equal(2, (await node.SendAsync("first")).State.Sequence);
    }

    [Fact]
    public async Task Because_it_may_only_be_read_says_so_and_works_when_it_is_the_primary_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = await Node.OpenAsync(database.Service + ";Pooling=false");
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET default_transaction_read_only = on");
        var why = await Assert.ThrowsAsync<JournalUnavailableException>(() => node.SendAsync("first"));
        Assert.Equal(("JOURNAL_READ_ONLY", true), (why.Code, why.Retryable));
        Assert.Single(await Given.ReadAllAsync(node.Journal, Demo));
        await using (var other = new NpgsqlConnection(database.Superuser + ";Pooling=false;Options=-c default_transaction_read_only=off"))
        {
            await other.OpenAsync();
            await using var reset = new NpgsqlCommand($"ALTER DATABASE {database.Name} RESET default_transaction_read_only", other);
            await reset.ExecuteNonQueryAsync();
        }

        Assert.Equal(2, (await node.SendAsync("first")).State.Sequence);
    }

    [Fact]
    public async Task By_losing_what_it_had_acknowledged_is_told_as_damaged_and_nothing_is_put_over_it()
    {
        // As a standby does that was behind when it took over.
        await using var database = await TestDatabase.CreateAsync();
        await using var node = await Node.OpenAsync(database.Service);
        await node.SendAsync("first");
        await node.SendAsync("second");
        await database.ExecuteAsync("""
            DELETE FROM circles.event WHERE sequence = 3;
            UPDATE circles.head SET sequence = 2, hash = (SELECT hash FROM circles.event WHERE sequence = 2)
            """);
        Assert.Equal("JOURNAL_DAMAGED", (await Assert.ThrowsAsync<JournalDamagedException>(() => node.SendAsync("third"))).Code);
        Assert.Equal("JOURNAL_DAMAGED", (await Assert.ThrowsAsync<JournalDamagedException>(() => node.SendAsync("third"))).Code);
        Assert.Equal(2L, await database.ExecuteAsync("SELECT count(*) FROM circles.event"));
    }

    [Fact]
    public async Task Under_load_by_stops_and_kills_loses_no_acknowledged_write_and_does_none_twice()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(server);
        await using var node = await Node.OpenAsync(database.Service + ";Timeout=2;Command Timeout=5");
        using var done = new CancellationTokenSource();
        var acknowledged = new ConcurrentBag<string>();
        var acknowledging = new SemaphoreSlim(0);
        var served = Task.CompletedTask;
        var codes = new ConcurrentDictionary<string, int>();
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                var name = $"{writer}-{i}";
                // As a good client: whatever is said, the same again under the same key until it is acknowledged.
                while (true)
                {
                    try
                    {
                        var answer = await node.SendAsync(name, key: name);
                        if (answer.Decision.IsRefused) continue;
                        acknowledged.Add(name);
                        acknowledging.Release();
                        break;
                    }
                    catch (SiloException e)
                    {
                        codes.AddOrUpdate(e.Code, 1, (_, count) => count + 1);
                        Assert.True(e.Retryable, e.Message);
                        await Volatile.Read(ref served);
                    }
                }
            }
        })).ToArray();

        for (var round = 0; round < 4; round++)
        {
            await FiftyAsync();
            var outage = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref served, outage.Task);
            if (round % 2 == 0) await server.KillAsync();
            else await server.StopAsync();
            await server.StartAgainAsync();
            outage.SetResult();
        }

        await FiftyAsync();
        await done.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(Given.Patience);

        Assert.Empty(codes.Keys.Except(["JOURNAL_UNREACHABLE", "JOURNAL_IO"]));
        Assert.NotEmpty(codes);
        var kept = NamesIn(await Given.ReplayAsync(node.Journal, Demo));
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), kept);
        Assert.Equal(kept, NamesIn(node.Network.Current));

        async Task FiftyAsync()
        {
            for (var i = 0; i < 50; i++) Assert.True(await acknowledging.WaitAsync(Given.Patience));
        }
    }

    /// <summary>The node may be waiting for an answer to what it asked while the way was cut: that fails the next command, too.</summary>
    private static async Task<Committed> AgainUntilDoneAsync(Node node, string name, string? key = null)
    {
        using var patience = new CancellationTokenSource(Given.Patience);
        while (true)
        {
            try
            {
                return await node.SendAsync(name, key);
            }
            catch (JournalUnavailableException e) when (e.Retryable && !patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private static IEnumerable<string> NamesIn(NetworkState state) =>
        state.People.Values.Select(person => person.Name).Order(StringComparer.Ordinal);

    private static async Task CommittedAsync(TestDatabase database, long events)
    {
        using var patience = new CancellationTokenSource(Given.Patience);
        while ((long)(await database.ExecuteAsync("SELECT count(*) FROM circles.event"))! < events)
            patience.Token.ThrowIfCancellationRequested();
    }
}

/// <summary>A silo over a database, with the network <c>demo</c> founded and open.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly PostgresDatabase database;

    private Node(PostgresDatabase database, TimeProvider? time, TimeSpan? idleAfter)
    {
        this.database = database;
        Journal = new PostgresJournal(database, time);
        Host = new NetworkHost(Journal, time: time, idleAfter: idleAfter);
    }

    public PostgresJournal Journal { get; }

    public NetworkHost Host { get; }

    public INetwork Network { get; private set; } = null!;

    public static async Task<Node> OpenAsync(string connectionString, TimeProvider? time = null, TimeSpan? idleAfter = null)
    {
        var node = new Node(await PostgresDatabase.OpenAsync(connectionString), time, idleAfter);
        // The second node finds it there.
        await node.Host.FoundAsync("demo", Given.Found("demo"));
        node.Network = await node.Host.OpenAsync("demo");
        return node;
    }

    /// <summary>Registers a person: done twice, there would be two.</summary>
    public Task<Committed> SendAsync(string name, string? key = null) => Network.SendAsync(Given.Ask(
        new PersonCommand.Register(name, null, null, PersonProfile.Empty, [])) with
    {
        Key = key is null ? null : new IdempotencyKey(key, name),
    }).AsTask();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Journal.DisposeAsync();
        await database.DisposeAsync();
    }
}
