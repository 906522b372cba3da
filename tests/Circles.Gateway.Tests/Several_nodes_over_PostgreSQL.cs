using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Circles.Gateway.Hosting;
using Circles.Tests.Postgres;

namespace Circles.Gateway.Tests;

/// <summary>Gateways beside each other over one database, as an operator starts them.</summary>
public sealed class Several_nodes_over_PostgreSQL : IAsyncLifetime
{
    private const string Register =
        "mutation ($name: String!, $key: String) { registerPerson(input: { name: $name }, idempotencyKey: $key) { errors { code } } }";

    private const string Count = "{ people(first: 1) { totalCount } }";

    private string owner = "";
    private string service = "";

    public async ValueTask InitializeAsync() => (owner, service) = await (await SharedServer.Started).CreateDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task let_a_client_read_its_own_writes_on_any_of_them()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        await one.FoundAsync("demo");
        for (var i = 1; i <= 30; i++)
        {
            var (here, there) = i % 2 == 0 ? (one, two) : (two, one);
            using var written = await here.AskAsync(Register, new { name = $"P{i}" }, network: "demo");
            using var request = Gateway.Post($$"""{ "query": "{{Count}}" }""", network: "demo");
            request.Headers.Add("Circles-At-Least", written.Headers.GetValues("Circles-Sequence").Single());
            using var read = await there.Http.SendAsync(request);
            Assert.Equal(i, (await Gateway.JsonOf(read)).GetProperty("data").GetProperty("people").GetProperty("totalCount").GetInt32());
            Assert.Equal(1 + i, long.Parse(read.Headers.GetValues("Circles-Sequence").Single(), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task wait_for_what_never_comes_as_long_as_the_limit_and_say_so()
    {
        await using var one = await StartAsync();
        await one.FoundAsync("demo");
        using var request = Gateway.Post($$"""{ "query": "{{Count}}" }""", network: "demo");
        request.Headers.Add("Circles-At-Least", "1000");
        using var late = await one.Http.SendAsync(request);
        var error = (await Gateway.JsonOf(late)).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal(("NOT_CAUGHT_UP", true), (error.GetProperty("code").GetString(), error.GetProperty("retryable").GetBoolean()));
        Assert.NotNull(late.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    public async Task take_only_a_number_to_wait_for(string value)
    {
        await using var one = await StartAsync();
        await one.FoundAsync("demo");
        using var request = Gateway.Post($$"""{ "query": "{{Count}}" }""", network: "demo");
        request.Headers.TryAddWithoutValidation("Circles-At-Least", value);
        using var answer = await one.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task that_start_at_once_over_an_empty_database_make_the_tables_and_one_token()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => StartAsync(token: null))));
        try
        {
            var told = Assert.Single(nodes, node => node.Printed.Length > 0).Printed;
            var token = told.Split("shown this once: ")[1].Split('\n')[0].Trim();
            foreach (var node in nodes)
            {
                using var answer = await node.AskAsync("{ __typename }", token: token);
                // The other nodes learn of it as of any commit.
                using var again = answer.StatusCode == HttpStatusCode.OK ? null : await UntilLetInAsync(node, token);
            }
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task that_start_at_once_with_the_token_of_the_settings_issue_it_once()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => StartAsync())));
        foreach (var node in nodes) await node.DisposeAsync();
        var database = new Npgsql.NpgsqlConnectionStringBuilder(owner).Database!;
        Assert.Equal(1L, await (await SharedServer.Started).ExecuteAsync(
            "SELECT count(*) FROM circles.event WHERE network = 'platform' AND name LIKE '%token%'", database));
    }

