namespace Circles.Scenarios;

/// <summary>The commands of docs/trusted-documents.md.</summary>
public sealed class Trusted_documents
{
    [Fact]
    public async Task are_registered_sent_and_the_only_ones_as_the_guide_says()
    {
        using var data = new TempFolder();
        var guide = new Guide("docs/trusted-documents.md");
        Assert.Equal(10, guide.Blocks.Count);

        var answers = await guide.RunAsync(guide.Blocks, data.Path);
        Assert.StartsWith("cli_", answers[1].Trim(), StringComparison.Ordinal);
        Assert.Contains("apollo-persisted-query-manifest", answers[2], StringComparison.Ordinal);
        Assert.Contains("\"operations\":[\"Network\"]", answers[3], StringComparison.Ordinal);
        Assert.Matches(@"New +0\s+Already there +1", answers[4]);
        Assert.Contains("\"languages\":[", answers[5], StringComparison.Ordinal);
        Assert.Contains("\"languages\":[", answers[6], StringComparison.Ordinal);
        Assert.Contains("\"isRestricted\":true", answers[7], StringComparison.Ordinal);
        Assert.Contains("\"code\":\"DOCUMENT_NOT_TRUSTED\"", answers[8], StringComparison.Ordinal);
        Assert.Contains("\"isRestricted\":false", answers[9], StringComparison.Ordinal);
    }
}
