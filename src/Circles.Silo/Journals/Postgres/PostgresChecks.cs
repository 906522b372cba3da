using Npgsql;

namespace Circles.Silo.Journals.Postgres;

/// <summary>What must be true of a server and a role before anything is promised over them.</summary>
/// <remarks>Source: PostgreSQL, "Write Ahead Log" (settings) and "Row Security Policies".</remarks>
internal static class PostgresChecks
{
    /// <summary>A role that is a member of a mightier one can become it.</summary>
    private const string Complaints = """
        SELECT 'the role ' || quote_ident(current_user) || ' is a superuser, may bypass row-level security or may become a role that does'
        WHERE EXISTS (SELECT FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND pg_has_role(current_user, oid, 'MEMBER'))
        UNION ALL
        SELECT 'the role ' || quote_ident(current_user) || ' owns the table ' || t.relname
        FROM pg_class t WHERE t.relnamespace = 'circles'::regnamespace AND t.relkind IN ('r', 'p')
          AND pg_has_role(current_user, t.relowner, 'MEMBER')
        UNION ALL
        SELECT 'row-level security is not enabled and forced on the table ' || t.relname
        FROM pg_class t WHERE t.relnamespace = 'circles'::regnamespace AND t.relkind IN ('r', 'p')
          AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'network' AND NOT a.attisdropped)
          AND NOT (t.relrowsecurity AND t.relforcerowsecurity)
        UNION ALL
        SELECT 'the role ' || quote_ident(current_user) || ' may change or remove events'
        WHERE has_table_privilege('circles.event', 'UPDATE, DELETE, TRUNCATE')
        """;

    private const string Settings = """
        SELECT name FROM unnest(ARRAY['fsync', 'full_page_writes', 'synchronous_commit']) AS name WHERE current_setting(name) = 'off'
        """;

    /// <summary>Run for each new connection: an operator may change the settings while the server runs.</summary>
    public static void Durable(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Settings, connection);
        Refuse(command.ExecuteScalar() as string);
    }

    public static async Task DurableAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Settings, connection);
        Refuse(await command.ExecuteScalarAsync() as string);
    }

    public static async Task TablesAndRoleAsync(NpgsqlConnection connection)
    {
        await using var version = new NpgsqlCommand(PostgresMigrations.Version, connection);
        var there = (int)(await version.ExecuteScalarAsync())!;
        // A later version's tables serve this one too: migrations add, and take away only what the version before had left alone.
        if (there < PostgresMigrations.Last)
        {
            throw new JournalUnavailableException(
                SiloCodes.JournalUnreachable,
                $"The database has the tables of version {there} and {PostgresMigrations.Last} is needed: run the verb 'migrate'.",
                retryable: false);
        }

        await using var check = new NpgsqlCommand(Complaints, connection);
        if (await check.ExecuteScalarAsync() is not string complaint) return;
        throw Unsafe(
            $"One network's data would not be safe from another's: {complaint}. "
            + "Run the verb 'migrate' as the tables' owner, and serve as another role.");
    }

    private static void Refuse(string? setting)
    {
        if (setting is not null)
            throw Unsafe($"What is acknowledged would not survive a power cut: the database server has {setting}=off. Switch it on.");
    }

    private static JournalUnavailableException Unsafe(string message) => new(SiloCodes.JournalUnsafe, message, retryable: false);
}
