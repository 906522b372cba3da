using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using static Circles.Grains.Networks.NetworkCommand;

namespace Circles.Grains.Tests.Networks;

public sealed class Founding_a_network
{
    private static readonly Found Demo = new("demo", "Demo", ["en"], "Europe/Warsaw");

    private static Story Asking(Command command, Actor? by = null) => Story.Given(NetworkState.Empty).When(by ?? Actor.Operator, command);

    [Fact]
    public void is_done_once() => Asking(Demo).ThenOnce();

    [Fact]
    public void is_for_the_platforms_operator() =>
        Asking(Demo, Actor.Clock).ThenRefused("NOT_ALLOWED").When(new Id<Person>(1).As(), Demo).ThenRefused("NOT_ALLOWED");

    [Fact]
    public void comes_before_everything_else() => Asking(new RemoveRegion("PL")).ThenRefused("NETWORK_UNKNOWN");

    [Fact]
    public void is_refused_where_there_is_one() => Town.Founded.Story().When(Actor.Operator, Demo).ThenRefused("NETWORK_SLUG_TAKEN", "slug");

    [Theory]
    [InlineData("")]
    [InlineData("Demo")]
    [InlineData("-demo")]
    [InlineData("demo-")]
    [InlineData("de.mo")]
    [InlineData("żółw")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789a123")]
    public void is_refused_for_what_is_no_host_name(string slug) => Asking(Demo with { Slug = slug }).ThenRefused("NETWORK_SLUG_INVALID", "slug");

    [Fact]
    public void tells_every_fault_at_once() => Asking(new Found("!", " ", [], "Mars/Olympus")).ThenRefusedFor(
        "NETWORK_SLUG_INVALID slug", "REQUIRED name", "REQUIRED languages", "TIME_ZONE_INVALID timeZone");

    [Theory]
    [InlineData("e")]
    [InlineData("")]
    [InlineData("polish")]
    [InlineData("pl_PL")]
    [InlineData("pl-")]
    [InlineData("pl-ö1")]
    public void is_refused_for_what_is_no_language(string tag) =>
        Asking(Demo with { Languages = ["en", tag] }).ThenRefused("LANGUAGE_INVALID", "languages.1");

    [Theory]
    [InlineData("pl")]
    [InlineData("pt-BR")]
    [InlineData("sr-Latn-RS")]
    public void takes_language_tags_as_they_are_written(string tag) => Asking(Demo with { Languages = [tag] }).ThenDone();
}

public sealed class Describing_a_network
{
    private static readonly Describe Nothing = new(default, default, default);

    private static Story Asking(Command command, Actor? by = null) => Town.Founded.Story().When(by ?? Actor.Operator, command);

    [Fact]
    public void tells_only_what_changed() => Asking(new Describe("Kręgi", default, "Europe/Warsaw"))
        .Then(new NetworkEvent.Described(Town.Founded.State.Network!.Id, "Kręgi", default, default)).AndAgain().ThenNothing();

    [Fact]
    public void changes_nothing_when_nothing_is_given() => Asking(Nothing).ThenNothing();

    [Fact]
    public void is_for_those_who_run_the_network()
    {
        Asking(Nothing with { Name = "New" }, Town.Founded.Olga.As()).ThenDone();
        Asking(Nothing with { Name = "New" }, Town.Founded.Rita.As()).ThenRefused("NOT_ALLOWED");
        Asking(Nothing with { Name = "New" }, Actor.Clock).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void keeps_at_least_one_language() => Asking(Nothing with { Languages = new ValueList<string>([]) }).ThenRefused("REQUIRED", "languages");

    [Fact]
    public void takes_text_only_as_name()
    {
        Asking(Nothing with { Name = "a\nb" }).ThenRefused("NOT_TEXT", "name");
        Asking(Nothing with { Name = "half \ud83d" }).ThenRefused("NOT_TEXT", "name");
        Asking(Nothing with { Name = new string('a', 201) }).ThenRefused("TOO_LONG", "name");
    }

    [Fact]
    public void takes_a_reason_of_text_only()
    {
        Town.Founded.Story().When(Actor.Operator, Nothing with { Name = "New" }, why: new string('y', 1001)).ThenRefused("TOO_LONG", "why");
        Town.Founded.Story().When(Actor.Operator, Nothing with { Name = "New" }, why: "\ud83d").ThenRefused("NOT_TEXT", "why");
    }
}

public sealed class Regions
{
    private static readonly Town Town = Town.Founded;

    private static Story Asking(Command command, Actor? by = null) => Town.Story().When(by ?? Actor.Operator, command);

