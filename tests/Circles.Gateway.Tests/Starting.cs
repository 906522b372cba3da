using System.Net;
using System.Text.RegularExpressions;
using Circles.Gateway.Hosting;
using Microsoft.Data.Sqlite;

namespace Circles.Gateway.Tests;

public sealed partial class Starting
{
    [Fact]
    public async Task makes_a_token_once_and_prints_it_with_the_address_to_open()
    {
        string data, token;
        await using (var first = await Gateway.StartAsync(token: null))
        {
            data = first.DataPath;
            token = PrintedToken().Match(first.Printed).Groups["token"].Value;
            Assert.Equal(43, token.Length);
            Assert.Contains($"{first.Address}#token={token}", first.Printed, StringComparison.Ordinal);
            using var answer = await first.AskAsync("{ __typename }", token: token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await using var second = await Gateway.StartAsync(token: null, data: data);
        Assert.Empty(second.Printed);
        using var again = await second.AskAsync("{ __typename }", token: token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task takes_the_token_of_the_settings_at_the_first_start_only()
    {
        string data;
        await using (var first = await Gateway.StartAsync())
        {
            data = first.DataPath;
            Assert.Empty(first.Printed);
        }

        await using var second = await Gateway.StartAsync(token: "another-operators-token", data: data);
        using var old = await second.AskAsync("{ __typename }");
        using var other = await second.AskAsync("{ __typename }", token: "another-operators-token");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (old.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task finds_everything_again()
    {
        string data;
        await using (var first = await Gateway.WithNetworksAsync("kept")) data = first.DataPath;
        await using var second = await Gateway.StartAsync(data: data);
        Assert.Equal("kept", (await second.DataAsync("{ network { slug } }")).GetProperty("network").GetProperty("slug").GetString());
    }

    [Fact]
    public async Task keeps_no_token_in_the_data_folder()
    {
        string data;
        await using (var gateway = await Gateway.StartAsync()) data = gateway.DataPath;
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Gateway.OperatorToken, await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Circles:Bootstrap:Token=short", "too short")]
    [InlineData("--Circles:Bootstrap:Token=aaaaaaaaaaaaaaaaaaaaaaaa", "can be guessed")]
    [InlineData("--Circles:Bootstrap:Token=a token with some spaces", "do not fit into a header")]
    [InlineData("--Circles:Demo=perhaps", "neither true nor false")]
    [InlineData("--Circles:PacksPath=no-such-folder", "no-such-folder")]
    public async Task with_settings_that_cannot_be_used_ends_with_one_line_and_1(string setting, string told)
    {
        var (code, output, errors) = await RunAsync($"--Circles:DataPath={Gateway.NewFolder()}", setting);
        Assert.Equal(1, code);
        Assert.Contains(told, Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task with_a_data_folder_that_cannot_be_one_ends_with_one_line_and_1()
    {
        var file = Path.GetTempFileName();
        var (code, _, errors) = await RunAsync($"--Circles:DataPath={Path.Combine(file, "data")}");
        Assert.Equal(1, code);
        Assert.Contains(file, Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task with_a_damaged_journal_ends_with_one_line_and_1()
    {
        string data;
        await using (var gateway = await Gateway.StartAsync()) data = gateway.DataPath;
        await File.WriteAllBytesAsync(Path.Combine(data, "networks", "platform.db"), new byte[4096]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(data, "networks"), "platform.*").Where(path => !path.EndsWith(".db", StringComparison.Ordinal)))
            File.Delete(file);
        var (code, _, errors) = await RunAsync($"--Circles:DataPath={data}");
        Assert.Equal(1, code);
        Assert.Contains("Circles cannot start", Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task with_one_damaged_network_serves_the_others_and_answers_503_for_that_one()
    {
        string data;
        await using (var first = await Gateway.WithNetworksAsync("good", "damaged")) data = first.DataPath;
        await File.WriteAllBytesAsync(Path.Combine(data, "networks", "damaged.db"), new byte[4096]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(data, "networks"), "damaged.*").Where(path => !path.EndsWith(".db", StringComparison.Ordinal)))
            File.Delete(file);
        await using var second = await Gateway.StartAsync(data: data);
        using var good = await second.AskAsync("{ network { slug } }", network: "good");
        using var damaged = await second.AskAsync("{ network { slug } }", network: "damaged");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "JOURNAL_DAMAGED"), (damaged.StatusCode, await Gateway.CodeOf(damaged)));
    }

    [Fact]
    public async Task with_a_journal_that_another_program_holds_ends_with_one_line_and_1()
    {
        string data;
        await using (var gateway = await Gateway.StartAsync()) data = gateway.DataPath;
        await using var holder = new SqliteConnection($"Data Source={Path.Combine(data, "networks", "platform.db")};Pooling=False");
        await holder.OpenAsync();
        await using var hold = holder.CreateCommand();
        hold.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (it); COMMIT;";
        await hold.ExecuteNonQueryAsync();
        var (code, _, errors) = await RunAsync($"--Circles:DataPath={data}");
        Assert.Equal(1, code);
        Assert.Contains("Another program holds the journal", Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task on_an_address_in_use_ends_with_one_line_and_1()
    {
        await using var there = await Gateway.StartAsync();
        var (code, _, errors) = await RunAsync($"--Circles:DataPath={Gateway.NewFolder()}", $"--urls={there.Address}", "--Logging:LogLevel:Default=None");
        Assert.Equal(1, code);
        Assert.Contains("another program listens", Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task with_a_broken_pack_tells_file_and_rule()
    {
        var packs = Gateway.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(packs, "broken.json"), "{ }");
        var (code, _, errors) = await RunAsync($"--Circles:DataPath={Gateway.NewFolder()}", $"--Circles:PacksPath={packs}");
        Assert.Equal(1, code);
        Assert.Contains("broken.json", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready","checks":{"data":"ok","journal":"ok","demo":"ok"}}""")]
    public async Task tells_its_health_to_anyone(string path, string body)
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.BecomesReadyAsync();
        using var answer = await gateway.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task is_not_ready_once_the_data_folder_is_gone()
    {
        await using var gateway = await Gateway.StartAsync();
        Directory.Delete(gateway.DataPath, recursive: true);
        using var answer = await gateway.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("\"data\":\"failed\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await Serving.RunAsync(() => Program.Build(["--urls=http://127.0.0.1:0", .. args]), output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("The operator's token, shown this once: (?<token>\\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PrintedToken();
}
