using Circles.Silo.Journals;
using Circles.Silo.Journals.Postgres;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Seals;
using Circles.Silo.Snapshots;

namespace Circles.Gateway.Hosting;

/// <summary>Where journals, snapshots and keys are kept, as the settings say: in the data folder, or in a PostgreSQL database.</summary>
internal sealed class Store(IJournal journal, ISnapshots snapshots, Sealing seals, PostgresDatabase? database = null) : IAsyncDisposable
{
    public IJournal Journal => journal;

    public ISnapshots Snapshots => snapshots;

    public Sealing Seals => seals;

    /// <summary>The file of the master key that was made just now, which its operator should hear of; else null.</summary>
    public string? MadeKeyFile { get; private init; }

    /// <summary>Opens it, having checked that what is acknowledged will be kept. An owner's connection upgrades the tables first.</summary>
    /// <exception cref="Silo.JournalUnavailableException">It cannot be used; the message says what to do.</exception>
    /// <exception cref="KeysUnusableException">The master key is missing or not the one that the keys were wrapped under.</exception>
    public static async Task<Store> OpenAsync(Settings settings, TimeProvider time)
    {
        var folder = settings.DataPath;
        if (settings.Database is not { } where)
        {
            var journal = new SqliteJournal(folder, time);
            var made = settings.MasterKey is null ? MasterKeyIn(folder) : null;
            var seals = new Sealing(new SqliteKeys(folder), MasterKeys(settings.MasterKey ?? new MasterKeySettings(KeyFileIn(folder), null)));
            await seals.CheckAsync();
            return new Store(journal, new FileSnapshots(folder, seals), seals) { MadeKeyFile = made };
        }

        if (where.Owner is { } owner) await PostgresMigrations.RunAsync(owner, where.Service);
        var database = await PostgresDatabase.OpenAsync(where.Service);
        try
        {
            if (settings.MasterKey is not { } named)
            {
                throw new StartException(
                    "Circles:MasterKeyFile is missing: nodes that share a database share the key that seals what is in it. Make one with "
                    + "'openssl rand -base64 32', keep a copy apart from the database's, and name its file.");
            }

            var seals = new Sealing(new PostgresKeys(database), MasterKeys(named));
            await seals.CheckAsync();
            return new Store(new PostgresJournal(database, time), new PostgresSnapshots(database, seals), seals, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await seals.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    private static string KeyFileIn(string folder) => Path.Combine(folder, "master.key");

    private static MasterKeys MasterKeys(MasterKeySettings named) =>
        named.Text is { } text ? Silo.Seals.MasterKeys.InText(text, "Circles:MasterKey") : Silo.Seals.MasterKeys.InFile(named.File!);

    /// <summary>Makes the key of a new data folder.</summary>
    /// <returns>The file; null when it was there.</returns>
    private static string? MasterKeyIn(string folder)
    {
        var path = KeyFileIn(folder);
        if (File.Exists(path)) return null;
        if (SqliteKeys.AnyIn(folder))
        {
            throw new KeysUnusableException(
                $"The master key '{path}' is missing, and the data in this folder is sealed under it. Bring its copy back, or name its file "
                + "with Circles:MasterKeyFile.");
        }

        try
        {
            return Silo.Seals.MasterKeys.Make(path) ? path : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeysUnusableException($"A master key cannot be written to '{path}'. Check the data folder and its rights.", e);
        }
    }
}
