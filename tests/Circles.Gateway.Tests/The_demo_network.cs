using System.Text.Json;
using Circles.Gateway.CommandLine;

namespace Circles.Gateway.Tests;

/// <summary>A server that loaded the demo network, for all tests that change nothing in it.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await Gateway.StartAsync(demo: true);
        await Gateway.BecomesReadyAsync();
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

public sealed class The_demo_network(DemoServer server) : IClassFixture<DemoServer>
{
    private Gateway Gateway => server.Gateway;

    [Fact]
    public async Task holds_what_its_files_hold()
    {
        var data = await Gateway.DataAsync(
            """
            {
              network { slug regions { code } }
              organisations(first: 0) { totalCount }
              people(first: 0) { totalCount }
              programmes(first: 10) { nodes { name stage { id } } }
            }
            """);
        Assert.Equal("demo", data.GetProperty("network").GetProperty("slug").GetString());
        Assert.Equal(11, data.GetProperty("network").GetProperty("regions").GetArrayLength());
        Assert.Equal((40, 300), (Total(data, "organisations"), Total(data, "people")));
        Assert.Equal(
            ["Circles of Women Leaders 2026/27: meet", "Own Path 2026/27: thematic"],
            data.GetProperty("programmes").GetProperty("nodes").EnumerateArray()
                .Select(programme => $"{programme.GetProperty("name").GetString()}: {programme.GetProperty("stage").GetProperty("id").GetString()}").Order());
    }

