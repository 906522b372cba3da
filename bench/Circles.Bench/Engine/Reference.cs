using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Circles.Bench.Engine;

/// <summary>graphql-js in a process of its own, which parses when it is told to.</summary>
internal sealed class Reference(Process node) : IAsyncDisposable
{
    private const string Modules = "tests/Circles.GraphQL.Tests/js";

    /// <returns>Null when Node or the package is missing.</returns>
    public static async Task<Reference?> StartAsync(string document)
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Circles.sln"))) root = Path.GetDirectoryName(root);
        var package = Path.Combine(root ?? ".", Modules, "node_modules/graphql/index.js");
        if (!File.Exists(package)) return null;
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Engine/parse.mjs"), package])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var reference = new Reference(Process.Start(start)!);
        await reference.AskAsync(JsonSerializer.Serialize(document));
        return reference;
    }

    /// <returns>Microseconds for one.</returns>
    public async Task<double> ParseAsync(int times) =>
        double.Parse(await AskAsync(times.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }

    private async Task<string> AskAsync(string line)
    {
        await node.StandardInput.WriteLineAsync(line);
        await node.StandardInput.FlushAsync();
        return await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The reference process ended.");
    }
}
