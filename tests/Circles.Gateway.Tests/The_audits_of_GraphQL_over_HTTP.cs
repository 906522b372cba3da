using System.Diagnostics;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>The audits of npm graphql-http, run once against a server that is there for nothing else.</summary>
public sealed class Audited : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal IReadOnlyList<Audit> Audits { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using var gateway = await Gateway.WithNetworksAsync("audited");
        var folder = Conventions.Repository.FullPath("tests/Circles.Gateway.Tests/audits");
        using var node = Process.Start(new ProcessStartInfo("node", ["audits.mjs", $"{gateway.Address}graphql", Gateway.OperatorToken])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        var errors = node.StandardError.ReadToEndAsync(patience.Token);
        var output = await node.StandardOutput.ReadToEndAsync(patience.Token);
        await node.WaitForExitAsync(patience.Token);
        Assert.True(node.ExitCode == 0, $"The audits did not run; was npm ci done in {folder}? {await errors}");
        Audits = JsonSerializer.Deserialize<Audit[]>(output, JsonSerializerOptions.Web)!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="Status"><c>ok</c>, <c>warn</c>, <c>notice</c> or <c>error</c>.</param>
    internal sealed record Audit(string Id, string Name, string Status, string Reason);
}

public sealed class The_audits_of_GraphQL_over_HTTP(Audited audited) : IClassFixture<Audited>
{
    [Theory]
    [InlineData("MUST", 13)]
    [InlineData("SHOULD", 23)]
    [InlineData("MAY", 25)]
    public void are_all_passed(string kind, int count)
    {
        var audits = audited.Audits.Where(audit => audit.Name.StartsWith($"{kind} ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(count, audits.Length);
        Assert.Empty(audits.Where(audit => audit.Status != "ok").Select(audit => $"{audit.Id} {audit.Name}: {audit.Status} {audit.Reason}"));
    }
}