    private static string Neighbours(NetworkState state, string code) => string.Join(' ', state.Network!.Regions[code].Neighbours);

    [Fact]
    public void are_defined_once() => Asking(new DefineRegion("PL21", "Małopolskie", "PL", ["PL51", "PL52"], false)).ThenOnce();

    [Fact]
    public void border_both_ways() => Asking(new DefineRegion("PL21", "Małopolskie", "PL", ["PL51"], false))
        .And(state => Assert.Equal("PL21 PL52", Neighbours(state, "PL51")))
        .When(Actor.Operator, new DefineRegion("PL51", "Dolnośląskie", "PL", ["PL21"], false))
        .And(state => Assert.Equal("", Neighbours(state, "PL52")))
        .When(Actor.Operator, new RemoveRegion("PL21"))
        .And(state => Assert.Equal("", Neighbours(state, "PL51")));

    [Fact]
    public void are_redefined_only_when_something_is_new() => Asking(new DefineRegion("PL51", "Dolnośląskie", "PL", ["PL52"], false)).ThenNothing();

    [Fact]
    public void are_for_those_who_run_the_network() => Asking(new DefineRegion("XX", "X", null, [], false), Town.Rita.As()).ThenRefused("NOT_ALLOWED");

    [Fact]
    public void lie_and_border_only_where_there_are_regions() => Asking(new DefineRegion("XX", "X", "YY", ["ZZ"], false))
        .ThenRefusedFor("REGION_UNKNOWN parent", "REGION_UNKNOWN neighbours");

    [Fact]
    public void border_not_on_themselves() => Asking(new DefineRegion("PL", "Poland", null, ["PL"], false)).ThenRefused("REGION_UNKNOWN", "neighbours");

    [Fact]
    public void lie_not_inside_themselves()
    {
        Asking(new DefineRegion("PL", "Poland", "PL51", [], false)).ThenRefused("REGION_INSIDE_ITSELF", "parent");
        Asking(new DefineRegion("PL", "Poland", "PL", [], false)).ThenRefused("REGION_INSIDE_ITSELF", "parent");
    }

    [Fact]
    public void differ_by_every_character_whatever_the_culture_thinks() =>
        Asking(new DefineRegion("P\u200BL", "Poland, almost", null, [], false)).ThenDone()
            .When(Actor.Operator, new DefineRegion("XX", "X", null, ["PL", "P\u200BL"], false)).ThenDone()
            .And(state => Assert.Equal(2, state.Network!.Regions["XX"].Neighbours.Count));

    [Fact]
    public void are_removed_once() =>
        Asking(new DefineRegion("XX", "X", null, [], false)).When(Actor.Operator, new RemoveRegion("XX")).ThenOnce();

    [Fact]
    public void stay_while_anything_lies_in_them()
    {
        Asking(new RemoveRegion("PL")).ThenRefused("REGION_IN_USE", "code");
        Asking(new RemoveRegion("IL")).ThenRefused("REGION_IN_USE", "code");
        Asking(new RemoveRegion("PL51")).ThenRefused("REGION_IN_USE", "code");
        Asking(new RemoveRegion("PL52")).ThenDone();
    }

    [Fact]
    public void stay_while_a_client_administers_them() =>
        Asking(new AccessCommand.RegisterClient("Script", [new Grant(Role.RegionalAdmin, "PL52")])).ThenDone()
            .When(Actor.Operator, new RemoveRegion("PL52")).ThenRefused("REGION_IN_USE", "code");

    [Fact]
    public void hold_what_lies_below_them()
    {
        var network = Town.State.Network!;
        Assert.True(network.Within("PL51", "PL"));
        Assert.True(network.Within("PL", "PL"));
        Assert.False(network.Within("PL", "PL51"));
        Assert.False(network.Within(null, "PL"));
        Assert.False(network.Within("nowhere", "PL"));
    }

    [Fact]
    public void are_at_most_two_thousand()
    {
        var story = Asking(new DefineRegion("R", "R", null, [], false));
        var many = Enumerable.Range(story.State.Network!.Regions.Count, Limits.RegionsMax - story.State.Network.Regions.Count)
            .Select(i => new Region($"R{i}", "R", null, [], false));
        var full = story.State with { Network = story.State.Network with { Regions = story.State.Network.Regions.AddRange(many.Select(r => KeyValuePair.Create(r.Code, r))) } };
        Story.Given(full).When(Actor.Operator, new DefineRegion("one-more", "R", null, [], false)).ThenRefused("TOO_MANY", "code");
    }
}
