using System.Diagnostics;
using System.Text.RegularExpressions;
using Circles.Conventions;

namespace Circles.Scenarios;

/// <summary>The README's first minutes, run by bash as they are written, on another port and data folder.</summary>
public sealed partial class The_first_minutes
{
    [Fact]
    public async Task work_as_the_readme_has_them()
    {
        using var data = new TempFolder();
        var port = Server.FreePort();
        var readme = await File.ReadAllTextAsync(Repository.FullPath("README.md"));
        var blocks = Bash().Matches(readme).Select(match => match.Groups["block"].Value.Replace(":5080", $":{port}", StringComparison.Ordinal)).ToList();
        var start = blocks.Single(block => block.Trim() == "dotnet run --project src/Circles.Gateway");
        var minutes = blocks.SkipWhile(block => !block.Contains("/health/ready", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, minutes.Count);

        // The server is started as the README says; the port is given by the environment, and it is waited for.
        var script =
            $"""
            set -euo pipefail
            setsid {start.Trim()} --no-build > "$Circles__DataPath.log" 2>&1 & server=$!
            trap 'kill -TERM -- -$server 2>/dev/null || true; wait || true' EXIT
            until curl -sf http://localhost:{port}/health/ready > /dev/null; do kill -0 $server; done
            {string.Join("\necho; echo ----\n", minutes.Select(block => block.Replace("-- import", "--no-build -- import", StringComparison.Ordinal)))}
            """;
        var bash = new ProcessStartInfo("bash")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.FullPath("."),
        };
        bash.Environment["ASPNETCORE_URLS"] = $"http://localhost:{port}";
        bash.Environment["Circles__DataPath"] = data.Path;
        bash.Environment["Circles__Bootstrap__Token"] = Server.OperatorToken;
        bash.Environment["CIRCLES_TOKEN"] = Server.OperatorToken;
        using var process = Process.Start(bash)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        var said = await output;
        Assert.True(process.ExitCode == 0, $"{said}\n{await errors}\n{await File.ReadAllTextAsync($"{data.Path}.log")}");
        File.Delete($"{data.Path}.log");

        var answers = said.Split("----");
        Assert.Contains("\"totalCount\":3", answers[1], StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Hub Nowy Targ\"", answers[2], StringComparison.Ordinal);
        Assert.Contains("REGION_UNKNOWN", answers[3], StringComparison.Ordinal);
        Assert.Contains("aulty", answers[4], StringComparison.Ordinal);
        Assert.Contains("\"newCount\":", answers[5], StringComparison.Ordinal);
        Assert.DoesNotContain("\"message\":\"Internal", said, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```bash\n(?<block>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bash();
}
