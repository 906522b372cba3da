using System.Diagnostics;
using System.Text.RegularExpressions;
using Circles.Conventions;

namespace Circles.Scenarios;

/// <summary>A page of the documentation whose commands are run by bash as they are written, on another port and data folder.</summary>
internal sealed partial class Guide
{
    private const string ClientsFolder = "tests/Circles.Gateway.Tests/clients";

    private readonly int port = Server.FreePort();

    /// <param name="page">From the repository's root.</param>
    public Guide(string page)
    {
        var fenced = Fenced().Matches(Repository.Read(page))
            .Select(match => (Language: match.Groups["language"].Value, Block: match.Groups["block"].Value)).ToList();
        Examples =
        [
            .. fenced.Zip(fenced.Skip(1).Append(("", "")))
                .Where(pair => pair.First.Language is "bash" or "js")
                .Select(pair => new Example(
                    Command(pair.First.Language, pair.First.Block), pair.Second.Item1 is "json" or "text" ? pair.Second.Item2 : "")),
        ];
        Blocks = [.. fenced.Where(it => it.Language == "bash").Select(it => Command(it.Language, it.Block))];
    }

    /// <summary>The page's blocks of bash.</summary>
    public IReadOnlyList<string> Blocks { get; }

    /// <summary>The page's blocks of bash and JavaScript, as commands, each with what the page shows that it writes.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>Starts the server with its demo network, runs the blocks in one shell and gives what each wrote.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(IEnumerable<string> blocks, string dataPath)
    {
        // Started as the README says; the port is given by the environment, and the server is waited for.
        var script =
            $"""
            set -euo pipefail
            setsid dotnet run --project src/Circles.Gateway --no-build > "$Circles__DataPath.log" 2>&1 & server=$!
            trap 'kill -TERM -- -$server 2>/dev/null || true; wait || true' EXIT
            until curl -sf http://localhost:{port}/health/ready > /dev/null; do kill -0 $server; done
            {string.Join("\necho; echo ----\n", blocks.Select(block => block.Replace("src/Circles.Gateway -- ", "src/Circles.Gateway --no-build -- ", StringComparison.Ordinal)))}
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
        bash.Environment["Circles__DataPath"] = dataPath;
        bash.Environment["Circles__Bootstrap__Token"] = Server.OperatorToken;
        bash.Environment["CIRCLES_TOKEN"] = Server.OperatorToken;
        using var process = Process.Start(bash)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        var said = await output;
        Assert.True(process.ExitCode == 0, $"{said}\n{await errors}\n{await File.ReadAllTextAsync($"{dataPath}.log")}");
        File.Delete($"{dataPath}.log");
        Assert.DoesNotContain("\"message\":\"Internal", said, StringComparison.Ordinal);
        return said.Split("----");
    }

    /// <summary>JavaScript is run where the packages are that it imports.</summary>
    private string Command(string language, string block)
    {
        var here = block.Replace(":5080", $":{port}", StringComparison.Ordinal);
        return language == "js" ? $"(cd {ClientsFolder} && node --input-type=module <<'JAVASCRIPT'\n{here}\nJAVASCRIPT\n)\n" : here;
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<block>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fenced();
}
