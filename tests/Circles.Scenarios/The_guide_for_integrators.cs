using Circles.Conventions;
using Circles.Grains.Kernel;

namespace Circles.Scenarios;

/// <summary>The examples of docs/integrators.md.</summary>
public sealed class The_guide_for_integrators
{
    private const string Page = "docs/integrators.md";

    [Fact]
    public async Task shows_what_its_examples_answer()
    {
        using var data = new TempFolder();
        var guide = new Guide(Page);
        Assert.True(guide.Examples.Count(example => example.Shown.Length > 0) >= 15, "Examples without their answers teach nothing.");

        var written = await guide.RunAsync(guide.Examples.Select(example => example.Command), data.Path);
        Assert.Equal(guide.Examples.Count, written.Count);
        Assert.All(guide.Examples.Zip(written), it => it.First.Expect(it.Second));
    }

    [Fact]
    public void names_every_scalar_that_a_client_meets()
    {
        var scalars =
            from line in Repository.Read("docs/schema.graphql").Split('\n')
            where line.StartsWith("scalar ", StringComparison.Ordinal)
            let name = line.Split(' ')[1]
            where !name.Contains('_', StringComparison.Ordinal) && name != "FieldSet"
            select name;
        Assert.All(scalars.ToList(), name => Assert.Contains($"`{name}`", Repository.Read(Page), StringComparison.Ordinal));
    }

    [Fact]
    public void tells_how_long_a_key_is_known()
    {
        Assert.Contains("A key is known for a week.", Repository.Read(Page), StringComparison.Ordinal);
        Assert.Equal(7, Limits.ReceiptKept.Days);
    }
}
