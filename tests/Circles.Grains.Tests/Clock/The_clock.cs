using Circles.Grains.Circles;
using Circles.Grains.Clock;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Tests.Clock;

public sealed class The_clock
{
    private readonly Town town = new Town().StartProgramme(Town.LsePack).FormCircles();

    [Fact]
    public void strikes_for_the_silo_alone()
    {
        foreach (var actor in (Actor[])[Actor.Operator, town.Olga.As(), town.Maja.As(), town.Mia.As(), new Actor.Program(town.Portal)])
            town.Story().When(actor, new ClockCommand.Strike()).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void strikes_only_where_there_is_a_network() =>
        Story.Given(NetworkState.Empty).When(Actor.Clock, new ClockCommand.Strike()).ThenRefused("NETWORK_UNKNOWN");

    [Fact]
    public void does_what_was_due_first_first_and_no_more_than_its_limit()
    {
        var closed = Enumerable.Range(0, Limits.StrikeMax + 50).Select(_ => Closed()).ToList();
        town.Story().At(town.Now + Duration.FromDays(1_000)).When(Actor.Clock, new ClockCommand.Strike())
            .Then([.. closed.Take(Limits.StrikeMax).Select(circle => new CircleEvent.WordsErased(circle))])
            .When(Actor.Clock, new ClockCommand.Strike())
            .Then([.. closed.Skip(Limits.StrikeMax).Select(circle => new CircleEvent.WordsErased(circle))])
            .When(Actor.Clock, new ClockCommand.Strike()).ThenNothing().And(state => Assert.Null(Due.Next(state)));
    }

    [Fact]
    public void tells_the_earliest_moment_of_all()
    {
        Closed();
        var first = Due.Next(town.State);
        Closed();
        Assert.Equal(first, Due.Next(town.State));
        Assert.Equal(2, town.State.Due.Count);
        Assert.Equal(first, Due.Next(NetworkTables.Rebuild(town.State)));
    }

    private Id<Circle> Closed()
    {
        var circle = town.Form(CircleForm.Pair, null, new(town.Marek, CircleRole.Mentor), new(town.Ben, CircleRole.Mentee));
        town.Now += Duration.FromMinutes(1);
        town.Do(town.Maja.As(), new CircleCommand.Close(circle));
        return circle;
    }
}
