using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.People;
using Circles.Grains.SignIn;
using NodaTime;
using static Circles.Grains.SignIn.SignInCommand;

namespace Circles.Grains.Tests.SignIn;

public sealed class A_provider_of_identities
{
    private static readonly Town Town = Town.Founded;
    private static readonly TrustIssuer Trust = new("https://id.example/realms/a", "https://circles.example", "sub", false);

    private static Story Trusted => Town.Story().When(Town.Olga.As(), Trust);

    [Fact]
    public void is_trusted_once_and_the_trust_ended_once()
    {
        var story = Trusted.ThenOnce();
        var issuer = Trusted.Made<Issuer>();
        story.When(Town.Olga.As(), new LinkIdentity(Town.Mia, issuer, "m-1")).ThenOnce()
            .And(state => Assert.Equal(Town.Mia, state.PersonByIdentity[new(issuer, "m-1")]))
            .When(Town.Olga.As(), new EndTrust(issuer)).ThenOnce()
            .And(state => Assert.Null(Issuer.Trusted(state, Trust.Address)))
            .And(state => Assert.Empty(state.PersonByIdentity));
    }

    [Fact]
    public void is_changed_under_the_same_address_and_made_anew_after_its_end()
    {
        var issuer = Trusted.Made<Issuer>();
        var story = Trusted.When(Town.Olga.As(), Trust with { TrustsEmail = true, SubjectClaim = "oid" }).ThenOnce()
            .And(state => Assert.Equal((issuer, "oid", true), (state.Issuers[issuer].Id, state.Issuers[issuer].SubjectClaim, state.Issuers[issuer].TrustsEmail)));
        story.When(Town.Olga.As(), new EndTrust(issuer)).When(Town.Olga.As(), Trust).ThenDone();
        Assert.NotEqual(issuer, story.Made<Issuer>());
    }

    [Theory]
    [InlineData("http://id.example")]
    [InlineData("http://localhost.example")]
    [InlineData("https://user@id.example")]
    [InlineData("https://id.example?x=1")]
    [InlineData("https://id.example#x")]
    [InlineData("https://id.example\\x")]
    [InlineData("HTTPS://id.example")]
    [InlineData("ftp://id.example")]
    [InlineData("id.example")]
    [InlineData("https://")]
    public void has_an_address_of_https(string address) =>
        Town.Story().When(Town.Olga.As(), Trust with { Address = address }).ThenRefused("ISSUER_INVALID", "address");

    [Fact]
    public void may_be_on_the_same_machine_without_encryption() =>
        Town.Story().When(Town.Olga.As(), Trust with { Address = "http://127.0.0.1:8080/realms/a" }).ThenDone();

    [Fact]
    public void is_the_business_of_those_who_run_the_network()
    {
        var issuer = Trusted.Made<Issuer>();
        foreach (var command in (Command[])[Trust, new EndTrust(issuer), new LinkIdentity(Town.Mia, issuer, "m"), new UnlinkIdentity(Town.Mia, issuer, "m")])
            Trusted.When(Town.Rita.As(), command).ThenRefused("NOT_ALLOWED");
        Trusted.And(state => Assert.True(SignInVisibility.CanSee(state, Town.Olga.As(), state.Issuers[issuer])))
            .And(state => Assert.False(SignInVisibility.CanSee(state, Town.Mia.As(), state.Issuers[issuer])));
    }

    [Fact]
    public void knows_each_person_of_the_network_under_names_of_its_own()
    {
        var issuer = Trusted.Made<Issuer>();
        var linked = Trusted.When(Town.Olga.As(), new LinkIdentity(Town.Mia, issuer, "m-1")).ThenDone();
        linked.When(Town.Olga.As(), new LinkIdentity(Town.Ben, issuer, "m-1")).ThenRefused("IDENTITY_TAKEN", "subject");
        linked.When(Town.Olga.As(), new LinkIdentity(Town.Mia, issuer, "")).ThenRefused("REQUIRED", "subject");
        linked.When(Town.Olga.As(), new LinkIdentity(new(7), issuer, "x")).ThenRefused("NOT_FOUND", "person");
        linked.When(Town.Olga.As(), new LinkIdentity(Town.Mia, new(7), "x")).ThenRefused("NOT_FOUND", "issuer");
        linked.When(Town.Olga.As(), new UnlinkIdentity(Town.Mia, issuer, "m-1")).ThenOnce()
            .When(Town.Olga.As(), new LinkIdentity(Town.Ben, issuer, "m-1")).ThenDone();
    }

    [Fact]
    public void forgets_a_person_who_is_removed()
    {
        var issuer = Trusted.Made<Issuer>();
        Trusted.When(Town.Olga.As(), new LinkIdentity(Town.Otto, issuer, "o-1")).When(Town.Olga.As(), new PersonCommand.Remove(Town.Otto)).ThenDone()
            .And(state => Assert.Empty(state.PersonByIdentity))
            .And(state => Assert.Empty(state.Identities));
    }

