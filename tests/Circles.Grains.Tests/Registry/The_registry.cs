using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.People;
using Circles.Grains.Registry;
using NodaTime;
using static Circles.Grains.Registry.RegistryCommand;

namespace Circles.Grains.Tests.Registry;

public sealed class The_registry
{
    private static readonly NetworkState Platform = Story.Given(NetworkState.Empty)
        .When(Actor.Operator, new NetworkCommand.Found(Network.Platform, "Platform", ["en"], "Etc/UTC")).ThenDone()
        .When(Actor.Operator, new Register(["first", "second"])).ThenOnce().State;

    private static Story Asking(Command command, Actor? by = null) => Story.Given(Platform).When(by ?? Actor.Operator, command);

    private static RegisteredNetwork In(NetworkState state, string slug) => state.Registered[state.RegisteredBySlug[slug]];

    [Fact]
    public void holds_each_network_once() =>
        Asking(new Register(["second", "third", "third"])).ThenOnce().And(state => Assert.Equal(
            ["first", "second", "third"], state.Registered.Values.Select(network => network.Slug).Order(StringComparer.Ordinal)));

    [Fact]
    public void is_kept_by_the_platforms_operator_and_nowhere_else()
    {
        Asking(new Register(["third"]), Actor.Clock).ThenRefused("NOT_ALLOWED");
        Asking(new Register([])).ThenRefused("REQUIRED", "slugs");
        Town.Founded.Story().When(Actor.Operator, new Register(["third"])).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void tells_since_when_and_why_a_network_is_suspended() => Asking(new Suspend("first", "Unpaid")).ThenOnce()
        .And(state => Assert.Equal(
            (NetworkStanding.Suspended, "Unpaid", Story.Noon),
            (In(state, "first").Standing, In(state, "first").Because, In(state, "first").Since)));

    [Fact]
    public void opens_a_suspended_network_again() => Asking(new Suspend("first", "Unpaid")).ThenDone()
        .Later(Duration.FromDays(1)).When(Actor.Operator, new Resume("first")).ThenOnce()
        .And(state => Assert.Equal(
            (NetworkStanding.Active, null, Story.Noon + Duration.FromDays(1)),
            (In(state, "first").Standing, In(state, "first").Because, In(state, "first").Since)));

    [Fact]
    public void never_opens_a_closed_network_again() => Asking(new Close("first", "It is over")).ThenOnce()
        .When(Actor.Operator, new Resume("first")).ThenRefused("NETWORK_IS_CLOSED", "slug")
        .When(Actor.Operator, new Suspend("first", "Unpaid")).ThenRefused("NETWORK_IS_CLOSED", "slug")
        .When(Actor.Operator, new Register(["first"])).ThenNothing();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void wants_to_know_why(string because)
    {
        Asking(new Suspend("first", because)).ThenRefused("REQUIRED", "because");
        Asking(new Close("first", because)).ThenRefused("REQUIRED", "because");
    }

    [Fact]
    public void answers_others_as_if_no_network_were_there()
    {
        foreach (var command in (Command[])[new Suspend("first", "Unpaid"), new Resume("first"), new Close("first", "Over")])
        {
            Asking(command, Actor.Clock).ThenRefused("NOT_FOUND", "slug");
            Town.Founded.Story().When(Town.Founded.Olga.As(), command).ThenRefused("NOT_FOUND", "slug");
        }

        Asking(new Suspend("absent", "Unpaid")).ThenRefused("NOT_FOUND", "slug");
        Assert.NotNull(Visibility.Find(Platform, Actor.Operator, In(Platform, "first").Id));
        Assert.Null(Visibility.Find(Platform, Actor.Clock, In(Platform, "first").Id));
    }
}

public sealed class A_networks_quotas
{
    private static readonly Town Town = Town.Founded;

    private static readonly PersonCommand.Register Eve = new("Eve", null, null, PersonProfile.Empty, []);

    private static NetworkCommand.SetQuotas People(int? most) => new(new Quotas(most, CostPerMinute: null));

    [Fact]
    public void are_the_platforms_operators_to_set() => Town.Story().When(Town.Olga.As(), People(5)).ThenRefused("NOT_ALLOWED")
        .When(Actor.Operator, People(5)).ThenOnce().And(state => Assert.Equal(5, state.Network!.Quotas.People));

    [Fact]
    public void are_at_least_one() => Town.Story().When(Actor.Operator, new NetworkCommand.SetQuotas(new Quotas(0, -1)))
        .ThenRefusedFor("QUOTA_TOO_SMALL people", "QUOTA_TOO_SMALL costPerMinute");

    [Fact]
    public void keep_newcomers_out_and_nobody_who_is_there()
    {
        var story = Town.Story().When(Actor.Operator, People(Town.State.People.Count)).ThenDone()
            .When(Town.Olga.As(), Eve).ThenRefused("PEOPLE_QUOTA_REACHED");
        story.When(Actor.Operator, People(Town.State.People.Count + 1)).ThenDone()
            .When(Town.Olga.As(), Eve).ThenOnce()
            .When(Actor.Operator, People(1)).ThenDone()
            .When(Town.Olga.As(), Eve with { Name = "Iwo" }).ThenRefused("PEOPLE_QUOTA_REACHED")
            .When(Actor.Operator, People(null)).ThenDone()
            .When(Town.Olga.As(), Eve with { Name = "Iwo" }).ThenDone();
    }
}
