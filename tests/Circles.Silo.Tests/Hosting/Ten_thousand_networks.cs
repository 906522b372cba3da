using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;

namespace Circles.Silo.Tests.Hosting;

/// <summary>Many networks of which few are in use, as a platform has them.</summary>
public sealed class Ten_thousand_networks
{
    private const int Networks = 10_000, Active = 100, Wave = 500;

    /// <summary>A network that nobody uses costs its name and little more.</summary>
    private const long IdleBytesMax = 10 << 10;

    [Fact]
    public async Task Cost_files_and_memory_only_while_they_are_used()
    {
        var folder = Directory.CreateDirectory(Path.Combine(InMemory(), $"circles-{Guid.NewGuid():N}"));
        try
        {
            var time = new LeapingTime();
            await using var journal = new SqliteJournal(folder.FullName);
            await using var host = new NetworkHost(journal, time: time);
            var (files, bytes) = (OpenFiles(), GC.GetTotalMemory(forceFullCollection: true));
            await Parallel.ForAsync(0, Networks, async (i, cancel) => await host.FoundAsync(Name(i), Given.Found(Name(i)), cancel));

            for (var first = 0; first < Networks; first += Wave)
            {
                await Parallel.ForAsync(first, first + Wave, async (i, cancel) =>
                    Assert.Equal(1, (await host.OpenAsync(Name(i), cancel)).Current.Sequence));
                time.Leap(Limits.IdleAfter);
                await host.UnloadIdleAsync();
            }

            var each = (GC.GetTotalMemory(forceFullCollection: true) - bytes) / Networks;
            TestContext.Current.SendDiagnosticMessage("An idle network keeps {0} bytes and {1} files are open.", each, OpenFiles());
            Assert.True(each < IdleBytesMax, $"An idle network keeps {each} bytes.");
            Assert.InRange(OpenFiles(), 0, files + 50);

            await Parallel.ForAsync(0, Active, async (i, cancel) =>
            {
                var network = await host.OpenAsync(Name(i * (Networks / Active)), cancel);
                for (var n = 0; n < 10; n++) Assert.False((await network.SendAsync(Given.Region($"R{n}"), cancel)).Decision.IsRefused);
            });
            // A file, its log and the log's index.
            Assert.InRange(OpenFiles(), Active, files + 50 + (3 * Active));
            Assert.Equal(Networks, (await host.SlugsAsync()).Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Name(int i) => $"network-{i}";

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    /// <summary>Where flushing costs nothing: what is measured is not the disk.</summary>
    private static string InMemory() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>The system's clock, with leaps.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long leapt;

        public void Leap(TimeSpan by) => Interlocked.Add(ref leapt, by.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref leapt);
    }
}
