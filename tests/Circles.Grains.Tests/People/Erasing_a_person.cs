using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using static Circles.Grains.People.PersonCommand;

namespace Circles.Grains.Tests.People;

public sealed class Erasing_a_person
{
    private static readonly Town Town = Town.Lse;

    private static Story Asking(Actor by, Id<Person>? person = null) => Town.Story().When(by, new Erase(person ?? Town.Mia));

    [Fact]
    public void is_for_the_person_and_for_who_runs_the_network()
    {
        Asking(Town.Mia.As()).ThenDone();
        Asking(Town.Olga.As()).ThenDone();
        Asking(Actor.Operator).ThenDone();
        Asking(Town.Rita.As()).ThenRefused("NOT_ALLOWED");
        Asking(Town.Maja.As()).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void tells_nothing_of_somebody_who_may_not_be_seen()
    {
        Asking(Town.Raul.As()).ThenRefused("NOT_FOUND", "person");
        Asking(Actor.Operator, new(7)).ThenRefused("NOT_FOUND", "person");
    }

    [Fact]
    public void is_done_once() => Asking(Actor.Operator).ThenOnce();

    [Fact]
    public void takes_identity_roles_and_tokens_and_leaves_the_seat()
    {
        var town = Town.Lse;
        var token = new AccessCommand.IssueToken(new Actor.Member(town.Mia), "Mia's phone", new string('f', 64), null);
        town.Story().When(Actor.Operator, token).ThenDone()
            .When(Actor.Operator, new AccessCommand.GrantRole(town.Mia, new Grant(Role.Reader))).ThenDone()
            .When(town.Mia.As(), new Erase(town.Mia)).ThenDone()
            .And(state =>
            {
                var erased = state.People[town.Mia];
                Assert.Equal((Gone.Text, null, null), (erased.Name, erased.Email, erased.Reference));
                Assert.Equal(PersonProfile.Empty with { Region = "PL51" }, erased.Profile);
                Assert.Empty(erased.Affiliations);
                Assert.NotNull(erased.ErasedAt);
                Assert.False(state.PersonByEmail.ContainsKey("mia@example.org"));
                Assert.False(state.Grants.ContainsKey(town.Mia));
                var revoked = Assert.Single(state.Tokens.Values, it => it.Bearer == new Actor.Member(town.Mia));
                Assert.NotNull(revoked.RevokedAt);
                Assert.Equal(Gone.Text, revoked.Label);
                Assert.Equal([town.Mia], state.Erased.Keys.Select(id => id.Is<Person>(out var person) ? person : default));
                Assert.Equal(town.State.CirclesByPerson[town.Mia], state.CirclesByPerson[town.Mia]);
            });
    }

    [Fact]
    public void withdraws_what_is_open_and_leaves_what_was_decided()
    {
        var before = Town.State.Applications.Values.Count(it => it.Person == Town.Mia);
        Asking(Actor.Operator).ThenDone().And(state =>
        {
            var theirs = state.Applications.Values.Where(it => it.Person == Town.Mia).ToList();
            Assert.Equal(before, theirs.Count);
            Assert.DoesNotContain(theirs, it => it.Status == ApplicationStatus.Open || it.Motivation is not null);
        });
    }

    [Fact]
    public void leaves_nothing_to_be_added_to()
    {
        Update change = new(Town.Mia, "M", default, default, default, default, default, default, default, default);
        Asking(Actor.Operator).ThenDone().When(Actor.Operator, change).ThenRefused("PERSON_ERASED", "person");
        Asking(Actor.Operator).ThenDone()
            .When(Actor.Operator, new AccessCommand.IssueToken(new Actor.Member(Town.Mia), "again", new string('e', 64), null))
            .ThenRefused("PERSON_ERASED", "person");
        Asking(Actor.Operator).ThenDone()
            .When(Actor.Operator, new AccessCommand.GrantRole(Town.Mia, new Grant(Role.Reader))).ThenRefused("PERSON_ERASED", "person");
    }

    [Fact]
    public void takes_them_out_of_the_past_as_well()
    {
        Asking(Actor.Operator).ThenDone().And(today =>
        {
            var past = PastState.Of(Town.State, today);
            Assert.Equal(Gone.Text, past.People[Town.Mia].Name);
            Assert.Equal("Ben", past.People[Town.Ben].Name);
        });
    }
}