    /// <summary>When a planned session ends, the answer changes without a commit: no tag may say that it has not.</summary>
    [Theory]
    [InlineData("{ circles(first: 20) { nodes { name nextSession { id } } } }", false)]
    [InlineData("{ circles(first: 20) { nodes { name sessions(first: 1) { totalCount } } } }", true)]
    public async Task gives_a_tag_to_an_answer_that_no_clock_changes(string query, bool tagged)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(query)}");
        request.Headers.Authorization = new("Bearer", await ManagerTokenAsync());
        request.Headers.Add("Circles-Network", "demo");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((tagged, !tagged), (answer.Headers.ETag is not null, answer.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task hides_its_secret_circles_from_the_platform_s_operator_and_shows_them_to_a_manager()
    {
        var token = await ManagerTokenAsync();
        var manager = await Gateway.DataAsync("{ circles(first: 100) { totalCount nodes { visibility } } sessions(first: 0) { totalCount } }", token: token);
        var @operator = await Gateway.DataAsync("{ circles(first: 100) { totalCount nodes { visibility } } }");
        Assert.Equal((30, 120), (Total(manager, "circles"), Total(manager, "sessions")));
        Assert.DoesNotContain("SECRET", @operator.GetRawText(), StringComparison.Ordinal);
        Assert.True(Total(@operator, "circles") < 30);
    }

    [Fact]
    public async Task is_not_loaded_a_second_time_and_taken_up_again_when_it_was_cut_off()
    {
        string data;
        long sequence;
        await using (var first = await Gateway.StartAsync(demo: true))
        {
            data = first.DataPath;
            await first.BecomesReadyAsync();
            sequence = await SequenceAsync(first);
        }

        // What a crash in the middle leaves: the marker. Every mutation has its key, so the second loading does nothing twice.
        await File.WriteAllBytesAsync(Path.Combine(data, "demo.loading"), []);
        await using var second = await Gateway.StartAsync(data: data, demo: true);
        await second.BecomesReadyAsync();
        Assert.Equal(sequence, await SequenceAsync(second));
        Assert.False(File.Exists(Path.Combine(data, "demo.loading")));
    }

    [Fact]
    public async Task stops_the_server_with_what_was_refused_when_its_files_do_not_fit()
    {
        var folder = Gateway.NewFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", "demo")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var network = Path.Combine(folder, "network.json");
        await File.WriteAllTextAsync(network, (await File.ReadAllTextAsync(network)).Replace("Europe/Warsaw", "Europe/Nowhere", StringComparison.Ordinal));
        var errors = new StringWriter();
        var code = await Hosting.Serving.RunAsync(
            () => Program.Build(
                ["--urls=http://127.0.0.1:0", $"--Circles:DataPath={Gateway.NewFolder()}", "--Circles:Demo=true", $"--Circles:DemoPath={folder}"]),
            TextWriter.Null,
            errors);
        Assert.Equal(1, code);
        Assert.Contains("createNetwork", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("timeZone", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_a_file_from_the_command_line_beside_the_running_server_and_gives_it_back()
    {
        await using var gateway = await Gateway.WithNetworksAsync("office");
        await gateway.DataAsync("mutation { defineRegion(input: { code: \"PL51\", name: \"Dolnoslaskie\" }) { errors { code } } }");
        var file = Path.Combine(Gateway.NewFolder(), "organisations.csv");
        await File.WriteAllTextAsync(file, "Name;Kind;Region\nHub One;hub;PL51\nHub Two;hub;PL51\nHub Three;hub;XX\n");
        string[] asked = ["import", file, "--kind", "organisations", "--data", gateway.DataPath];

        var preview = await VerbAsync(asked);
        Assert.Equal(2, preview.Code);
        Assert.Matches(@"Would be new\s+2", preview.Output);
        Assert.Matches(@"Faulty\s+1", preview.Output);
        Assert.Matches(@"4\s+region\s+\S", preview.Output);
        Assert.Contains("100 %", preview.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await OrganisationsAsync(gateway));

        var committed = await VerbAsync([.. asked, "--commit"]);
        Assert.Equal(2, committed.Code);
        Assert.Equal(2, await EventuallyAsync(gateway, 2));
        var again = await VerbAsync([.. asked, "--commit"]);
        Assert.Matches(@"Already there\s+2", again.Output);

        var id = committed.Output.Split("import undo ")[1].Trim();
        var undone = await VerbAsync(["import", "undo", id, "--data", gateway.DataPath]);
        Assert.Equal((0, "Taken back: 2 of 2."), (undone.Code, undone.Output.Trim()));
        Assert.Equal(0, await EventuallyAsync(gateway, 0));
    }

    [Theory]
    [InlineData("import", "missing.csv", "--kind", "people")]
    [InlineData("import", "missing.csv", "--kind", "houses")]
    [InlineData("import", "missing.csv")]
    [InlineData("import", "undo", "not-an-id")]
    [InlineData("improt")]
    public async Task ends_the_command_line_with_1_and_a_reason_when_nothing_can_be_done(params string[] args)
    {
        string[] data = args[0] == "import" ? ["--data", Gateway.DataPath] : [];
        var (code, _, errors) = await VerbAsync([.. args, .. data]);
        Assert.Equal(1, code);
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task makes_no_data_folder_from_the_command_line()
    {
        var folder = Path.Combine(Gateway.NewFolder(), "mistyped");
        var (code, _, errors) = await VerbAsync(["import", "a.csv", "--kind", "people", "--data", folder]);
        Assert.Equal(1, code);
        Assert.Contains("There is no data folder", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    private static int Total(JsonElement data, string list) => data.GetProperty(list).GetProperty("totalCount").GetInt32();

    private static async Task<int> OrganisationsAsync(Gateway gateway) =>
        Total(await gateway.DataAsync("{ organisations(first: 0) { totalCount } }"), "organisations");

    /// <summary>The running server follows another node's commits; until it has, it answers from what it knows.</summary>
    private static async Task<int> EventuallyAsync(Gateway gateway, int wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var found = await OrganisationsAsync(gateway);
            if (found == wanted || patience.IsCancellationRequested) return found;
        }
    }

    private static async Task<long> SequenceAsync(Gateway gateway)
    {
        using var answer = await gateway.AskAsync("{ __typename }");
        return long.Parse(answer.Headers.GetValues("Circles-Sequence").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> ManagerTokenAsync()
    {
        var person = (await Gateway.DataAsync("{ person(reference: \"DS-001\") { id } }")).GetProperty("person").GetProperty("id").GetString();
        var issued = await Gateway.DataAsync(
            "mutation ($input: IssueTokenInput!) { issueToken(input: $input) { secret errors { code } } }",
            new { input = new { bearer = new { person }, label = "manager" } });
        return issued.GetProperty("issueToken").GetProperty("secret").GetString()!;
    }

    private static async Task<(int Code, string Output, string Errors)> VerbAsync(string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await Verbs.RunAsync(args, _ => throw new InvalidOperationException("It served."), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
