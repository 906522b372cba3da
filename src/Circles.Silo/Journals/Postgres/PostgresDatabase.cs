using System.Data;
using Npgsql;

namespace Circles.Silo.Journals.Postgres;

/// <summary>The database as the service's role uses it: a pool of connections, each of which must keep what it acknowledges.</summary>
/// <remarks>What is asked goes in one transaction and one round trip, inside one network.</remarks>
public sealed class PostgresDatabase : IAsyncDisposable
{
    // Before the operator's own settings, which win.
    private static readonly string Defaults =
        $"Application Name=circles;Timeout={(int)Limits.DatabaseConnectWait.TotalSeconds};"
        + $"Command Timeout={(int)Limits.DatabaseWait.TotalSeconds};Cancellation Timeout=1000;Max Auto Prepare=32;"
        // What is set is set for one transaction: there is nothing to put back when a connection returns to the pool.
        + "No Reset On Close=true;"
        // The server gives up a lock that another holds before this side gives up the answer: then it is known that nothing was kept.
        + $"Options=-c lock_timeout={(int)Limits.LockedWait.TotalMilliseconds};";

    private readonly NpgsqlDataSource pool;

    private PostgresDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UsePhysicalConnectionInitializer(PostgresChecks.Durable, PostgresChecks.DurableAsync);
        pool = builder.Build();
    }

    /// <summary>With the defaults in it.</summary>
    internal string ConnectionString { get; }

    /// <summary>Connects and checks that the tables, the role and the server are what the journal's promises need.</summary>
    /// <param name="connectionString">Npgsql's form, for the service's role.</param>
    /// <exception cref="JournalUnavailableException">They are not; the message says what to do.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string connectionString)
    {
        var database = new PostgresDatabase(WithDefaults(connectionString));
        try
        {
            await database.UseAsync(PostgresStatements.AllHeads, committing: false, async connection =>
            {
                await PostgresChecks.TablesAndRoleAsync(connection);
                return true;
            });
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    /// <exception cref="JournalUnavailableException">It is not a connection string.</exception>
    internal static string WithDefaults(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(Defaults + connectionString).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // What is wrong in it may be the password.
            throw new JournalUnavailableException(
                SiloCodes.JournalUnreachable,
                "The database's connection string cannot be read. Its form is 'Host=...;Database=...;Username=...'.",
                retryable: false);
        }
    }

    /// <summary>Asks statements, and reads from the rows of the first that has any, while the transaction lasts.</summary>
    /// <param name="committing">Whether something is lost or kept by it.</param>
    internal Task<T> AskAsync<T>(
        string network, bool committing, IEnumerable<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, Task<T>> read) =>
        UseAsync(network, committing, async connection =>
        {
            await using var batch = Batch(connection, network, statements);
            await using var reader = await batch.ExecuteReaderAsync();
            await reader.NextResultAsync();
            var found = await read(reader);
            // An error at the commit comes with the end of the answers.
            await reader.CloseAsync();
            return found;
        });

    /// <summary>Gives a connection to <paramref name="work"/> and says in the journal's words what goes wrong.</summary>
    internal async Task<T> UseAsync<T>(string network, bool committing, Func<NpgsqlConnection, Task<T>> work)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await pool.OpenConnectionAsync();
        }
        catch (Exception e) when (PostgresFaults.IsOne(e))
        {
            throw PostgresFaults.Translate(network, e, committing: false);
        }

        await using (connection)
        {
            try
            {
                return await work(connection);
            }
            catch (Exception e) when (PostgresFaults.IsOne(e))
            {
                // One that broke was hardly the only one: the server restarted, or the way to it was cut.
                if (connection.State != ConnectionState.Open) pool.Clear();
                throw PostgresFaults.Translate(network, e, committing);
            }
        }
    }

    internal static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<object> values)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var value in values) statement.Parameters.Add(new NpgsqlParameter { Value = value });
        return statement;
    }

    /// <summary>The statements as one transaction inside a network: they reach the server together, and end with one commit.</summary>
    internal static NpgsqlBatch Batch(NpgsqlConnection connection, string network, IEnumerable<NpgsqlBatchCommand> statements)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Statement(PostgresStatements.EnterNetwork, network));
        foreach (var statement in statements) batch.BatchCommands.Add(statement);
        return batch;
    }
}
