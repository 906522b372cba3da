using System.Globalization;
using Npgsql;

namespace Circles.Silo.Journals.Postgres;

/// <summary>Makes and upgrades the tables, as their owner: numbered files of SQL, each applied once and as a whole.</summary>
/// <remarks>
/// Safe with several nodes starting at once: one migrates, the others wait for it. A file that was released is never changed. During an
/// upgrade nodes of both versions run, so a migration adds; what is no longer used goes in a later version.
/// </remarks>
public static class PostgresMigrations
{
    internal const string Version = "SELECT coalesce(max(number), 0) FROM circles.migration";

    private const string Prefix = "Circles.Silo.Migrations.";

    // "Circles" in ASCII: one key for all who migrate in this database.
    private const long Turn = 0x436972636c6573;

    private const string Begin = """
        CREATE SCHEMA IF NOT EXISTS circles;
        CREATE TABLE IF NOT EXISTS circles.migration (
            number integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
        """;

    private static readonly (int Number, string Name)[] Files =
    [
        .. from name in typeof(PostgresMigrations).Assembly.GetManifestResourceNames()
           where name.StartsWith(Prefix, StringComparison.Ordinal)
           orderby name
           select (int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name),
    ];

    /// <summary>The number of the last file: the version of the tables that this build needs.</summary>
    public static int Last => Files[^1].Number;

    /// <summary>Brings the tables up to <see cref="Last"/> and lets the service's role use them.</summary>
    /// <param name="owner">A connection string for the role that owns the database or may create a schema in it.</param>
    /// <param name="service">The service's connection string, of which only the role's name is taken.</param>
    /// <returns>How many files were applied.</returns>
    /// <exception cref="JournalUnavailableException">It could not be done; what was begun is taken back.</exception>
    public static async Task<int> RunAsync(string owner, string service, CancellationToken cancel = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresDatabase.WithDefaults(owner))
        {
            Pooling = false,
            CommandTimeout = (int)Limits.MigrationWait.TotalSeconds,
        };
        // Of several nodes all but one wait for their turn.
        settings.Options = $"{settings.Options} -c lock_timeout=0";
        var role = new NpgsqlConnectionStringBuilder(PostgresDatabase.WithDefaults(service)).Username;
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancel);
            // Held by the connection, so it ends with it.
            await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Turn})", cancel);
            await ExecuteAsync(connection, Begin, cancel);
            var applied = 0;
            var there = await VersionAsync(connection, cancel);
            foreach (var (number, name) in Files.Where(file => file.Number > there))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await ExecuteAsync(connection, TextOf(name), cancel);
                await ExecuteAsync(connection, $"INSERT INTO circles.migration (number) VALUES ({number})", cancel);
                await transaction.CommitAsync(cancel);
                applied++;
            }

            if (!string.IsNullOrEmpty(role) && role != settings.Username) await ExecuteAsync(connection, GrantsFor(role), cancel);
            return applied;
        }
        catch (Exception e) when (e is PostgresException or NpgsqlException or IOException or TimeoutException)
        {
            throw new JournalUnavailableException(
                SiloCodes.JournalUnreachable,
                $"The tables could not be made or upgraded: {(e as PostgresException)?.MessageText ?? "the database cannot be reached"}.",
                retryable: true,
                e);
        }
    }

    /// <summary>Events may be added and looked at: the service itself can neither change nor remove one.</summary>
    private static string GrantsFor(string role)
    {
        var name = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return $"""
            GRANT USAGE ON SCHEMA circles TO {name};
            GRANT SELECT ON circles.migration TO {name};
            GRANT SELECT, INSERT ON circles.event TO {name};
            GRANT SELECT, INSERT, UPDATE (sequence, hash) ON circles.head TO {name};
            GRANT SELECT, INSERT, UPDATE (wrapped) ON circles.key TO {name};
            GRANT EXECUTE ON FUNCTION circles.rewrite_keys() TO {name};
            GRANT SELECT, INSERT, UPDATE, DELETE ON circles.snapshot, circles.snapshot_part TO {name};
            """;
    }

    private static string TextOf(string name)
    {
        using var file = new StreamReader(typeof(PostgresMigrations).Assembly.GetManifestResourceStream(name)!);
        return file.ReadToEnd();
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Version, connection);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
