using System.Diagnostics;
using System.Security.Cryptography;
using Circles.Bench.Mutations;
using Circles.Grains.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Circles.Bench.Writers;

/// <summary>A table with the columns of the journal's, and nothing that decides, checks or chains what goes into it.</summary>
internal interface IBareInserts : IAsyncDisposable
{
    /// <summary>Inserts the same payload under new numbers, so many rows in each commit, one commit after the other.</summary>
    /// <returns>Rows in a second, each on disk.</returns>
    double Insert(EncodedEvent row, int rows, TimeSpan length);
}

/// <summary>A connection with the journal's settings and one prepared statement, run for each row.</summary>
internal sealed class BareSqlite : IBareInserts
{
    private readonly SqliteConnection connection;
    private long sequence;

    public BareSqlite(string folder)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        Execute(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cell_size_check=ON;
            CREATE TABLE event (sequence INTEGER PRIMARY KEY, name TEXT NOT NULL, json BLOB NOT NULL, hash BLOB NOT NULL) STRICT
            """);
    }

    public double Insert(EncodedEvent row, int rows, TimeSpan length)
    {
        var (json, hash) = (row.Json.ToArray(), RandomNumberGenerator.GetBytes(32));
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event (sequence, name, json, hash) VALUES ($sequence, $name, $json, $hash)";
        var number = insert.Parameters.Add("$sequence", SqliteType.Integer);
        insert.Parameters.AddWithValue("$name", row.Name);
        insert.Parameters.AddWithValue("$json", json);
        insert.Parameters.AddWithValue("$hash", hash);
        using var begin = Command("BEGIN IMMEDIATE");
        using var commit = Command("COMMIT");
        var (before, began) = (sequence, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            begin.ExecuteNonQuery();
            for (var i = 0; i < rows; i++)
            {
                number.Value = ++sequence;
                insert.ExecuteNonQuery();
            }

            commit.ExecuteNonQuery();
        }

        return (sequence - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

/// <summary>One connection and one prepared statement for all rows of a commit, given as arrays.</summary>
internal sealed class BarePostgres : IBareInserts
{
    private readonly NpgsqlConnection connection;
    private long sequence;

    private BarePostgres(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<BarePostgres> OpenAsync(PostgresServer server)
    {
        var database = new NpgsqlConnection(server.ConnectionString);
        await database.OpenAsync();
        await using var create = new NpgsqlCommand(
            """
            CREATE TABLE bare (
                network text COLLATE "C" NOT NULL, sequence bigint NOT NULL, name text NOT NULL, json bytea NOT NULL, hash bytea NOT NULL,
                PRIMARY KEY (network, sequence))
            """,
            database);
        await create.ExecuteNonQueryAsync();
        return new BarePostgres(database);
    }

    public double Insert(EncodedEvent row, int rows, TimeSpan length)
    {
        var (json, hash) = (row.Json.ToArray(), RandomNumberGenerator.GetBytes(32));
        using var insert = new NpgsqlCommand(
            """
            INSERT INTO bare (network, sequence, name, json, hash)
            SELECT $1, line.* FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[]) AS line
            """,
            connection);
        var numbers = new long[rows];
        insert.Parameters.Add(new NpgsqlParameter { Value = "bench" });
        insert.Parameters.Add(new NpgsqlParameter { Value = numbers });
        insert.Parameters.Add(new NpgsqlParameter { Value = Enumerable.Repeat(row.Name, rows).ToArray() });
        insert.Parameters.Add(new NpgsqlParameter { Value = Enumerable.Repeat(json, rows).ToArray() });
        insert.Parameters.Add(new NpgsqlParameter { Value = Enumerable.Repeat(hash, rows).ToArray() });
        insert.Prepare();
        var (before, began) = (sequence, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            for (var i = 0; i < rows; i++) numbers[i] = ++sequence;
            insert.ExecuteNonQuery();
        }

        return (sequence - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
