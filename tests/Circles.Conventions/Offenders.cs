namespace Circles.Conventions;

internal static class Offenders
{
    /// <summary>Fails with every offender on a line of its own: a rule that tells one at a time is mended one run at a time.</summary>
    public static void None<T>(IEnumerable<T> found)
    {
        var all = found.ToArray();
        if (all.Length > 0) Assert.Fail($"{all.Length} found:\n  {string.Join("\n  ", all)}");
    }
}
