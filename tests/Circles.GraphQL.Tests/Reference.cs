using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circles.GraphQL.Tests;

/// <summary>The reference implementation (npm graphql), asked through Node. Restored by <c>npm ci</c> in the folder js.</summary>
internal static class Reference
{
    public static JsonNode Ask(object question)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Here())!, "js");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "graphql")), "Run npm ci in the folder js to compare.");
        using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var answer = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write(JsonSerializer.Serialize(question));
        node.StandardInput.Close();
        node.WaitForExit();
        return JsonNode.Parse(answer.GetAwaiter().GetResult())!;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
