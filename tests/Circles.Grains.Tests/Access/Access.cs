using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;
using static Circles.Grains.Access.AccessCommand;

namespace Circles.Grains.Tests.Access;

public sealed class A_role
{
    private static readonly Town Town = Town.Founded;
    private static readonly Grant Admin = new(Role.RegionalAdmin, "PL52");

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Olga).As(), command);

    [Fact]
    public void is_granted_once_and_ended_once() => Asking(new GrantRole(Town.Mia, Admin)).ThenOnce()
        .And(state => Assert.True(Authority.RunsRegion(state, Town.Mia.As(), "PL52")))
        .And(state => Assert.False(Authority.RunsRegion(state, Town.Mia.As(), "PL")))
        .When(Town.Olga.As(), new EndRole(Town.Mia, Admin)).ThenOnce()
        .And(state => Assert.False(state.Grants.ContainsKey(Town.Mia)));

    [Fact]
    public void holds_below_its_region() => Asking(new GrantRole(Town.Mia, new(Role.RegionalAdmin, "PL")))
        .And(state => Assert.True(Authority.RunsRegion(state, Town.Mia.As(), "PL52")))
        .And(state => Assert.False(Authority.RunsRegion(state, Town.Mia.As(), "IL")));

    [Fact]
    public void has_a_region_exactly_when_it_is_a_regions()
    {
        Asking(new GrantRole(Town.Mia, new(Role.RegionalAdmin))).ThenRefused("REQUIRED", "region");
        Asking(new GrantRole(Town.Mia, new(Role.RegionalAdmin, "XX"))).ThenRefused("REGION_UNKNOWN", "region");
        Asking(new GrantRole(Town.Mia, new(Role.Reader, "PL"))).ThenRefused("ROLE_HAS_NO_REGION", "region");
    }

    [Fact]
    public void is_granted_by_those_who_run_the_network_to_its_people()
    {
        Asking(new GrantRole(Town.Mia, Admin), Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(new EndRole(Town.Raul, new(Role.RegionalAdmin, "IL")), Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(new GrantRole(new(7), Admin)).ThenRefused("NOT_FOUND", "person");
        Asking(new EndRole(new(7), Admin)).ThenRefused("NOT_FOUND", "person");
    }

    [Fact]
    public void is_a_clients_too()
    {
        Asking(new RegisterClient("Script", [new(Role.RegionalAdmin, "IL"), new(Role.RegionalAdmin, "IL")])).ThenOnce();
        Asking(new RegisterClient("", [])).ThenRefusedFor("REQUIRED name", "REQUIRED grants");
        Asking(new RegisterClient("S", [new(Role.Reader), new(Role.Reader, "PL")])).ThenRefused("ROLE_HAS_NO_REGION", "grants.1.region");
        Asking(new RegisterClient("S", [new(Role.Reader)]), Town.Rita).ThenRefused("NOT_ALLOWED");
    }
}

public sealed class A_token
{
    private static readonly Town Town = Town.Founded;
    private static readonly string Hash = new('a', 64);
    private static readonly IssueToken ForMia = new(Town.Mia.As(), "Phone", Hash, null);

    private static Story Asking(Command command, Actor? by = null) => Town.Story().When(by ?? Actor.Operator, command);

    [Fact]
    public void is_issued_once_and_revoked_once()
    {
        var story = Asking(ForMia).ThenOnce();
        var token = story.Made<Token>();
        Assert.True(story.State.Tokens[token].IsGoodAt(story.Now));
        story.When(Town.Mia.As(), new RevokeToken(token)).ThenOnce();
        Assert.False(story.State.Tokens[token].IsGoodAt(story.Now));
    }

    [Fact]
    public void speaks_for_somebody_who_is_there()
    {
        Asking(ForMia with { Bearer = new Actor.Program(Town.Portal) }).ThenDone();
        Asking(ForMia with { Bearer = new Actor.Program(new(7)) }).ThenRefused("NOT_FOUND", "bearer");
        Asking(ForMia with { Bearer = new Actor.Member(new(7)) }).ThenRefused("NOT_FOUND", "bearer");
        Asking(ForMia with { Bearer = Actor.Clock }).ThenRefused("NOT_FOUND", "bearer");
    }

    [Fact]
    public void has_a_label_a_hash_and_an_end_to_come() => Asking(new IssueToken(Town.Mia.As(), "", "A1", Story.Noon))
        .ThenRefusedFor("REQUIRED label", "TOKEN_HASH_INVALID hash", "EXPIRES_IN_THE_PAST expiresAt");

    [Fact]
    public void speaks_for_one_bearer_only() =>
        Asking(ForMia).When(Actor.Operator, ForMia with { Bearer = Town.Ben.As() }).ThenRefused("TOKEN_TAKEN", "hash");

    [Fact]
    public void of_the_platform_is_the_platforms_own()
    {
        Asking(ForMia with { Bearer = Actor.Operator }, Town.Olga.As()).ThenRefused("NOT_ALLOWED");
        var story = Asking(ForMia with { Bearer = Actor.Operator }).ThenDone();
        var token = story.Made<Token>();
        story.When(Town.Olga.As(), new RevokeToken(token)).ThenRefused("NOT_FOUND", "token");
        story.When(Actor.Operator, new RevokeToken(token)).ThenDone();
    }

    [Fact]
    public void is_nobody_elses_business()
    {
        Asking(ForMia, Town.Rita.As()).ThenRefused("NOT_ALLOWED");
        Asking(ForMia, Town.Ben.As()).ThenRefused("NOT_ALLOWED");
        var story = Asking(ForMia);
        var token = story.Made<Token>();
        story.When(Town.Ben.As(), new RevokeToken(token)).ThenRefused("NOT_FOUND", "token")
            .When(Town.Ben.As(), new RevokeToken(new(7))).ThenRefused("NOT_FOUND", "token");
    }

    [Fact]
    public void works_until_its_end()
    {
        var token = new Token(new(1), Hash, Town.Mia.As(), "x", Actor.Operator, Story.Noon, Story.Noon + Duration.FromHours(1), null);
        Assert.True(token.IsGoodAt(Story.Noon + Duration.FromMinutes(59)));
        Assert.False(token.IsGoodAt(Story.Noon + Duration.FromHours(1)));
    }
}
