using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;

namespace Circles.Grains.Programmes;

/// <summary>How well somebody fits somebody else.</summary>
/// <param name="Score">0 to 100: the share of the pack's weights that is met.</param>
/// <param name="On">The fields that speak for it, the heaviest first.</param>
public sealed record Match(Person Person, int Score, ValueList<MatchBy> On);

/// <summary>Compares people by the fields that a pack matches by (SYS-23). A help for managers, who decide.</summary>
public static class Matching
{
    /// <summary>The best fits for a person among others, the best first, equal ones by id; who fits in nothing is left out.</summary>
    public static IEnumerable<Match> For(NetworkState state, Programme programme, Person person, IEnumerable<Person> others)
    {
        var fields = state.PackOf(programme).MatchFields;
        var all = fields.Sum(field => field.Weight);
        return others
            .Where(other => other.Id != person.Id)
            .Select(other =>
            {
                var fits = fields.Select(field => (field.By, Met: field.Weight * Fit(state, field.By, person.Profile, other.Profile))).ToList();
                return new Match(
                    other,
                    (int)Math.Round(100 * fits.Sum(fit => fit.Met) / Math.Max(all, 1)),
                    fits.Where(fit => fit.Met > 0).OrderByDescending(fit => fit.Met).Select(fit => fit.By).ToValueList());
            })
            .Where(match => match.Score > 0)
            .OrderByDescending(match => match.Score)
            .ThenBy(match => match.Person.Id);
    }

    /// <summary>From 0 to 1. Skills are what one seeks and the other offers or has; a neighbouring region is half a fit.</summary>
    private static double Fit(NetworkState state, MatchBy by, PersonProfile seeker, PersonProfile other) => by switch
    {
        MatchBy.Region => RegionFit(state, seeker.Region, other.Region),
        MatchBy.Industry => Shared(seeker.Industries, other.Industries) > 0 ? 1 : 0,
        MatchBy.Languages => Shared(seeker.Languages, other.Languages) > 0 ? 1 : 0,
        MatchBy.Skills => seeker.Seeks.IsEmpty
            ? 0
            : (double)Shared(seeker.Seeks, other.Offers.Concat(other.Skills).ToValueList()) / seeker.Seeks.Count,
        _ => throw new UnreachableException($"No such match field: {by}."),
    };

    private static double RegionFit(NetworkState state, string? seeker, string? other)
    {
        if (seeker is null || other is null) return 0;
        var network = state.Network!;
        if (network.Within(seeker, other) || network.Within(other, seeker)) return 1;
        return network.Regions.GetValueOrDefault(seeker)?.Neighbours.Contains(other) == true ? 0.5 : 0;
    }

    private static int Shared(ValueList<string> words, ValueList<string> others) =>
        words.Count(word => others.Contains(word, StringComparer.OrdinalIgnoreCase));
}
