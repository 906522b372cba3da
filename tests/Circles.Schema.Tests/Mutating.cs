using Circles.Grains.Kernel;

namespace Circles.Schema.Tests;

public sealed class Mutating
{
    private const string Register =
        """
        mutation($name: String!, $key: String, $dryRun: Boolean! = false) {
          registerOrganisation(input: {name: $name, kind: FIRM, region: "PL5"}, idempotencyKey: $key, dryRun: $dryRun, reason: "asked by phone") {
            organisation { id name region { code } }
            errors { code message path retryable }
            dryRun
            sequence
          }
        }
        """;

    [Fact]
    public async Task answers_from_the_state_that_the_command_left()
    {
        await using var api = await Api.FoundedAsync();
        var payload = await api.DoneAsync(Actor.Operator, Register, new { name = "Młyn" });
        Assert.Equal("Młyn", payload.GetProperty("organisation").GetProperty("name").GetString());
        Assert.Equal(api.State.Sequence.ToString(), payload.GetProperty("sequence").GetString());
    }

    [Fact]
    public async Task by_dry_run_shows_what_would_be_and_changes_nothing()
    {
        await using var api = await Api.FoundedAsync();
        var before = api.State.Sequence;
        var payload = await api.DoneAsync(Actor.Operator, Register, new { name = "Młyn", dryRun = true });
        Assert.Equal("Młyn", payload.GetProperty("organisation").GetProperty("name").GetString());
        Assert.Equal(before, api.State.Sequence);
        Assert.Empty(api.State.Organisations);
    }

    [Fact]
    public async Task again_with_the_same_key_gets_the_first_answer()
    {
        await using var api = await Api.FoundedAsync();
        var first = await api.DoneAsync(Actor.Operator, Register, new { name = "Młyn", key = "k1" });
        var second = await api.DoneAsync(Actor.Operator, Register, new { name = "Młyn", key = "k1" });
        Assert.Equal(first.GetProperty("organisation").GetRawText(), second.GetProperty("organisation").GetRawText());
        Assert.Single(api.State.Organisations);
    }

    [Fact]
    public async Task with_another_input_under_the_same_key_is_refused()
    {
        await using var api = await Api.FoundedAsync();
        await api.DoneAsync(Actor.Operator, Register, new { name = "Młyn", key = "k1" });
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", await api.RefusedAsync(Actor.Operator, Register, new { name = "Tartak", key = "k1" }));
    }

    [Fact]
    public async Task is_refused_with_code_message_and_path()
    {
        await using var api = await Api.FoundedAsync();
        var error = (await api.GetAsync(Actor.Operator, Register, new { name = " " })).GetProperty("errors")[0];
        Assert.Equal(
            """{"code":"REQUIRED","message":"This must not be empty.","path":["name"],"retryable":false}""", error.GetRawText());
    }

    [Fact]
    public async Task twice_in_one_request_runs_in_order_each_on_what_the_other_left()
    {
        await using var api = await Api.FoundedAsync();
        var response = await api.AskAsync(
            Actor.Operator,
            """
            mutation {
              a: registerOrganisation(input: {name: "A", kind: FIRM, reference: "R"}) { errors { code } }
              b: registerOrganisation(input: {name: "B", kind: FIRM, reference: "R"}) { errors { code } }
            }
            """);
        Assert.Equal(0, response.GetProperty("data").GetProperty("a").GetProperty("errors").GetArrayLength());
        Assert.Equal("REFERENCE_TAKEN", response.GetProperty("data").GetProperty("b").GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task changes_what_is_given_clears_what_is_null_and_leaves_the_rest()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        var payload = await api.DoneAsync(
            ana,
            """mutation($id: ID!) { updatePerson(input: {person: $id, skills: ["law"], region: null}) { person { name skills region { code } } errors { code } } }""",
            new { id = ana.ToString() });
        Assert.Equal("""{"name":"Ana","skills":["law"],"region":null}""", payload.GetProperty("person").GetRawText());
    }

    [Fact]
    public async Task with_null_for_what_may_not_be_null_is_refused()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        Assert.Equal("REQUIRED", await api.RefusedAsync(
            ana, "mutation($id: ID!) { updatePerson(input: {person: $id, name: null}) { errors { code } } }", new { id = ana.ToString() }));
    }

    [Fact]
    public async Task shows_a_tokens_secret_once()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        const string issue =
            """mutation($id: ID!) { issueToken(input: {bearer: {person: $id}, label: "phone"}, idempotencyKey: "t") { secret token { id } errors { code } } }""";
        var first = await api.DoneAsync(Actor.Operator, issue, new { id = ana.ToString() });
        var second = await api.DoneAsync(Actor.Operator, issue, new { id = ana.ToString() });
        Assert.StartsWith("circles_", first.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("secret").ValueKind);
        Assert.Equal(first.GetProperty("token").GetRawText(), second.GetProperty("token").GetRawText());
    }
}
