using System.Buffers;
using System.Text;
using System.Text.Json;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Tests;
using Circles.GraphQL.Execution;
using Circles.Schema.Packs;
using NodaTime;

namespace Circles.Schema.Tests;

/// <summary>Break-glass and the explanation of the policy, as the schema tells of them.</summary>
public sealed class Opening_and_explaining
{
    private const string Opened = "query($id: ID!) { circle(id: $id) { breakGlass { name person { name } reason by { person { name } } from until endedAt } } }";

    private static readonly GraphQLEngine Engine = new(CirclesSchema.Create(), new EngineOptions
    {
        OnException = (exception, _) => throw new InvalidOperationException("A field failed.", exception),
    });

    private static readonly PackLibrary Packs = PackLibrary.Load(Circles.Conventions.Repository.FullPath("packs"));

    [Fact]
    public void tells_the_members_to_whom_their_circle_was_opened_and_why()
    {
        var town = Town.Full(Town.StrictPack, CircleAudience.Closed);
        town.Do(town.Olga.As(), new CircleCommand.OpenTo(town.Group, town.Otto, town.Now + Duration.FromHours(1), "A report"));
        var until = (town.Now + Duration.FromHours(1)).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null);
        var from = town.Now.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null);
        Assert.Equal(
            $$$"""{"circle":{"breakGlass":[{"name":"Otto","person":null,"reason":"A report","by":{"person":null},"from":"{{{from}}}","until":"{{{until}}}","endedAt":null}]}}""",
            Ask(town, town.Ben.As(), Opened, new { id = town.Group.ToString() }));
        Assert.Equal("""{"circle":{"breakGlass":[]}}""", Ask(town, town.Rita.As(), Opened, new { id = town.Group.ToString() }));
    }

    [Theory]
    [InlineData("en", "Members of the circle see this: its mentors, mentees and peers.")]
    [InlineData("pl", "Widzą to członkowie kręgu: mentorzy, podopieczni i uczestnicy równorzędni.")]
    [InlineData("he", "חברי המעגל רואים זאת: המנטורים, החניכים והעמיתים.")]
    public void says_why_somebody_sees_a_thing_in_the_language_of_who_asks(string language, string sentence)
    {
        var town = Town.Full(Town.LsePack, CircleAudience.Secret);
        var told = Ask(
            town, town.Maja.As(), "query($id: ID!, $person: ID) { why(id: $id, person: $person) { code message } }",
            new { id = town.Group.ToString(), person = town.Ben.ToString() }, language);
        var because = Assert.Single(JsonElement.Parse(told).GetProperty("why").EnumerateArray());
        Assert.Equal(("SEEN_BY_MEMBER", sentence), (because.GetProperty("code").GetString(), because.GetProperty("message").GetString()));
    }

    [Fact]
    public void says_of_what_is_hidden_what_it_says_of_what_never_was()
    {
        var town = Town.Full(Town.LsePack, CircleAudience.Secret);
        const string document = "query($id: ID!) { whoCanSee(id: $id) { code } why(id: $id) { code } }";
        foreach (var id in (string[])[town.Group.ToString(), new AnyId("cir", 7).ToString(), "nothing"])
            Assert.Equal("""{"whoCanSee":null,"why":null}""", Ask(town, town.Olga.As(), document, new { id }));
        Assert.Contains("SEEN_BY_INVITED_ADVISER", Ask(town, town.Maja.As(), document, new { id = town.Group.ToString() }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task grants_and_lists_roles_by_scope()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, ben) = (await api.PersonAsync("Ana"), await api.PersonAsync("Ben"));
        await api.DoneAsync(
            Actor.Operator,
            """mutation($id: ID!) { grantRole(input: {person: $id, grant: {role: REGIONAL_ADMIN, region: "PL5", neighbours: true}}) { errors { code } } }""",
            new { id = ana.ToString() });
        const string list = "{ people(first: 5, filter: {role: REGIONAL_ADMIN}) { totalCount nodes { grants { role region { code } organisation { id } neighbours } } } }";
        Assert.Equal(
            """{"totalCount":1,"nodes":[{"grants":[{"role":"REGIONAL_ADMIN","region":{"code":"PL5"},"organisation":null,"neighbours":true}]}]}""",
            (await api.GetAsync(Actor.Operator, list)).GetRawText());
        Assert.Equal("""{"totalCount":0,"nodes":[]}""", (await api.GetAsync(ben, list)).GetRawText());
    }

    [Fact]
    public async Task opens_and_shuts_nothing_that_is_not_there()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        var variables = new { circle = new AnyId("cir", 7).ToString(), person = ana.ToString() };
        Assert.Equal("NOT_FOUND", await api.RefusedAsync(
            Actor.Operator,
            """
            mutation($circle: ID!, $person: ID!) {
              breakGlass(input: {circle: $circle, person: $person, until: "2100-01-01T00:00:00Z", because: "A report"}) { circle { id } errors { code } }
            }
            """,
            variables));
        Assert.Equal("NOT_FOUND", await api.RefusedAsync(
            Actor.Operator,
            "mutation($circle: ID!, $person: ID!) { endBreakGlass(input: {circle: $circle, person: $person}) { circle { id } errors { code } } }",
            variables));
    }

    private static string Ask(Town town, Actor viewer, string document, object variables, string language = "en")
    {
        var output = new ArrayBufferWriter<byte>();
        var asked = Engine.ExecuteAsync(
            new GraphQLRequest
            {
                Document = document,
                Variables = JsonSerializer.SerializeToElement(variables),
                Context = new RequestContext
                {
                    Networks = null!,
                    Network = null!,
                    Actor = viewer,
                    Language = language,
                    Packs = Packs,
                    Engine = Engine,
                    Time = TimeProvider.System,
                    Snapshot = town.State,
                },
            },
            output);
        Assert.True(asked.IsCompletedSuccessfully);
        return JsonDocument.Parse(Encoding.UTF8.GetString(output.WrittenSpan)).RootElement.GetProperty("data").GetRawText();
    }
}
