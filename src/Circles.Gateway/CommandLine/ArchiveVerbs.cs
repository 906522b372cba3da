using System.CommandLine;
using System.Globalization;
using Circles.Gateway.Hosting;
using Circles.Silo;
using Circles.Silo.Archives;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Seals;
using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary><c>export</c>, <c>import-archive</c> and <c>backup</c>: a network as a file, back again, and the data folder as a copy.</summary>
internal static class ArchiveVerbs
{
    /// <summary>Standard input or output instead of a file.</summary>
    private const string Standard = "-";

    public static Command Export(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("file") { Description = "Where to write; - is standard output. Must not exist yet." };
        var key = KeyOption();
        var verb = new Command("export", "Writes one network with its whole history to a portable archive, whatever store it is in.") { file, key };
        var node = new NodeOptions(verb);
        verb.SetAction((parsed, cancel) => Verbs.GuardedAsync(errors, () => node.WithStoreAsync(parsed, async store =>
        {
            var journal = store.Journal;
            var network = await node.SlugAsync(parsed, journal);
            var path = parsed.GetRequiredValue(file);
            JournalPosition end;
            if (path == Standard)
            {
                await using var pipe = Console.OpenStandardOutput();
                end = await Archive.ExportAsync(
                    journal, network, pipe, TimeProvider.System.GetUtcNow(), store.Seals, KeyIn(parsed.GetValue(key)), cancel);
            }
            else
            {
                end = await ExportAsync(store, network, path, KeyIn(parsed.GetValue(key)), cancel);
            }

            await (path == Standard ? errors : output).WriteLineAsync($"{network}: {Count(end.Sequence)} exported.");
            return 0;
        })));
        return verb;
    }

    public static Command Import(TextWriter output, TextWriter errors)
    {
        var file = new Argument<string>("file") { Description = "An archive; - is standard input." };
        var check = new Option<bool>("--check") { Description = "Only read it through: nothing is restored." };
        var key = KeyOption();
        var verb = new Command(
            "import-archive", "Restores a network from an archive. What is there already stays; repeating it does nothing.") { file, check, key };
        var node = new NodeOptions(verb, oneNetwork: false);
        verb.SetAction((parsed, cancel) => Verbs.GuardedAsync(errors, async () =>
        {
            await using var archive = await OpenAsync(parsed.GetRequiredValue(file), cancel);
            if (parsed.GetValue(check))
            {
                var (manifest, end) = await Archive.CheckAsync(archive, cancel);
                await output.WriteLineAsync($"{manifest.Network}: {Count(end.Sequence)}, whole, exported {manifest.ExportedAt:u}.");
                return 0;
            }

            return await node.WithStoreAsync(parsed, makeFolder: true, run: async store =>
            {
                var restored = await Archive.ImportAsync(store.Journal, archive, store.Seals, KeyIn(parsed.GetValue(key)), cancel);
                await output.WriteLineAsync($"{restored.Network}: {Count(restored.Appended)} restored, {Count(restored.AlreadyThere)} already there.");
                return 0;
            });
        }));
        return verb;
    }

    public static Command Backup(TextWriter output, TextWriter errors)
    {
        var folder = new Argument<string>("folder") { Description = "A data folder to make: a server started over it serves the copy." };
        var verb = new Command("backup", "Copies the journals and keys of a data folder while they are in use, and reads each journal through. The master key is not copied.") { folder };
        var node = new NodeOptions(verb);
        verb.SetAction((parsed, cancel) => Verbs.GuardedAsync(errors, () => node.WithStoreAsync(parsed, async store =>
        {
            var journal = store.Journal;
            if (journal is not SqliteJournal)
                throw new StartException("This store has a backup of its own (docs/operating.md); the verb export works with every store.");
            var one = node.NetworkNamed(parsed);
            foreach (var network in one is null ? await journal.NetworksAsync(cancel) : [one])
            {
                var end = await SqliteBackup.CopyAsync(node.DataPath(parsed), network, parsed.GetRequiredValue(folder), cancel);
                // After the journal: whatever that is sealed under is among them.
                await new SqliteKeys(node.DataPath(parsed)).CopyAsync(network, parsed.GetRequiredValue(folder));
                await output.WriteLineAsync($"{network}: {Count(end.Sequence)}");
            }

            return 0;
        })));
        return verb;
    }

    private static Option<string?> KeyOption() => new("--key-file")
    {
        Description = "A file with a master key that the archive's keys are wrapped under; else this installation's own.",
    };

    private static MasterKeys? KeyIn(string? path) => path is null ? null : MasterKeys.InFile(path);

    /// <summary>The file gets its name when it is whole.</summary>
    private static async Task<JournalPosition> ExportAsync(Store store, string network, string path, MasterKeys? under, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new StartException($"There is a file '{path}' already.");
        var part = path + ".part";
        try
        {
            JournalPosition end;
            await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            {
                end = await Archive.ExportAsync(store.Journal, network, stream, TimeProvider.System.GetUtcNow(), store.Seals, under, cancel);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: false);
            return end;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Standard input is kept in a file that goes when it is closed: an archive is read twice.</summary>
    private static async Task<Stream> OpenAsync(string path, CancellationToken cancel)
    {
        if (path != Standard) return File.OpenRead(path);
        var kept = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using var pipe = Console.OpenStandardInput();
        await pipe.CopyToAsync(kept, cancel);
        kept.Position = 0;
        return kept;
    }

    private static string Count(long events) => string.Create(CultureInfo.InvariantCulture, $"{events:N0} event{(events == 1 ? "" : "s")}");
}
