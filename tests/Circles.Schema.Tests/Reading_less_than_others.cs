using Circles.Grains.Kernel;

namespace Circles.Schema.Tests;

/// <summary>Fields that fewer people see than the thing they belong to, and what could tell of them all the same.</summary>
public sealed class Reading_less_than_others
{
    private const string Wishes = "query($id: ID!) { person(id: $id) { name skills industries seeks offers } }";

    private const string Update = """
        mutation($id: ID!) { updatePerson(input: {person: $id, skills: ["tango"], seeks: ["a quiet word"]}) { errors { code } } }
        """;

    [Fact]
    public async Task finds_no_wishes_without_being_the_one_or_helping_them()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, maja) = (await api.PersonAsync("Ana"), await api.PersonAsync("Maja"));
        await api.ProgrammeAsync(maja);
        await api.DoneAsync(ana, Update, new { id = ana.ToString() });
        const string hidden = """{"name":"Ana","skills":[],"industries":[],"seeks":[],"offers":[]}""";
        const string shown = """{"name":"Ana","skills":["tango"],"industries":[],"seeks":["a quiet word"],"offers":[]}""";
        foreach (var (viewer, answer) in ((Actor, string)[])[(ana, shown), (maja, shown), (Actor.Operator, hidden)])
            Assert.Equal(answer, (await api.GetAsync(viewer, Wishes, new { id = ana.ToString() })).GetRawText());
    }

    [Theory]
    [InlineData("""{skills: ["tango"]}""")]
    [InlineData("""{seeks: ["a quiet word"]}""")]
    public async Task finds_nobody_by_what_it_may_not_see_of_them(string filter)
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        await api.DoneAsync(ana, Update, new { id = ana.ToString() });
        var document = $"{{ people(first: 5, filter: {filter}) {{ totalCount pageInfo {{ hasNextPage }} nodes {{ name }} }} }}";
        Assert.Equal(1, (await api.GetAsync(ana, document)).GetProperty("totalCount").GetInt32());
        Assert.Equal(
            """{"totalCount":0,"pageInfo":{"hasNextPage":false},"nodes":[]}""", (await api.GetAsync(Actor.Operator, document)).GetRawText());
    }

    [Fact]
    public async Task reads_no_wishes_in_the_history_either()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        await api.DoneAsync(ana, Update, new { id = ana.ToString() });
        const string history = "query($id: ID!) { history(of: $id, first: 5) { nodes { what changes { field value } } } }";
        Assert.Contains("tango", (await api.GetAsync(ana, history, new { id = ana.ToString() })).GetRawText(), StringComparison.Ordinal);
        var told = await api.GetAsync(Actor.Operator, history, new { id = ana.ToString() });
        Assert.Equal("""{"what":"person.updated.1","changes":[]}""", told.GetProperty("nodes")[0].GetRawText());
    }

    [Fact]
    public async Task sees_no_numbers_over_few_people()
    {
        await using var api = await Api.FoundedAsync();
        var maja = await api.PersonAsync("Maja");
        var programme = await api.ProgrammeAsync(maja);
        foreach (var name in (string[])["Mia", "Ben"])
        {
            var applicant = await api.PersonAsync(name);
            await api.DoneAsync(
                applicant,
                """
                mutation($id: ID!, $person: ID!) {
                  applyToProgramme(input: {programme: $id, person: $person, role: MENTEE, motivation: "I want to"}) { errors { code } }
                }
                """,
                new { id = programme, person = applicant.ToString() });
        }

        const string numbers = "query($id: ID!) { programme(id: $id) { numbers { applicants accepted circles } } }";
        Assert.Equal("""{"applicants":2,"accepted":0,"circles":0}""", await Told(maja));
        Assert.Equal("""{"applicants":null,"accepted":0,"circles":0}""", await Told(Actor.Operator));

        async Task<string> Told(Actor viewer) =>
            (await api.GetAsync(viewer, numbers, new { id = programme })).GetProperty("numbers").GetRawText();
    }
}