    [Fact]
    public void is_one_of_a_few()
    {
        var story = Town.Story();
        for (var i = 0; i < Limits.SignIn.IssuersMax; i++) story.When(Town.Olga.As(), Trust with { Address = $"https://{i}.example" }).ThenDone();
        story.When(Town.Olga.As(), Trust).ThenRefused("TOO_MANY", "address");
    }
}

public sealed class A_secret
{
    private static readonly Town Town = Town.Founded;
    private static readonly AddSecret ForPortal = new(Town.Portal, "Server", Hash('a'), [], null);
    private static readonly Actor Portal = new Actor.Program(Town.Portal);

    private static Story Added => Town.Story().When(Town.Olga.As(), ForPortal);

    private static Id<Secret> Id => Added.Made<Secret>();

    [Fact]
    public void is_added_once_and_revoked_once_with_its_tokens() => Added.ThenOnce()
        .When(Portal, new FetchToken(Id, Hash('t'), [])).ThenOnce()
        .And(state => Assert.Equal(Id, state.SecretByToken[Hash('t')]))
        .When(Town.Olga.As(), new RevokeSecret(Id)).ThenOnce()
        .And(state => Assert.False(state.Secrets[Id].IsGoodAt(Story.Noon)))
        .And(state => Assert.Empty(state.SecretByToken))
        .When(Portal, new FetchToken(Id, Hash('u'), [])).ThenRefused("NOT_FOUND", "secret");

    [Fact]
    public void is_one_of_two_that_work()
    {
        var story = Added.When(Town.Olga.As(), ForPortal with { Hash = Hash('b'), ExpiresAt = Story.Noon + Duration.FromDays(1) }).ThenDone();
        story.When(Town.Olga.As(), ForPortal with { Hash = Hash('c') }).ThenRefused("SECRETS_TOO_MANY", "client");
        story.Later(Duration.FromDays(2)).When(Town.Olga.As(), ForPortal with { Hash = Hash('c') }).ThenDone();
    }

    [Fact]
    public void has_a_label_a_hash_an_end_to_come_and_grants_of_its_client() => Town.Story()
        .When(Town.Olga.As(), new AddSecret(Town.Portal, "", "A1", [new(Role.NetworkOperator)], Story.Noon))
        .ThenRefusedFor("REQUIRED label", "TOKEN_HASH_INVALID hash", "SCOPE_NOT_GRANTED scopes.0", "EXPIRES_IN_THE_PAST expiresAt");

    [Fact]
    public void is_the_business_of_those_who_run_the_network_and_is_seen_by_its_client()
    {
        Town.Story().When(Town.Rita.As(), ForPortal).ThenRefused("NOT_FOUND", "client");
        Town.Story().When(Portal, ForPortal).ThenRefused("NOT_ALLOWED");
        Town.Story().When(Town.Olga.As(), ForPortal with { Client = new(7) }).ThenRefused("NOT_FOUND", "client");
        Added.When(Town.Rita.As(), new RevokeSecret(Id)).ThenRefused("NOT_FOUND", "secret");
        Added.When(Portal, new RevokeSecret(Id)).ThenDone();
    }

    [Fact]
    public void gives_tokens_to_its_client_alone_for_an_hour()
    {
        Added.When(Town.Olga.As(), new FetchToken(Id, Hash('t'), [])).ThenRefused("NOT_FOUND", "secret");
        Added.When(Portal, new FetchToken(new(7), Hash('t'), [])).ThenRefused("NOT_FOUND", "secret");
        Added.When(Portal, new FetchToken(Id, "A1", [])).ThenRefused("TOKEN_HASH_INVALID", "hash");
        var story = Added.When(Portal, new FetchToken(Id, Hash('t'), [])).ThenDone();
        story.And(state => Assert.Equal(Story.Noon + Limits.SignIn.ClientTokenLife, state.Secrets[Id].Tokens[0].ExpiresAt))
            .And(state => Assert.Equal(Story.Noon, state.Secrets[Id].LastUsedAt));
        story.Later(Duration.FromHours(1)).When(Portal, new FetchToken(Id, Hash('u'), [])).ThenDone()
            .And(state => Assert.Equal([Hash('u')], state.SecretByToken.Keys));
    }

    [Fact]
    public void gives_no_token_that_outlives_it()
    {
        var end = Story.Noon + Duration.FromMinutes(10);
        var story = Town.Story().When(Town.Olga.As(), ForPortal with { ExpiresAt = end });
        var id = story.Made<Secret>();
        story.When(Portal, new FetchToken(id, Hash('t'), [])).ThenDone().And(state => Assert.Equal(end, state.Secrets[id].Tokens[0].ExpiresAt));
        story.Later(Duration.FromMinutes(10)).When(Portal, new FetchToken(id, Hash('u'), [])).ThenRefused("NOT_FOUND", "secret");
    }

    [Fact]
    public void gives_so_many_tokens_and_then_none_until_they_have_run_out()
    {
        var story = Added;
        for (var i = 0; i < Limits.SignIn.ClientTokensMax; i++) story.When(Portal, new FetchToken(Id, $"{i:x64}", [])).ThenDone();
        story.When(Portal, new FetchToken(Id, Hash('f'), [])).ThenRefused("CLIENT_TOKENS_TOO_MANY");
        story.Later(Limits.SignIn.ClientTokenLife).When(Portal, new FetchToken(Id, Hash('f'), [])).ThenDone()
            .And(state => Assert.Single(state.Secrets[Id].Tokens));
    }

