using System.Text;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>A closed circle, asked about by somebody who may not see it: every byte and header is as for one that never was.</summary>
/// <remarks>What the domain tells of it is the matter of the project Circles.Leaks; here it is what is around that.</remarks>
public sealed class Hidden_things_over_the_wire(Village village) : IClassFixture<Village>
{
    private const string Never = "cir_00000000000000000000000007";

    private const string Other = "second";

    private static readonly (string Name, Func<string, HttpRequestMessage> Of)[] Requests =
    [
        ("a query", id => Post("query ($id: ID!) { circle(id: $id) { name } node(id: $id) { id } nodes(ids: [$id]) { id } }", id)),
        ("an entity", id => Post($"{{ _entities(representations: [{{__typename: \"Circle\", id: \"{id}\"}}]) {{ __typename }} }}", id)),
        ("a filter", id => Post("query ($id: ID!) { sessions(first: 5, filter: {circle: $id}) { totalCount nodes { id } } }", id)),
        ("a history", id => Post("query ($id: ID!) { history(of: $id, first: 5) { totalCount } }", id)),
        ("a query by GET", id => new HttpRequestMessage(
            HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString("query ($id: ID!) { circle(id: $id) { name } }")}&variables={Uri.EscapeDataString(Json(new { id }))}")),
        ("a query in the past", id => Past("query ($id: ID!) { circle(id: $id) { name } }", id)),
        ("a question for costs", id => With("query ($id: ID!) { circle(id: $id) { name } }", id, "GraphQL-Cost", "validate")),
        ("a question of at least", id => With("query ($id: ID!) { circle(id: $id) { name } }", id, "Circles-At-Least", "3")),
        ("a mutation", id => Post("mutation ($id: ID!) { closeCircle(input: {circle: $id}) { circle { id } errors { code message path } } }", id)),
        ("a dry run", id => Post("mutation ($id: ID!) { closeCircle(input: {circle: $id}, dryRun: true) { circle { id } errors { code message path } } }", id)),
        ("a mutation with a key", id => Post(
            "mutation ($id: ID!) { renameCircle(input: {circle: $id, name: \"X\"}, idempotencyKey: \"k\", reason: \"r\") { errors { code message path } } }", id)),
        ("a fault beside it", id => Post("query ($id: ID!) { circle(id: $id) { name } people { totalCount } }", id)),
        ("a subscription", id => With("subscription ($id: ID!) { circle(id: $id) { name } }", id, "Accept", "text/event-stream")),
        ("a feed", id => With("subscription ($id: ID!) { activity(of: $id, after: \"0\") { what } }", id, "Accept", "text/event-stream")),
    ];

    [Fact]
    public async Task are_answered_byte_by_byte_as_those_that_never_were()
    {
        var there = await AnswerAsync(Requests[0].Of(village.Circle), "Ben");
        Assert.Contains("Oaks", there, StringComparison.Ordinal);
        foreach (var (name, of) in Requests)
        {
            var (hidden, never) = (await AnswerAsync(of(village.Circle), "Mia"), await AnswerAsync(of(Never), "Mia"));
            Assert.Equal($"{name}: {never.Replace(Never, "§", StringComparison.Ordinal)}", $"{name}: {hidden.Replace(village.Circle, "§", StringComparison.Ordinal)}");
            Assert.DoesNotContain("Oaks", hidden, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task are_answered_on_a_socket_as_those_that_never_were()
    {
        var said = new List<string>();
        foreach (var id in (string[])[village.Circle, Never])
        {
            await using var socket = await village.SocketAsync("Mia");
            var heard = new StringBuilder();
            foreach (var query in (string[])["query ($id: ID!) { circle(id: $id) { name } }", "subscription ($id: ID!) { node(id: $id) { id } }"])
            {
                socket.Subscribe("1", query, new { id });
                string message;
                do
                {
                    message = await socket.MessageAsync();
                    heard.AppendLine(message.Replace(id, "§", StringComparison.Ordinal));
                }
                while (!message.Contains("complete", StringComparison.Ordinal));
            }

            said.Add(heard.ToString());
        }

        Assert.Equal(said[1], said[0]);
    }

    [Fact]
    public async Task are_told_to_nobody_without_a_good_token_whatever_is_wrong_with_it()
    {
        await village.Gateway.FoundAsync(Other);
        var (revoked, id) = await village.IssueAsync("Ben");
        await village.DoAsync("revokeToken", new { token = id });
        var gone = (await village.DoAsync("registerPerson", new { name = "Gone" }, "person { id }")).GetProperty("id").GetString()!;
        village.People["Gone"] = (gone, "");
        var (removed, _) = await village.IssueAsync("Gone");
        await village.DoAsync("removePerson", new { person = gone });
        var answers = new HashSet<string>();
        foreach (var (network, token) in ((string, string?)[])
            [
                (Village.Network, null), (Village.Network, "nobodys"), (Village.Network, revoked), (Village.Network, removed),
                // Of another network, and for networks that there are not.
                (Other, village.People["Ben"].Token), ("nowhere", village.People["Ben"].Token), ("", village.People["Ben"].Token),
            ])
            foreach (var (name, of) in Requests.Where(one => one.Name is "a query" or "a dry run"))
                answers.Add(await AnswerAsync(of(village.Circle), token, network));
        Assert.Single(answers);
        Assert.StartsWith("401", answers.Single(), StringComparison.Ordinal);
    }

    private Task<string> AnswerAsync(HttpRequestMessage request, string who) => AnswerAsync(request, village.People[who].Token, Village.Network);

    /// <summary>Status, headers and body, without what names the answer or its moment.</summary>
    private async Task<string> AnswerAsync(HttpRequestMessage request, string? token, string network)
    {
        using (request)
        {
            request.Headers.Add("Circles-Network", network);
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            using var answer = await village.Gateway.Http.SendAsync(request);
            var headers = answer.Headers.Concat(answer.Content.Headers)
                // The budget tells of the request before, too.
                .Where(header => header.Key is not ("Date" or "RateLimit"))
                .Select(header => $"{header.Key}: {(header.Key == "ETag" ? $"of {header.Value.Single().Length}" : string.Join(", ", header.Value))}")
                .Order(StringComparer.Ordinal);
            return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{await answer.Content.ReadAsStringAsync()}";
        }
    }

    private static HttpRequestMessage Post(string query, string id) =>
        Gateway.Post(Json(new { query, variables = new { id } }), token: null);

    private static HttpRequestMessage Past(string query, string id) =>
        Gateway.Post(Json(new { query, variables = new { id }, extensions = new { asOf = new { sequence = "20" } } }), token: null);

    private static HttpRequestMessage With(string query, string id, string header, string value)
    {
        var request = Post(query, id);
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    private static string Json(object value) => JsonSerializer.Serialize(value);
}
