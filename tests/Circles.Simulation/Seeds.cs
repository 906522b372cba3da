using System.Globalization;

namespace Circles.Simulation;

/// <summary>
/// Which seeds a run takes: 1 to 1,000 unless CIRCLES_SEED names one, or CIRCLES_SEEDS how many, from CIRCLES_SEED on.
/// </summary>
internal static class Seeds
{
    private const int Usual = 1_000;

    public static int First => Number("CIRCLES_SEED") ?? 1;

    public static int Count => Number("CIRCLES_SEEDS") ?? (Number("CIRCLES_SEED") is null ? Usual : 1);

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
