using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;

namespace Circles.Grains.Tests.Access;

public sealed class Explaining_who_sees_what
{
    private static readonly Town Town = Town.Full(Town.LsePack, CircleAudience.Closed);
    private static readonly Town Secret = Town.Full(Town.LsePack, CircleAudience.Secret);

    [Fact]
    public void tells_the_ground_that_decides()
    {
        Assert.Equal([Audience.Member], Why(Town, Town.Maja, Town.Group, Town.Ben));
        Assert.Equal([Audience.InvitedAdviser], Why(Town, Town.Maja, Town.Group, Town.Ada));
        Assert.Equal([], Why(Town, Town.Maja, Town.Group, Town.Adam));
        Assert.Equal([Audience.ManagerInTheRing], Why(Town, Town.Maja, Town.State.DiaryBySession[Town.InvitedTo], Town.Maja));
        Assert.Equal([Audience.Themselves, Audience.Fellow], Why(Town, Town.Ben, Town.Ben, Town.Ben));
    }

    [Fact]
    public void tells_everybody_why_they_see_what_they_see() =>
        Assert.Equal([Audience.AdminByName], Why(Town, Town.Rita, Town.Group, Town.Rita));

    /// <summary>Why another sees a circle tells who is in it; why they see a person, who meets them.</summary>
    [Fact]
    public void tells_nobody_of_relations_who_may_not_see_them()
    {
        foreach (var asker in (Id<Person>[])[Town.Olga, Town.Rita, Town.Marek])
        {
            Assert.Null(Why(Town, asker, Town.Group, Town.Ben));
            Assert.Null(Why(Town, asker, Town.Ben, Town.Cyla));
        }
    }

    [Fact]
    public void tells_the_rule_to_those_who_run_the_thing_or_the_network()
    {
        Assert.Contains(Audience.InvitedAdviser, Explanation.WhoCanSee(Town.State, Town.Maja.As(), Town.Group)!);
        Assert.Contains(Audience.InvitedAdviser, Explanation.WhoCanSee(Town.State, Town.Olga.As(), Town.Group)!);
        Assert.Null(Explanation.WhoCanSee(Town.State, Town.Ben.As(), Town.Group));
        Assert.Null(Explanation.WhoCanSee(Town.State, Town.Otto.As(), Town.Group));
    }

    [Fact]
    public void tells_of_what_is_hidden_what_it_tells_of_what_never_was()
    {
        Assert.Null(Explanation.WhoCanSee(Secret.State, Secret.Olga.As(), Secret.Group));
        Assert.Null(Why(Secret, Secret.Olga, Secret.Group, Secret.Olga));
        Assert.Null(Why(Secret, Secret.Olga, new AnyId("cir", 7), Secret.Olga));
        Assert.Null(Why(Secret, Secret.Maja, Secret.Group, new(7)));
    }

    private static IEnumerable<Audience>? Why(Town town, Id<Person> asker, AnyId id, Id<Person> person) =>
        Explanation.Why(town.State, asker.As(), id, person);
}
