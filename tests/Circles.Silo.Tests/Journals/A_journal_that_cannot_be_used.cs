using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Tests.Journals;

/// <summary>Each obstacle is told by a code and a sentence, and passes when it passes.</summary>
public sealed class A_journal_that_cannot_be_used : IDisposable
{
    private const string Demo = "demo";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Because_another_program_holds_it_says_so_and_works_when_it_is_free()
    {
        await using var journal = Open();
        await journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        using (var other = Connect())
        {
            Execute(other, "BEGIN IMMEDIATE");
            var why = await Refused(journal);
            Assert.Equal(("JOURNAL_LOCKED", true), (why.Code, why.Retryable));
            Assert.Single(await Given.ReadAllAsync(journal, Demo));
        }

        Assert.Equal(2, (await journal.AppendAsync(Demo, 1, [Given.Events(Demo, 2)[1]])).Sequence);
    }

    [Fact]
    public async Task Because_the_disk_is_full_says_so_and_works_when_there_is_room()
    {
        await using var journal = Open();
        await using var host = new NetworkHost(journal);
        var network = await Given.FoundAndOpenAsync(host, Demo);
        // SQLite's own bound, here the size that the file has, answers as a full disk does.
        journal.Opened = connection => Execute(connection, "PRAGMA max_page_count=1");
        await journal.ReleaseAsync(Demo);
        var codes = new HashSet<string>();
        for (var i = 0; i < 100 && codes.Count == 0; i++)
        {
            var region = Given.Region($"R{i}", name: new string('x', 200));
            if (await Record.ExceptionAsync(async () => await network.SendAsync(region)) is SiloException e) codes.Add(e.Code);
        }

        Assert.Equal(["JOURNAL_FULL"], codes);
        journal.Opened = null;
        await journal.ReleaseAsync(Demo);
        Assert.False((await network.SendAsync(Given.Region("LAST"))).Decision.IsRefused);
        Assert.Equal(network.Current.Network!.Regions.Keys, (await Given.ReplayAsync(journal, Demo)).Network!.Regions.Keys);
    }

    [Fact]
    public async Task Because_its_file_may_only_be_read_says_so()
    {
        await using (var journal = Open()) await journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        // The header's "file format write version" above 2 means: to be read only. (SQLite, "Database File Format".)
        var bytes = await File.ReadAllBytesAsync(folder.Journal(Demo));
        bytes[18] = 3;
        await File.WriteAllBytesAsync(folder.Journal(Demo), bytes);
        await using var again = Open();
        Assert.Equal("JOURNAL_READ_ONLY", (await Refused(again)).Code);
    }

    [Fact]
    public async Task Because_its_file_may_not_be_opened_says_so()
    {
        await using var journal = Open();
        await journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        await journal.ReleaseAsync(Demo);
        File.Delete(folder.Journal(Demo));
        Directory.CreateSymbolicLink(folder.Journal(Demo), folder.Journal(Demo));
        Assert.Equal("JOURNAL_UNREACHABLE", (await Refused(journal)).Code);
        var why = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await Given.ReadAllAsync(journal, Demo));
        Assert.Equal("JOURNAL_UNREACHABLE", why.Code);
    }

    [Fact]
    public void Because_its_folder_cannot_be_made_says_so_at_the_start()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        var why = Assert.Throws<JournalUnavailableException>(() => new SqliteJournal(Path.Combine(file, "data")));
        Assert.Equal("JOURNAL_UNREACHABLE", why.Code);
        Assert.Contains(file, why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Because_its_folder_may_only_be_read_says_so_at_the_start()
    {
        Directory.CreateDirectory(folder.Networks);
        // A privileged process may write whatever the mode says, so for one the folder lies on a file system that is read-only.
        var privileged = Environment.IsPrivilegedProcess;
        if (privileged) Run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder.Networks);
        else Run("chmod", "500", folder.Networks);
        try
        {
            Assert.Equal("JOURNAL_UNREACHABLE", Assert.Throws<JournalUnavailableException>(Open).Code);
        }
        finally
        {
            if (privileged) Run("umount", folder.Networks);
            else Run("chmod", "700", folder.Networks);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}");
    }

    [Fact]
    public async Task Is_never_because_of_a_weaker_promise_about_commits()
    {
        await using var journal = Open();
        await journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        using (var connection = Connect()) Execute(connection, "PRAGMA synchronous=OFF");
        await journal.ReleaseAsync(Demo);
        // The setting belongs to a connection, so each one sets it; what a file does keep is the mode, and that is set again too.
        using (var connection = Connect()) Execute(connection, "PRAGMA journal_mode=DELETE");
        using var opened = JournalSchema.Open(folder.Journal(Demo), Demo, TimeSpan.FromSeconds(1));
        Assert.Equal(2, JournalSchema.Number(opened, "PRAGMA synchronous"));
        Assert.Equal(1, JournalSchema.Number(opened, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"));
    }

    private static async Task<JournalUnavailableException> Refused(SqliteJournal journal) =>
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await journal.AppendAsync(Demo, 1, [Given.Events(Demo, 2)[1]]));

    private static void Execute(SqliteConnection connection, string sql) => JournalSchema.Execute(connection, sql);

    private SqliteJournal Open() => new(folder.Path, lockedWait: TimeSpan.FromMilliseconds(50));

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={folder.Journal(Demo)};Pooling=False");
        connection.Open();
        return connection;
    }
}
