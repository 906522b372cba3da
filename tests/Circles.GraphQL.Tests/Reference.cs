using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Circles.Conventions;

namespace Circles.GraphQL.Tests;

/// <summary>
/// The reference implementation (npm graphql), asked through Node where <c>npm ci</c> was run in the folder js, and otherwise quoted
/// from js/recorded. Where it can be asked, what is recorded must be what it says; CIRCLES_RECORD=1 records anew.
/// </summary>
internal static class Reference
{
    private static readonly string Folder = Repository.FullPath("tests/Circles.GraphQL.Tests/js");

    public static bool IsInstalled => Directory.Exists(Path.Combine(Folder, "node_modules", "graphql"));

    /// <summary>Asks it here and now.</summary>
    public static JsonNode Ask(object question) => JsonNode.Parse(AskNode(question))!;

    /// <summary>Asks it, or quotes what it said.</summary>
    public static JsonNode Ask(string name, object question)
    {
        var record = Path.Combine(Folder, "recorded", $"{name}.json");
        if (!IsInstalled)
        {
            return JsonNode.Parse(File.ReadAllText(record))!;
        }

        var answer = AskNode(question);
        if (Environment.GetEnvironmentVariable("CIRCLES_RECORD") == "1")
        {
            File.WriteAllText(record, answer);
        }

        Assert.True(answer == File.ReadAllText(record), $"The reference no longer says what {record} says; record anew and look at the change.");
        return JsonNode.Parse(answer)!;
    }

    private static string AskNode(object question)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["reference.mjs"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var answer = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write(JsonSerializer.Serialize(question));
        node.StandardInput.Close();
        node.WaitForExit();
        return answer.GetAwaiter().GetResult();
    }
}
