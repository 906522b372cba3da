using System.Text;
using System.Text.RegularExpressions;
using Circles.Conventions;

namespace Circles.Leaks;

/// <summary>Two networks that differ in nothing but a circle: whoever may not see it is told the same by both, to the byte.</summary>
/// <remarks>So nothing counts it, orders by it, or opens a gate because of it, wherever that might be told.</remarks>
public sealed partial class Networks_without_a_secret
{
    [Theory]
    [InlineData("ring.secret")]
    [InlineData("strict.turned")]
    [InlineData("peer.secret")]
    public async Task answer_those_who_may_not_see_it_as_one_with_it(string circle)
    {
        await using var with = await World.PlantedAsync();
        await using var without = await World.PlantedAsync("planted", circle);
        var canary = with.Canaries[with.Ids[circle]];
        var differing = new List<string>();
        foreach (var (who, _) in with.Cast.Where(one => World.May(one.Key, canary) == false))
        {
            foreach (var root in Walk.Roots(2))
            {
                var (seen, expected) = (await PlainAsync(with, who, root), await PlainAsync(without, who, root));
                if (seen != expected) differing.Add($"{who}: {Difference(seen, expected)} in {root[..80]}");
            }

            foreach (var (mutation, input) in without.Cases())
            {
                var document = World.Document(mutation, "errors { code message path }");
                var (seen, expected) = (
                    await PlainAsync(with, who, document, new { input = with.Cases()[mutation], dryRun = true }),
                    await PlainAsync(without, who, document, new { input, dryRun = true }));
                if (seen != expected) differing.Add($"{who}: {mutation}: {seen} {expected}");
            }
        }

        Offenders.None(differing);
    }

    private static async Task<string> PlainAsync(World world, string who, string document, object? variables = null)
    {
        var text = Encoding.UTF8.GetString(await world.AskAsync(world.Cast[who], document, variables));
        // Ids and words are made anew in each. The journal's numbers are known to count what nobody sees, and so does the clock here.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        text = Marks().Replace(text, match => names.TryGetValue(match.Value, out var name) ? name : names[match.Value] = $"§{names.Count}");
        return Counting().Replace(text, "");
    }

    private static string Difference(string left, string right)
    {
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"…{left[Math.Max(0, at - 60)..Math.Min(left.Length, at + 60)]}… and …{right[Math.Max(0, at - 10)..Math.Min(right.Length, at + 60)]}…";
    }

    [GeneratedRegex("zq[0-9]{4}x|[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Marks();

    [GeneratedRegex(
        "\"(?:sequence|cursor|startCursor|endCursor)\":\"[^\"]*\"|2027-03-01T12:[0-9:.]*Z", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Counting();
}
