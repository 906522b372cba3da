using System.Text;

namespace Circles.Leaks;

public sealed class Founding_a_network
{
    private const string Create =
        """
        mutation($slug: String!, $dryRun: Boolean!) {
          createNetwork(input: {slug: $slug, name: "N", languages: ["en"], timeZone: "Europe/Warsaw"}, dryRun: $dryRun) {
            network { id } errors { code message path } sequence
          }
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task tells_nobody_but_the_platforms_operator_which_networks_there_are_and_how_far_they_are(bool dryRun)
    {
        await using var world = await World.PlantedAsync();
        await world.FoundAnotherAsync("other");
        foreach (var who in (string[])["ring.mentee", "operator", "reader", "regionHere"])
        {
            var there = Encoding.UTF8.GetString(await world.AskAsync(world.Cast[who], Create, new { slug = "other", dryRun }));
            var nowhere = Encoding.UTF8.GetString(await world.AskAsync(world.Cast[who], Create, new { slug = "nowhere", dryRun }));
            Assert.Equal(nowhere, there);
            Assert.Contains("NOT_ALLOWED", there, StringComparison.Ordinal);
        }
    }
}
