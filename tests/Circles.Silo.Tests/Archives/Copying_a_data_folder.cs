using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;

namespace Circles.Silo.Tests.Archives;

public sealed class Copying_a_data_folder : IDisposable
{
    private readonly TempFolder data = new();
    private readonly TempFolder copies = new();

    public void Dispose()
    {
        data.Dispose();
        copies.Dispose();
    }

    [Fact]
    public async Task gives_a_folder_that_can_be_served_while_the_first_one_is_written_to()
    {
        await using var journal = new SqliteJournal(data.Path);
        await using var networks = new NetworkHost(journal);
        var demo = await Given.FoundAndOpenAsync(networks, "demo");
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await demo.SendAsync(Given.Region($"R{i}"));
                Volatile.Write(ref written, i + 1);
            }
        });
        // Events are being written when the copy begins.
        await demo.CaughtUpToAsync(20).WaitAsync(Given.Patience);
        var acknowledged = demo.Current.Sequence;
        var end = await SqliteBackup.CopyAsync(data.Path, "demo", copies.Path);
        await stop.CancelAsync();
        await writing;
        Assert.InRange(end.Sequence, acknowledged, demo.Current.Sequence);

        await using var copy = new SqliteJournal(copies.Path);
        await using var restored = new NetworkHost(copy);
        var again = await restored.OpenAsync("demo");
        Assert.Equal(end.Sequence, again.Current.Sequence);
        Assert.False((await again.SendAsync(Given.Region("AFTER"))).Decision.IsRefused);
    }

    [Fact]
    public async Task writes_over_nothing()
    {
        await using var journal = new SqliteJournal(data.Path);
        await journal.AppendAsync("demo", 0, Given.Events("demo", 3));
        await SqliteBackup.CopyAsync(data.Path, "demo", copies.Path);
        await Assert.ThrowsAsync<BackupExistsException>(() => SqliteBackup.CopyAsync(data.Path, "demo", copies.Path));
        await Assert.ThrowsAsync<NetworkUnknownException>(() => SqliteBackup.CopyAsync(data.Path, "other", copies.Path));
    }

    [Fact]
    public async Task leaves_no_copy_of_a_damaged_journal()
    {
        await using (var journal = new SqliteJournal(data.Path)) await journal.AppendAsync("demo", 0, Given.Events("demo", 30));
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={data.Journal("demo")};Pooling=False"))
        {
            connection.Open();
            JournalSchema.Execute(connection, "UPDATE event SET name = 'network.region-removed.1' WHERE sequence = 7");
        }

        await Assert.ThrowsAsync<JournalDamagedException>(() => SqliteBackup.CopyAsync(data.Path, "demo", copies.Path));
        Assert.Empty(Directory.GetFiles(copies.Networks, "demo*"));
    }
}
