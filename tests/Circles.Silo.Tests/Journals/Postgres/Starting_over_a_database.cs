using Circles.Silo.Journals.Postgres;
using Circles.Tests.Postgres;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>What a start makes, takes and refuses.</summary>
public sealed class Starting_over_a_database
{
    [Fact]
    public async Task Makes_the_tables_once_however_many_nodes_start_at_once()
    {
        var (owner, service) = await (await SharedServer.Started).CreateDatabaseAsync();
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresMigrations.RunAsync(owner, service)));
        Assert.Equal(PostgresMigrations.Last, applied.Sum());
        await using var database = await PostgresDatabase.OpenAsync(service);
    }

    [Fact]
    public async Task Without_tables_says_what_to_run()
    {
        var (_, service) = await (await SharedServer.Started).CreateDatabaseAsync();
        Assert.Contains("the verb 'migrate'", await RefusedAsync(service, "JOURNAL_UNREACHABLE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_tables_of_an_earlier_version_says_what_to_run()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("DELETE FROM circles.migration WHERE number = (SELECT max(number) FROM circles.migration)");
        Assert.Contains("the verb 'migrate'", await RefusedAsync(database.Service, "JOURNAL_UNREACHABLE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_tables_of_a_later_version_serves_as_during_an_upgrade()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("INSERT INTO circles.migration VALUES (9999)");
        Assert.Equal(0, await PostgresMigrations.RunAsync(database.Owner, database.Service));
        await database.ConnectAsync();
    }

    [Fact]
    public async Task As_the_tables_owner_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.Contains("owns the table", await RefusedAsync(database.Owner, "JOURNAL_UNSAFE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_superuser_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.Contains("superuser", await RefusedAsync(database.Superuser, "JOURNAL_UNSAFE"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE ROLE {0} LOGIN BYPASSRLS", "bypass")]
    [InlineData("CREATE ROLE {0} LOGIN NOINHERIT; GRANT circles_owner TO {0}", "owns the table")]
    [InlineData("CREATE ROLE {0} LOGIN NOINHERIT; GRANT postgres TO {0}", "superuser")]
    public async Task As_a_role_that_could_look_past_the_policies_is_refused(string create, string word)
    {
        await using var database = await TestDatabase.CreateAsync();
        var role = $"role_{Guid.NewGuid():N}";
        await database.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, create, role));
        var service = database.Service.Replace(PostgresServer.Service, role, StringComparison.Ordinal);
        await PostgresMigrations.RunAsync(database.Owner, service);
        Assert.Contains(word, await RefusedAsync(service, "JOURNAL_UNSAFE"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALTER TABLE circles.event NO FORCE ROW LEVEL SECURITY", "event")]
    [InlineData("ALTER TABLE circles.snapshot DISABLE ROW LEVEL SECURITY", "snapshot")]
    [InlineData("CREATE TABLE circles.later (network text)", "later")]
    [InlineData("GRANT DELETE ON circles.event TO circles_service", "change or remove events")]
    public async Task Over_tables_that_are_not_kept_apart_is_refused(string sql, string word)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(sql);
        Assert.Contains(word, await RefusedAsync(database.Service, "JOURNAL_UNSAFE"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    [InlineData("synchronous_commit")]
    public async Task Over_a_server_that_may_lose_what_is_acknowledged_is_refused(string setting)
    {
        await using var server = await PostgresServer.StartAsync($"-c {setting}=off");
        var (owner, service) = await server.CreateDatabaseAsync();
        await PostgresMigrations.RunAsync(owner, service);
        Assert.Contains($"{setting}=off", await RefusedAsync(service, "JOURNAL_UNSAFE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_the_last_time_that_the_settings_are_looked_at()
    {
        await using var database = await TestDatabase.CreateAsync();
        var journal = await database.OpenAsync(more: "Maximum Pool Size=1");
        await journal.AppendAsync("demo", 0, Given.Events("demo", 1));
        await database.ExecuteAsync("ALTER DATABASE " + database.Name + " SET synchronous_commit = off");
        await database.ExecuteAsync($"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE usename = '{PostgresServer.Service}' AND datname = current_database()
            """);
        var codes = new List<string>();
        // The first one may find that its connection is gone.
        while (codes.LastOrDefault() != "JOURNAL_UNSAFE" && codes.Count < 5)
            codes.Add((await Assert.ThrowsAsync<JournalUnavailableException>(async () => await Given.ReadAllAsync(journal, "demo"))).Code);
        Assert.Equal("JOURNAL_UNSAFE", codes[^1]);
    }

    [Fact]
    public async Task Without_a_server_says_so() =>
        await RefusedAsync("Host=127.0.0.1;Port=1;Database=circles;Username=circles", "JOURNAL_UNREACHABLE");

    [Theory]
    [InlineData("Host=localhost;Secret-Word=1")]
    [InlineData("Port=Secret-Word")]
    [InlineData("Secret-Word")]
    public async Task With_a_connection_string_that_cannot_be_read_says_so_and_does_not_repeat_it(string connectionString) =>
        Assert.DoesNotContain("Secret-Word", await RefusedAsync(connectionString, "JOURNAL_UNREACHABLE"), StringComparison.Ordinal);

    private static async Task<string> RefusedAsync(string connectionString, string code)
    {
        var why = await Assert.ThrowsAsync<JournalUnavailableException>(() => PostgresDatabase.OpenAsync(connectionString));
        Assert.Equal(code, why.Code);
        return why.Message;
    }
}