    [Fact]
    public async Task lose_no_acknowledged_write_when_one_is_killed_under_load()
    {
        await using var one = await GatewayProcess.ServeAsync(Environment());
        await using var two = await GatewayProcess.ServeAsync(Environment());
        const string found =
            "mutation { createNetwork(input: { slug: \"demo\", name: \"Demo\", languages: [\"en\"], timeZone: \"Etc/UTC\" }) { errors { code } } }";
        using (var founded = await two.Http.SendAsync(Gateway.Post(JsonSerializer.Serialize(new { query = found }), network: "platform")))
            Assert.Equal(HttpStatusCode.OK, founded.StatusCode);

        var acknowledged = new ConcurrentBag<string>();
        var fifty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var name = $"{writer}-{i}";
                // Half begin with the node that will die, and go on with the other under the same key.
                var node = writer % 2 == 0 ? one : two;
                while (!await IsDoneAsync(node, name)) node = two;
                acknowledged.Add(name);
                if (acknowledged.Count > 50) fifty.TrySetResult();
            }
        })).ToArray();
        await fifty.Task.WaitAsync(TimeSpan.FromMinutes(1));
        one.Kill();
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromMinutes(2));

        using var read = await two.Http.SendAsync(Gateway.Post($$"""{ "query": "{{Count}}" }""", network: "demo"));
        Assert.Equal(320, acknowledged.Count);
        Assert.Equal(320, (await Gateway.JsonOf(read)).GetProperty("data").GetProperty("people").GetProperty("totalCount").GetInt32());

        static bool DoneIn(JsonElement answer) =>
            answer.GetProperty("data").GetProperty("registerPerson").GetProperty("errors").GetArrayLength() == 0;

        static async Task<bool> IsDoneAsync(GatewayProcess node, string name)
        {
            try
            {
                var body = JsonSerializer.Serialize(new { query = Register, variables = new { name, key = name } });
                using var answer = await node.Http.SendAsync(Gateway.Post(body, network: "demo"));
                return answer.StatusCode == HttpStatusCode.OK && DoneIn(await Gateway.JsonOf(answer));
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task tell_clearly_that_the_database_is_away_and_go_on_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        (owner, service) = await server.CreateDatabaseAsync();
        await using var one = await StartAsync();
        await one.FoundAsync("demo");
        await one.DataAsync(Count, network: "demo");
        await server.StopAsync();
        using var refused = await one.AskAsync(Register, new { name = "Ada", key = "ada" }, network: "demo");
        var error = (await Gateway.JsonOf(refused)).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Contains(error.GetProperty("code").GetString(), (string[])["JOURNAL_UNREACHABLE", "JOURNAL_IO"]);
        Assert.True(error.GetProperty("retryable").GetBoolean());
        // What the node knows it still tells.
        Assert.Equal(0, (await one.DataAsync(Count, network: "demo")).GetProperty("people").GetProperty("totalCount").GetInt32());
        await server.StartAgainAsync();
        var data = await one.DataAsync(Register, new { name = "Ada", key = "ada" }, network: "demo");
        Assert.Equal(0, data.GetProperty("registerPerson").GetProperty("errors").GetArrayLength());
        Assert.Equal(1, (await one.DataAsync(Count, network: "demo")).GetProperty("people").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task need_no_data_folder()
    {
        await using var one = await StartAsync(data: "/proc/there-is-no-such-folder");
        await one.BecomesReadyAsync();
    }

    [Fact]
    public async Task find_their_tables_made_by_the_verb_migrate()
    {
        (string, string)[] settings = [("Circles__Journal", "postgres"), ("Circles__MasterKey", Gateway.MasterKey), ("ConnectionStrings__Journal", service)];
        Assert.Equal((1, true), await MigratedAsync("ConnectionStrings:JournalOwner is missing", settings));
        Assert.Equal((0, true), await MigratedAsync("migrations applied: 3", [.. settings, ("ConnectionStrings__JournalOwner", owner)]));
        Assert.Equal((0, true), await MigratedAsync("migrations applied: 0", [.. settings, ("ConnectionStrings__JournalOwner", owner)]));
        await using var one = await Gateway.StartAsync(
            data: Gateway.NewFolder(), more: ["--Circles:Journal=postgres", $"--Circles:MasterKey={Gateway.MasterKey}", $"--ConnectionStrings:Journal={service}"]);
        await one.BecomesReadyAsync();

        static async Task<(int Code, bool Said)> MigratedAsync(string words, params (string, string)[] environment)
        {
            var (code, output, errors) = await GatewayProcess.RunAsync("migrate", environment);
            return (code, (output + errors).Contains(words, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Circles:Journal is neither", "--Circles:Journal=oracle")]
    [InlineData("ConnectionStrings:Journal is missing", "--Circles:Journal=postgres")]
    [InlineData("the verb 'migrate'", "--Circles:Journal=postgres", "--ConnectionStrings:Journal={service}")]
    [InlineData(
        "owns the table", "--Circles:Journal=postgres", "--ConnectionStrings:Journal={owner}", "--ConnectionStrings:JournalOwner={owner}")]
    public async Task that_cannot_start_say_why_in_one_line(string words, params string[] settings)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var filled = settings.Select(setting => setting
            .Replace("{service}", service, StringComparison.Ordinal).Replace("{owner}", owner, StringComparison.Ordinal));
        var code = await Serving.RunAsync(() => Program.Build(["--urls=http://127.0.0.1:0", .. filled]), output, errors);
        Assert.Equal(1, code);
        var line = Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(words, line, StringComparison.Ordinal);
    }

    private Task<Gateway> StartAsync(string? token = Gateway.OperatorToken, string? data = null) => Gateway.StartAsync(
        token,
        data ?? Gateway.NewFolder(),
        more: ["--Circles:Journal=postgres", $"--Circles:MasterKey={Gateway.MasterKey}", $"--ConnectionStrings:Journal={service}", $"--ConnectionStrings:JournalOwner={owner}"]);

    private (string, string)[] Environment() =>
    [
        ("Circles__Journal", "postgres"), ("Circles__MasterKey", Gateway.MasterKey), ("ConnectionStrings__Journal", service), ("ConnectionStrings__JournalOwner", owner),
        ("Circles__Bootstrap__Token", Gateway.OperatorToken),
    ];

    private static async Task<HttpResponseMessage> UntilLetInAsync(Gateway node, string token)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await node.AskAsync("{ __typename }", token: token);
            if (answer.StatusCode == HttpStatusCode.OK) return answer;
            answer.Dispose();
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