    [Fact]
    public void gives_tokens_that_may_do_what_the_client_the_secret_and_the_request_say()
    {
        Grant admin = new(Role.RegionalAdmin, "PL51"), reader = new(Role.Reader), elsewhere = new(Role.RegionalAdmin, "IL");
        var story = Town.Story().When(Town.Olga.As(), new AccessCommand.RegisterClient("Script", [admin, reader, elsewhere]));
        var client = story.Made<Client>();
        var by = new Actor.Program(client);
        var secret = story.When(Town.Olga.As(), new AddSecret(client, "S", Hash('a'), [admin, reader], null)).Made<Secret>();
        story.When(by, new FetchToken(secret, Hash('b'), [elsewhere])).ThenRefused("SCOPE_NOT_GRANTED", "scopes.0");
        story.When(by, new FetchToken(secret, Hash('b'), [])).And(state => Assert.Equal([admin, reader], state.Secrets[secret].Tokens[0].Scopes.Order(Comparer<Grant>.Create((a, b) => a.Role.CompareTo(b.Role)))));
        var narrow = by with { Scopes = [reader] };
        story.And(state => Assert.True(Authority.RunsRegion(state, by, "PL51")))
            .And(state => Assert.False(Authority.RunsRegion(state, narrow, "PL51")))
            .And(state => Assert.Equal([reader], Authority.GrantsOf(state, narrow)));
        Assert.Equal<Actor>(by, narrow);
    }

    private static string Hash(char letter) => new(letter switch { 't' => '1', 'u' => '2', _ => letter }, 64);
}

public sealed class A_personal_token
{
    private static readonly Town Town = Town.Founded;
    private static readonly AccessCommand.IssueToken Own = new(Town.Mia.As(), "Phone", new('a', 64), Story.Noon + Duration.FromDays(30));

    [Fact]
    public void is_issued_and_revoked_by_the_person_and_by_nobody_elses_person()
    {
        var story = Town.Story().When(Town.Mia.As(), Own).ThenOnce();
        var token = Town.Story().When(Town.Mia.As(), Own).Made<Token>();
        story.When(Town.Mia.As(), new AccessCommand.RevokeToken(token)).ThenOnce();
        Town.Story().When(Town.Ben.As(), Own).ThenRefused("NOT_ALLOWED");
        Town.Story().When(new Actor.Member(new(7)), Own with { Bearer = new Actor.Member(new(7)) }).ThenRefused("NOT_ALLOWED");
        Town.Story().When(new Actor.Program(Town.Portal), Own with { Bearer = new Actor.Program(Town.Portal) }).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void runs_out_within_a_year()
    {
        Town.Story().When(Town.Mia.As(), Own with { ExpiresAt = null }).ThenRefused("REQUIRED", "expiresAt");
        Town.Story().When(Town.Mia.As(), Own with { ExpiresAt = Story.Noon + Duration.FromDays(367) }).ThenRefused("EXPIRES_TOO_LATE", "expiresAt");
    }

    [Fact]
    public void is_one_of_a_few_that_work()
    {
        var story = Town.Story();
        for (var i = 0; i < Limits.SignIn.PersonalTokensMax; i++) story.When(Town.Mia.As(), Own with { Hash = $"{i:x64}" }).ThenDone();
        story.When(Town.Mia.As(), Own).ThenRefused("PERSONAL_TOKENS_TOO_MANY");
        story.Later(Duration.FromDays(31)).When(Town.Mia.As(), Own with { ExpiresAt = Story.Noon + Duration.FromDays(40) }).ThenDone();
    }
}

public sealed class Origins_of_pages
{
    private static readonly Town Town = Town.Founded;

    [Fact]
    public void are_allowed_by_those_who_run_the_network()
    {
        var allow = new NetworkCommand.AllowOrigins(["https://portal.example", "http://localhost:3000"]);
        Town.Story().When(Town.Olga.As(), allow).ThenOnce().And(state => Assert.Equal(allow.Origins, state.Network!.Origins))
            .When(Town.Olga.As(), new NetworkCommand.AllowOrigins([])).ThenOnce().And(state => Assert.Empty(state.Network!.Origins));
        Town.Story().When(Town.Rita.As(), allow).ThenRefused("NOT_ALLOWED");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("https://*")]
    [InlineData("https://portal.example/")]
    [InlineData("https://portal.example:443")]
    [InlineData("https://Portal.example")]
    [InlineData("http://portal.example")]
    [InlineData("https://portal.example/page")]
    [InlineData("https://user@portal.example")]
    public void are_named_as_browsers_name_them_and_never_all(string origin) =>
        Town.Story().When(Town.Olga.As(), new NetworkCommand.AllowOrigins(["https://a.example", origin])).ThenRefused("ORIGIN_INVALID", "origins.1");
}
