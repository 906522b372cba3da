using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Tests.Programmes;

public sealed class Finding_a_match
{
    private static readonly Programme Programme = Town.Lse.State.Programmes.Values.First();

    private readonly Person seeker = Somebody(1, "PL51", ["food"], seeks: ["law", "export"], languages: ["pl"]);

    [Fact]
    public void gives_full_marks_to_who_fits_in_every_field() =>
        Assert.Equal(
            (100, 2), Score(Somebody(2, "PL51", ["food"], offers: ["Law", "EXPORT"], languages: ["en", "pl"]), Weigh((MatchBy.Region, 3), (MatchBy.Skills, 1))));

    [Theory]
    [InlineData("PL51", 100)]
    [InlineData("PL", 100)]
    [InlineData("PL52", 50)]
    [InlineData("IL", null)]
    [InlineData(null, null)]
    public void counts_a_neighbouring_region_half(string? region, int? score) =>
        Assert.Equal(score, Score(Somebody(2, region, []), Weigh((MatchBy.Region, 3)))?.Score);

    [Fact]
    public void counts_the_share_of_what_is_sought_that_the_other_offers_or_has() =>
        Assert.Equal(50, Score(Somebody(2, null, [], offers: ["export"]), Weigh((MatchBy.Skills, 1)))?.Score);

    [Fact]
    public void weighs_the_fields_as_the_pack_says() =>
        Assert.Equal((75, 1), Score(Somebody(2, "PL51", []), Weigh((MatchBy.Region, 3), (MatchBy.Industry, 1))));

    [Fact]
    public void puts_the_best_first_and_never_the_seeker()
    {
        var near = Somebody(3, "PL52", []);
        var here = Somebody(4, "PL51", []);
        var found = Matching.For(Weigh((MatchBy.Region, 1)), Programme, seeker, [seeker, near, here]);
        Assert.Equal([here.Id, near.Id], found.Select(match => match.Person.Id));
    }

    private (int Score, int Fields)? Score(Person other, NetworkState state) =>
        Matching.For(state, Programme, seeker, [other]).Select(match => ((int, int)?)(match.Score, match.On.Count)).FirstOrDefault();

    private static NetworkState Weigh(params (MatchBy By, int Weight)[] fields)
    {
        var state = Town.Lse.State;
        var pack = state.PackOf(Programme) with { MatchFields = fields.Select(field => new MatchField(field.By, field.Weight)).ToValueList() };
        return state with { Packs = state.Packs.SetItem(pack.Key, pack) };
    }

    private static Person Somebody(
        int id, string? region, string[] industries, string[]? seeks = null, string[]? offers = null, string[]? languages = null) => new(
        new Id<Person>((uint)id),
        "Somebody",
        null,
        null,
        new PersonProfile(
            (languages ?? []).ToValueList(), region, [], industries.ToValueList(), (seeks ?? []).ToValueList(), (offers ?? []).ToValueList()),
        [],
        default);
}
