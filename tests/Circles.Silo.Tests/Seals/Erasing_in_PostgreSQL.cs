using Circles.Silo.Journals;
using Circles.Silo.Journals.Postgres;
using Circles.Silo.Seals;
using Circles.Silo.Snapshots;
using Circles.Silo.Tests.Journals.Postgres;

namespace Circles.Silo.Tests.Seals;

public sealed class Erasing_in_PostgreSQL : Erasing_somebody
{
    private TestDatabase database = null!;

    /// <remarks>Without <c>pg_wal</c>: what it holds of a key goes as it is recycled.</remarks>
    protected override IEnumerable<string> Files
    {
        get
        {
            var id = database.ExecuteAsync("SELECT oid::text FROM pg_database WHERE datname = current_database()").GetAwaiter().GetResult();
            return Directory.EnumerateFiles(Path.Combine(database.Server.Data, "base", (string)id!));
        }
    }

    private protected override async Task PrepareAsync() => database = await TestDatabase.CreateAsync();

    private protected override async Task<(IJournal Journal, IKeyStore Keys, Func<Sealing, ISnapshots> Snapshots)> OpenAsync()
    {
        var connections = await database.ConnectAsync();
        return (new PostgresJournal(connections), new PostgresKeys(connections), seals => new PostgresSnapshots(connections, seals));
    }

    private protected override Task FlushAsync() => database.ExecuteAsync("CHECKPOINT");

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await base.DisposeAsync();
    }
}
