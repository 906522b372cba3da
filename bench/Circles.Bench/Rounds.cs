using System.Diagnostics;

namespace Circles.Bench;

/// <summary>Measures two ways of doing the same, turn by turn, so that whatever else the machine does falls on both alike.</summary>
internal static class Rounds
{
    /// <summary>Until the runtime has compiled the long paths for speed: a list query takes six times as long before that.</summary>
    private const int WarmUp = 3_000;

    /// <returns>The medians in microseconds.</returns>
    public static async Task<(double First, double Second)> AlternateAsync(int rounds, Func<int, Task> first, Func<int, Task> second)
    {
        var (firsts, seconds) = (new double[rounds], new double[rounds]);
        for (var round = -WarmUp; round < rounds; round++)
        {
            // A round's number is in what it asks, and a warm-up asks for other things than the measured rounds.
            var (ours, theirs) = (await TimeAsync(first, round + WarmUp + 1), await TimeAsync(second, round + WarmUp + 1));
            if (round >= 0) (firsts[round], seconds[round]) = (ours, theirs);
        }

        return (Median(firsts), Median(seconds));
    }

    /// <summary>The same for what takes too short to be timed alone: <paramref name="each"/> times in a round.</summary>
    public static (double First, double Second) Alternate(int rounds, int each, Action first, Action second)
    {
        var (firsts, seconds) = (new double[rounds], new double[rounds]);
        // As many again before the measured ones: the runtime compiles in the background.
        for (var round = -rounds; round < rounds; round++)
        {
            var (ours, theirs) = (Time(each, first), Time(each, second));
            if (round >= 0) (firsts[round], seconds[round]) = (ours, theirs);
        }

        return (Median(firsts), Median(seconds));
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> TimeAsync(Func<int, Task> run, int round)
    {
        var began = Stopwatch.GetTimestamp();
        await run(round);
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    private static double Time(int each, Action run)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < each; i++) run();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / each;
    }
}
