using System.Collections.Concurrent;
using Circles.Silo.Journals.Postgres;
using Circles.Tests.Postgres;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>A database of its own on the tests' server, with the tables made and any number of nodes' connections to it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly ConcurrentStack<IAsyncDisposable> opened = [];

    private TestDatabase(PostgresServer server, string owner, string service) => (Server, Owner, Service) = (server, owner, service);

    public PostgresServer Server { get; }

    public string Owner { get; }

    public string Service { get; }

    public static async Task<TestDatabase> CreateAsync(PostgresServer? server = null)
    {
        server ??= await SharedServer.Started;
        var (owner, service) = await server.CreateDatabaseAsync();
        await PostgresMigrations.RunAsync(owner, service);
        return new TestDatabase(server, owner, service);
    }

    /// <summary>What one node has: a pool of its own.</summary>
    /// <param name="more">Added to the connection string.</param>
    public async Task<PostgresDatabase> ConnectAsync(string more = "")
    {
        var database = await PostgresDatabase.OpenAsync(Service + ";" + more);
        opened.Push(database);
        return database;
    }

    /// <summary>A node's journal, closed with this.</summary>
    public async Task<PostgresJournal> OpenAsync(TimeProvider? time = null, string more = "")
    {
        var journal = new PostgresJournal(await ConnectAsync(more), time);
        opened.Push(journal);
        return journal;
    }

    /// <summary>Whom no policy binds.</summary>
    public string Superuser => Owner.Replace($"Username={PostgresServer.Owner}", "Username=postgres", StringComparison.Ordinal);

    public string Name => new Npgsql.NpgsqlConnectionStringBuilder(Owner).Database!;

    /// <summary>As the superuser.</summary>
    public Task<object?> ExecuteAsync(string sql) => Server.ExecuteAsync(sql, Name);

    public async ValueTask DisposeAsync()
    {
        while (opened.TryPop(out var last)) await last.DisposeAsync();
    }
}
