using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Circles.Gateway.Tests;

/// <summary>The examples of docs/subscriptions.md, run as they stand there.</summary>
public sealed partial class The_guide_to_subscriptions(Village village) : IClassFixture<Village>
{
    private static readonly string Guide = File.ReadAllText(Conventions.Repository.FullPath("docs/subscriptions.md"));

    [Theory]
    [InlineData("js", 0, "^[0-9]+ Oaks\n$")]
    [InlineData("js", 1, "^[0-9]+ circle\\.formed\\.1\n$")]
    [InlineData("bash", 0, "^event: next\nid: [0-9]+\ndata: \\{\"data\":\\{\"circle\":\\{\"name\":\"Oaks\"\\}\\},\"extensions\":\\{.*\"sequence\":\"[0-9]+\"\\}\\}\n\n$")]
    public async Task shows_examples_that_run(string language, int number, string expected)
    {
        var circle = await village.FormAsync();
        var code = Blocks(language)[number];
        var start = language == "js"
            ? new ProcessStartInfo("node", ["--input-type=module", "--eval", code])
            : new ProcessStartInfo("bash", ["-c", code]);
        start.WorkingDirectory = Conventions.Repository.FullPath("tests/Circles.Gateway.Tests/clients");
        start.RedirectStandardOutput = true;
        start.Environment["CIRCLES_URL"] = $"{village.Gateway.Address}graphql";
        start.Environment["CIRCLES_TOKEN"] = village.People["Ben"].Token;
        start.Environment["CIRCLES_NETWORK"] = Village.Network;
        start.Environment["CIRCLE"] = circle;
        using var example = Process.Start(start)!;
        Assert.Matches(expected, await example.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task shows_documents_that_are_valid()
    {
        Assert.NotEmpty(Blocks("graphql"));
        foreach (var document in Blocks("graphql"))
        {
            await using var socket = await village.SocketAsync("Ben");
            socket.Subscribe("1", document);
            await socket.IsQuietAsync();
        }
    }

    [Theory]
    [InlineData("within 3 s")]
    [InlineData("256 KiB")]
    [InlineData("100, then")]
    [InlineData("500 and 5,000")]
    [InlineData("16; the rest")]
    [InlineData("every 12 s")]
    [InlineData("every 30 seconds")]
    [InlineData("for 20 seconds")]
    public void tells_the_limits_there_are(string told)
    {
        Assert.Contains(told, Guide, StringComparison.Ordinal);
        Assert.Equal(
            (3, 256 * 1024, 100, 500, 5_000, 16, 12, 30, 20),
            ((int)Limits.Stream.InitWait.TotalSeconds, Limits.Stream.MessageBytesMax, Limits.Stream.OperationsMax, Limits.Stream.OfViewerMax,
                Limits.Stream.OfNetworkMax, Limits.Stream.OutgoingMax, (int)Limits.Stream.KeepAlive.TotalSeconds,
                (int)Limits.Stream.TokenChecked.TotalSeconds, (int)Limits.Stream.ReaderWait.TotalSeconds));
    }

    private static List<string> Blocks(string language) =>
        [.. Fenced().Matches(Guide).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fenced();
}
