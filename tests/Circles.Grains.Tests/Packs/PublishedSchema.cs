using System.Diagnostics;
using System.Text.Json;
using Circles.Conventions;

namespace Circles.Grains.Tests.Packs;

/// <summary>The published JSON schema, judged by a validator that is not ours (ajv, on Node).</summary>
internal static class PublishedSchema
{
    private static readonly string Folder = Repository.FullPath("tests/Circles.Grains.Tests/js");

    /// <summary>Once, although test classes run side by side.</summary>
    private static readonly Lazy<string> Installed = new(() =>
        Directory.Exists(Path.Combine(Folder, "node_modules")) ? "" : Run("npm", ["ci", "--no-audit", "--no-fund"], ""));

    /// <returns>For each document what the schema complains of; empty for one that it accepts.</returns>
    public static string[][] Judge(IEnumerable<string> documents)
    {
        _ = Installed.Value;
        var answer = Run(
            "node", ["validate.mjs", Repository.FullPath("docs/process-pack.schema.json")], $"[{string.Join(',', documents)}]");
        return JsonSerializer.Deserialize<string[][]>(answer)!;
    }

    private static string Run(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaints = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {complaints.Result}");
    }
}
