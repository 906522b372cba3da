namespace Circles.Scenarios;

/// <summary>The README's first minutes.</summary>
public sealed class The_first_minutes
{
    [Fact]
    public async Task work_as_the_readme_has_them()
    {
        using var data = new TempFolder();
        var guide = new Guide("README.md");
        Assert.Single(guide.Blocks, block => block.Trim() == "dotnet run --project src/Circles.Gateway");
        var minutes = guide.Blocks.SkipWhile(block => !block.Contains("/health/ready", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, minutes.Count);

        var answers = await guide.RunAsync(minutes, data.Path);
        Assert.Contains("\"totalCount\":3", answers[1], StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Hub Nowy Targ\"", answers[2], StringComparison.Ordinal);
        Assert.Contains("REGION_UNKNOWN", answers[3], StringComparison.Ordinal);
        Assert.Contains("aulty", answers[4], StringComparison.Ordinal);
        Assert.Contains("\"newCount\":", answers[5], StringComparison.Ordinal);
    }
}
