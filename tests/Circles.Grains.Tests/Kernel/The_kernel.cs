using System.Collections.Immutable;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Tests;

public sealed class An_id
{
    [Theory]
    [InlineData("0", "per_00000000000000000000000000")]
    [InlineData("31", "per_0000000000000000000000000z")]
    [InlineData("340282366920938463463374607431768211455", "per_7zzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void has_one_spelling(string value, string text)
    {
        var id = new Id<Person>(UInt128.Parse(value));
        Assert.Equal(text, id.ToString());
        Assert.Equal(id, Id<Person>.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("per_8zzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("per_0000000000000000000000000Z")]
    [InlineData("per_0000000000000000000000000i")]
    [InlineData("per_000000000000000000000000l")]
    [InlineData("per_000000000000000000000000000")]
    [InlineData("per-00000000000000000000000000")]
    [InlineData("PER_00000000000000000000000000")]
    [InlineData("cir_00000000000000000000000000")]
    [InlineData(" per_00000000000000000000000000")]
    public void has_no_other(string? text) => Assert.False(Id<Person>.TryParse(text, out _));

    [Fact]
    public void of_no_known_kind_is_still_an_id_that_names_nothing()
    {
        Assert.True(AnyId.TryParse("xyz_00000000000000000000000001", out var id));
        Assert.False(id.Is<Person>(out _));
        Assert.Throws<FormatException>(() => Id<Person>.Parse("xyz_00000000000000000000000001"));
    }

    [Fact]
    public void sorts_by_the_time_it_was_made()
    {
        var ids = Enumerable.Range(0, 200).Select(i => new Id<Person>((UInt128)1 << (i % 128))).Order().ToList();
        Assert.Equal(ids.Select(id => id.ToString()), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
    }
}

public sealed class Values
{
    [Fact]
    public void in_lists_are_equal_in_the_same_order()
    {
        ValueList<int> list = [1, 2];
        Assert.Equal(list, [1, 2]);
        Assert.NotEqual(list, [2, 1]);
        Assert.Equal(list.GetHashCode(), ((ValueList<int>)[1, 2]).GetHashCode());
        Assert.Equal(default, (ValueList<int>)[]);
        Assert.Equal([1], list.Remove(2));
        Assert.Empty(default(ValueList<int>));
    }

    [Fact]
    public void in_several_languages_are_equal_in_any_order()
    {
        var one = new Texts(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("en", "a").Add("zh-Hant", "b").Add("zha", "c"));
        var other = new Texts(ImmutableSortedDictionary.Create<string, string>(StringComparer.InvariantCulture).Add("zha", "c").Add("zh-Hant", "b").Add("en", "a"));
        Assert.Equal(one, other);
        Assert.Equal("b", one.In("zh-Hant"));
        Assert.Equal("a", one.In("pl"));
    }

    [Fact]
    public void of_actors_are_read_as_they_are_written()
    {
        foreach (var actor in (Actor[])[Actor.Operator, Actor.Clock, new Actor.Member(new(7)), new Actor.Program(new(7))])
            Assert.Equal(actor, Actor.Parse(actor.ToString()!));
        Assert.Throws<FormatException>(() => Actor.Parse("Operator"));
    }

    [Fact]
    public void of_a_patch_are_kept_only_where_they_change_something()
    {
        Assert.Equal(default, new Patch<string?>(true, "a").Against("a"));
        Assert.Equal(new Patch<string?>(true, null), new Patch<string?>(true, null).Against("a"));
        Assert.Equal("a", default(Patch<string?>).Or("a"));
    }
}

public sealed class An_idempotency_key
{
    private static readonly Town Town = Town.Founded;
    private static readonly IdempotencyKey Key = new("k", "hash-1");
    private static readonly OrganisationCommand Hub = new OrganisationCommand.Register("Hub", OrganisationKind.Hub);

    private static Story First => Town.Story().When(Actor.Operator, Hub, key: Key).ThenDone();

    [Fact]
    public void with_the_same_input_gets_the_first_answer()
    {
        var story = First;
        var made = story.Made<Organisation>();
        story.When(Actor.Operator, Hub, key: Key).ThenNothing();
        Assert.Equal(made, story.Made<Organisation>());
    }

    [Fact]
    public void with_other_input_is_refused() =>
        First.When(Actor.Operator, Hub, key: Key with { InputHash = "hash-2" }).ThenRefused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");

    [Fact]
    public void is_the_actors_own() => First.When(Town.Olga.As(), Hub, key: Key with { InputHash = "hash-2" }).ThenDone();

    [Fact]
    public void is_remembered_for_seven_days() => First
        .Later(Limits.ReceiptKept).When(Actor.Operator, Hub, key: Key).ThenNothing()
        .Later(Duration.FromTicks(1)).When(Actor.Operator, Hub, key: Key with { InputHash = "hash-2" }).ThenDone()
        .And(state => Assert.Single(state.Receipts)).And(state => Assert.Single(state.ReceiptAges))
        .When(Actor.Operator, Hub, key: Key).ThenRefused("IDEMPOTENCY_KEY_REUSED");

    [Fact]
    public void is_not_used_up_by_a_refusal() =>
        Town.Story().When(Actor.Operator, new OrganisationCommand.Register("", OrganisationKind.Hub), key: Key).ThenRefused("REQUIRED")
            .When(Actor.Operator, Hub, key: Key with { InputHash = "hash-2" }).ThenDone();

    [Theory]
    [InlineData(0, 'x')]
    [InlineData(129, 'x')]
    [InlineData(3, '\ud83d')]
    public void is_a_short_text(int length, char of) =>
        Town.Story().When(Actor.Operator, Hub, key: Key with { Text = new string(of, length) }).ThenRefused("IDEMPOTENCY_KEY_INVALID");

    [Fact]
    public void stands_on_the_first_event_only()
    {
        var rows = new global::Circles.Grains.Imports.ImportRow(2, ImmutableSortedDictionary<string, string>.Empty.Add("name", "A").Add("kind", "hub").Add("headline", "h"));
        var outcome = Domain.Handle(Town.State, new Envelope(
            new global::Circles.Grains.Imports.ImportCommand.Commit(null, default, "f", [rows]), Actor.Operator, Town.Now, Story.SeedOn(Town.State), "why", Key));
        Assert.Equal([Key, null, null], outcome.Happened.Select(happened => happened.Key));
        Assert.All(outcome.Happened, happened => Assert.Equal(Story.SeedOn(Town.State), happened.Command));
    }
}
