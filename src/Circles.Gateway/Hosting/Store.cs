using Circles.Silo.Journals;
using Circles.Silo.Journals.Postgres;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Snapshots;

namespace Circles.Gateway.Hosting;

/// <summary>Where the journals and snapshots are kept, as the settings say: in the data folder, or in a PostgreSQL database.</summary>
internal sealed class Store(IJournal journal, ISnapshots snapshots, PostgresDatabase? database = null) : IAsyncDisposable
{
    public IJournal Journal => journal;

    public ISnapshots Snapshots => snapshots;

    /// <summary>Opens it, having checked that what is acknowledged will be kept. An owner's connection upgrades the tables first.</summary>
    /// <exception cref="Silo.JournalUnavailableException">It cannot be used; the message says what to do.</exception>
    public static async Task<Store> OpenAsync(Settings settings, TimeProvider time)
    {
        var folder = settings.DataPath;
        if (settings.Database is not { } where) return new Store(new SqliteJournal(folder, time), new FileSnapshots(folder));
        if (where.Owner is { } owner) await PostgresMigrations.RunAsync(owner, where.Service);
        var database = await PostgresDatabase.OpenAsync(where.Service);
        return new Store(new PostgresJournal(database, time), new PostgresSnapshots(database), database);
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }
}
