using System.Diagnostics;

namespace Circles.Bench;

/// <summary>Measures two ways of doing the same, turn by turn.</summary>
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

    private static async Task<double> TimeAsync(Func<int, Task> run, int round)
    {
        var began = Stopwatch.GetTimestamp();
        await run(round);
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
