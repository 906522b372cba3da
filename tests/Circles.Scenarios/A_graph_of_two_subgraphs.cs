using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Circles.Scenarios;

/// <summary>A library beside Circles points at its circles and organisations, and gateways answer over both.</summary>
public sealed class A_graph_of_two_subgraphs(A_graph_of_two_subgraphs.Setting setting) : IClassFixture<A_graph_of_two_subgraphs.Setting>
{
    private const string Network = "demo";
    private const string Never = "cir_01jt3q5vz0e0h8m5x7r2k4n6p9";

    [Fact]
    public async Task answers_a_query_that_spans_both()
    {
        var query = $$"""{ circle(id: "{{setting.SecretCircle}}") { form materials { title } } }""";
        foreach (var gateway in setting.Graph.Gateways)
        {
            var data = await DataAsync(gateway, setting.Member, query);
            Assert.Equal("""{"circle":{"form":"PAIR","materials":[{"title":"For the secret pair"}]}}""", data.GetRawText());
        }
    }

    [Fact]
    public async Task finds_what_the_other_points_at_by_id_and_by_reference_and_shares_a_type_with_it()
    {
        const string query =
            """
            {
              materials { nodes { title circle { form programme { name } } publisher { name } } pageInfo { hasNextPage } }
              organisations(first: 1) { pageInfo { hasNextPage } }
            }
            """;
        foreach (var gateway in setting.Graph.Gateways)
        {
            var data = await DataAsync(gateway, setting.Member, query);
            var materials = data.GetProperty("materials");
            var first = materials.GetProperty("nodes")[0];
            Assert.Equal("For the secret pair", first.GetProperty("title").GetString());
            Assert.Equal("""{"form":"PAIR","programme":{"name":"Own Path 2026/27"}}""", first.GetProperty("circle").GetRawText());
            Assert.Equal("""{"name":"Fundacja Zielony Próg"}""", first.GetProperty("publisher").GetRawText());
            Assert.Equal("""{"title":"For nobody","circle":null,"publisher":null}""", materials.GetProperty("nodes")[1].GetRawText());
            Assert.Equal("""{"hasNextPage":false}""", materials.GetProperty("pageInfo").GetRawText());
            Assert.Equal("""{"pageInfo":{"hasNextPage":true}}""", data.GetProperty("organisations").GetRawText());
        }
    }

    [Fact]
    public async Task tells_whoever_may_not_see_a_circle_as_little_as_of_one_that_never_was()
    {
        const string query = "{ materials { nodes { circle { name form members { role } } } } }";
        foreach (var gateway in setting.Graph.Gateways)
        {
            var data = await DataAsync(gateway, setting.Outsider, query);
            Assert.Equal("""{"materials":{"nodes":[{"circle":null},{"circle":null}]}}""", data.GetRawText());
        }
    }

    [Fact]
    public async Task keeps_what_is_of_Circles_from_those_without_a_good_token_or_network()
    {
        foreach (var gateway in setting.Graph.Gateways)
        {
            var ofLibrary = await setting.Graph.AskAsync(gateway, null, Network, "{ materials { nodes { title } } }");
            Assert.Equal(2, ofLibrary.GetProperty("data").GetProperty("materials").GetProperty("nodes").GetArrayLength());
            foreach (var (token, network) in
                (IEnumerable<(string?, string)>)[(null, Network), ("no-such-token", Network), (setting.Member, "no-such-network")])
            {
                var refused = await setting.Graph.AskAsync(gateway, token, network, "{ network { name } }");
                Assert.Equal(JsonValueKind.Null, refused.GetProperty("data").ValueKind);
                Assert.Equal("UNAUTHENTICATED", refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
            }
        }
    }

    [Theory]
    [InlineData("{ _service { sdl } }")]
    [InlineData("""{ _entities(representations: [{__typename: "Network", slug: "demo"}]) { __typename } }""")]
    public async Task asks_nothing_of_Circles_without_a_token(string query)
    {
        using var stranger = new HttpClient { BaseAddress = setting.Server.Address };
        stranger.DefaultRequestHeaders.Add("Circles-Network", Network);
        using var answer = await stranger.PostAsJsonAsync(new Uri("/graphql", UriKind.Relative), new { query });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<JsonElement> DataAsync(Uri gateway, string token, string query)
    {
        var answer = await setting.Graph.AskAsync(gateway, token, Network, query);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>The demo network, and a library of two materials: one for a secret circle, one for a circle that never was.</summary>
    public sealed class Setting : IAsyncLifetime
    {
        private readonly TempFolder folder = new();

        public Server Server { get; private set; } = null!;

        public Graph Graph { get; private set; } = null!;

        /// <summary>The token of a member of the secret circle.</summary>
        public string Member { get; private set; } = "";

        /// <summary>The token of somebody else in the same programme.</summary>
        public string Outsider { get; private set; } = "";

        public string SecretCircle { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Server = await Server.StartAsync(folder.Path, demo: true);
            using var operators = Server.As(Server.OperatorToken, Network);
            Member = await TokenOfAsync(operators, "DS-016");
            Outsider = await TokenOfAsync(operators, "DS-114");
            using var member = Server.As(Member, Network);
            SecretCircle = (await member.GetAsync("""{ circle(reference: "C-01") { id } }""")).GetProperty("id").GetString()!;
            object[] materials =
            [
                new { title = "For the secret pair", circle = new { id = SecretCircle }, publisher = new { reference = "O-01" } },
                new { title = "For nobody", circle = new { id = Never }, publisher = new { reference = "O-99" } },
            ];
            Graph = await Graph.StartAsync(new Uri(Server.Address, "/graphql"), Network, Server.OperatorToken, materials);
        }

        public async ValueTask DisposeAsync()
        {
            if (Graph is not null) await Graph.DisposeAsync();
            if (Server is not null) await Server.DisposeAsync();
            folder.Dispose();
        }

        private static async Task<string> TokenOfAsync(Caller operators, string reference)
        {
            var person = await operators.GetAsync($"{{ person(reference: \"{reference}\") {{ id }} }}");
            var input = new { bearer = new { person = person.GetProperty("id").GetString() }, label = "phone" };
            return (await operators.DoAsync("issueToken", input, "secret")).GetString()!;
        }
    }
}
