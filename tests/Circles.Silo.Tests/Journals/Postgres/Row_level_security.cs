using System.Text.RegularExpressions;
using Circles.Grains.Kernel;
using Circles.Silo.Journals.Postgres;
using Npgsql;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>The second belt, held against the first one's loss.</summary>
public sealed partial class Row_level_security : IAsyncLifetime
{
    private static readonly PostgresStatements Filtered = new();

    /// <summary>The statements as they would be if every condition on the network had been forgotten.</summary>
    private static readonly PostgresStatements Unfiltered = new()
    {
        Append = Forget(Filtered.Append),
        End = Forget(Filtered.End),
        Read = Forget(Filtered.Read),
    };

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeps_50_networks_apart_in_10_000_interleaved_requests_on_4_connections(bool filtered)
    {
        const int networks = 50, callers = 32, requests = 10_000;
        await using var connections = await database.ConnectAsync("Maximum Pool Size=4");
        await using var journal = new PostgresJournal(connections, time: null, filtered ? Filtered : Unfiltered);
        var ends = new long[networks];
        for (var i = 0; i < networks; i++) ends[i] = (await journal.AppendAsync($"n{i}", 0, [Named(i)])).Sequence;
        var (read, foreign) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (var i = caller; i < requests; i += callers)
            {
                var network = random.Next(networks);
                if (i % 5 == 0)
                {
                    try
                    {
                        var end = await journal.AppendAsync($"n{network}", Volatile.Read(ref ends[network]), [Named(network)]);
                        Volatile.Write(ref ends[network], end.Sequence);
                    }
                    catch (JournalConflictException e)
                    {
                        Volatile.Write(ref ends[network], e.Actual);
                    }
                }
                else
                {
                    var after = Math.Max(0, Volatile.Read(ref ends[network]) - 3);
                    await foreach (var stored in journal.ReadAsync($"n{network}", after, max: 3))
                    {
                        Interlocked.Increment(ref read);
                        if (stored.Event.Name != $"of-{network}") Interlocked.Increment(ref foreign);
                    }
                }
            }
        })));
        Assert.True(read > requests / 2, $"{read}");
        Assert.Equal(0, foreign);
        Assert.Equal(0L, await database.ExecuteAsync("SELECT count(*) FROM circles.event WHERE name <> replace(network, 'n', 'of-')"));
        Assert.Equal(0L, await database.ExecuteAsync("""
            SELECT count(*) FROM circles.head h WHERE sequence <> (SELECT count(*) FROM circles.event e WHERE e.network = h.network)
            """));
    }

    [Fact]
    public async Task Is_what_holds_when_the_filters_are_gone()
    {
        await using (var journal = new PostgresJournal(await database.ConnectAsync()))
            foreach (var network in (string[])["one", "two"]) await journal.AppendAsync(network, 0, Given.Events(network, 3));
        // The same statement by a role that no policy binds sees both: it is the policies that hide one of them.
        Assert.Equal(3, await CountAsync(database.Service, Unfiltered.Read));
        Assert.InRange(await CountAsync(database.Superuser, Unfiltered.Read), 6, 100);
        Assert.Equal(3, await CountAsync(database.Superuser, Filtered.Read));

        async Task<int> CountAsync(string connectionString, string sql)
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var batch = PostgresDatabase.Batch(connection, "one", [PostgresDatabase.Statement(sql, "one", 0L, 10)]);
            await using var reader = await batch.ExecuteReaderAsync();
            await reader.NextResultAsync();
            var rows = 0;
            while (await reader.ReadAsync()) rows++;
            return rows;
        }
    }

    [Theory]
    [InlineData("SELECT network FROM circles.event")]
    [InlineData("SELECT network FROM circles.head")]
    [InlineData("SELECT network FROM circles.snapshot")]
    [InlineData("SELECT network FROM circles.snapshot_part")]
    public async Task Shows_nothing_to_a_transaction_that_names_no_network(string sql)
    {
        await FillAsync();
        await using var connection = await ConnectAsync();
        Assert.Null(await ScalarAsync(connection, sql));
        // Nor after one that did: the name ends with its transaction.
        await ScalarAsync(connection, "SELECT set_config('circles.network', 'one', true)");
        Assert.Null(await ScalarAsync(connection, sql));
    }

    [Fact]
    public async Task Shows_the_heads_alone_to_a_transaction_that_lists()
    {
        await FillAsync();
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ScalarAsync(connection, "SELECT set_config('circles.network', '*', true)");
        Assert.Equal(2L, await ScalarAsync(connection, "SELECT count(*) FROM circles.head"));
        Assert.Equal(0L, await ScalarAsync(connection, "SELECT count(*) FROM circles.event"));
        Assert.Equal(0L, await ScalarAsync(connection, "SELECT count(*) FROM circles.snapshot"));
        const string move = "WITH moved AS (UPDATE circles.head SET sequence = 9 RETURNING 1) SELECT count(*) FROM moved";
        Assert.Equal(0L, await ScalarAsync(connection, move));
    }

    [Theory]
    [InlineData("INSERT INTO circles.event SELECT 'two', 9, name, json, hash FROM circles.event LIMIT 1")]
    [InlineData("INSERT INTO circles.head VALUES ('three', 1, '')")]
    [InlineData("UPDATE circles.head SET network = 'three'")]
    [InlineData("UPDATE circles.event SET json = ''")]
    [InlineData("DELETE FROM circles.event")]
    [InlineData("DELETE FROM circles.head")]
    [InlineData("TRUNCATE circles.event")]
    [InlineData("ALTER TABLE circles.event DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY own ON circles.event")]
    [InlineData("SET ROLE postgres")]
    public async Task And_rights_leave_the_service_no_way_to_write_elsewhere_or_to_change_what_is_there(string sql)
    {
        await FillAsync();
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ScalarAsync(connection, "SELECT set_config('circles.network', 'one', true)");
        var why = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(connection, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, why.SqlState);
    }

    [Fact]
    public async Task Binds_the_owner_too()
    {
        await FillAsync();
        await using var connection = new NpgsqlConnection(database.Owner + ";Pooling=false");
        await connection.OpenAsync();
        Assert.Equal(0L, await ScalarAsync(connection, "SELECT count(*) FROM circles.event"));
    }

    private static EncodedEvent Named(int network) => new($"of-{network}", "{}"u8.ToArray());

    private static string Forget(string sql) => Condition().Replace(sql, "true");

    private async Task FillAsync()
    {
        await using var journal = new PostgresJournal(await database.ConnectAsync());
        foreach (var network in (string[])["one", "two"]) await journal.AppendAsync(network, 0, Given.Events(network, 3));
        await database.ExecuteAsync(
            "INSERT INTO circles.snapshot VALUES ('one', 1, '', '', ''); INSERT INTO circles.snapshot_part VALUES ('one', 0, '', 1)");
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(database.Service + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [GeneratedRegex(@"(\w+\.)?network = (\$1|head\.network)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Condition();
}
