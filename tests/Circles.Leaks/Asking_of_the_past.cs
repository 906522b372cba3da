using Circles.Conventions;

namespace Circles.Leaks;

/// <summary>The same table holds for every moment of the past: what is not to be seen today was not to be seen then.</summary>
/// <remarks>Whoever finds a circle today may be told what it was called then.</remarks>
public sealed class Asking_of_the_past(Everything all)
{
    [Fact]
    public async Task tells_nobody_what_the_table_denies_them_today()
    {
        var leaks = new HashSet<string>(StringComparer.Ordinal);
        var shown = 0;
        foreach (var (who, by) in all.World.Cast)
        {
            foreach (var turn in all.World.Turns.Where((_, i) => i % 3 == 1))
            {
                if (await all.World.AsOfAsync(by, turn) is not { } past) continue;
                shown++;
                var found = new Found(
                    all.World, who, canary => canary with { Kind = canary.Kind.Replace("formerly.", "circle.", StringComparison.Ordinal) });
                foreach (var root in Walk.Roots(2)) found.Read(await all.World.AskAsync(by, root, null, past), $"as of {turn}: {root}");
                leaks.UnionWith(found.Leaks);
            }
        }

        Offenders.None(leaks);
        Assert.True(shown > 100, $"Only {shown} moments were shown.");
    }
}
