using Circles.GraphQL.Execution;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Tests.Validation;

/// <summary>Each line is one document, valid or breaking a rule; the reference decides which, in which words and where.</summary>
public sealed class Validating_as_the_reference_does
{
    private static readonly string[] Documents = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Validation", "documents.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal)).ToArray();

    [Fact]
    public void gives_the_same_messages_at_the_same_places_in_the_same_order()
    {
        var engine = new GraphQLEngine(Guild.Schema);
        var reference = Reference.Ask("validation", new { sdl = SchemaPrinter.Print(Guild.Schema), documents = Documents })["documents"]!.AsArray();
        var differences = new List<string>();
        for (var i = 0; i < Documents.Length; i++)
        {
            var theirs = string.Join("\n    ", reference[i]!.AsArray().Select(error => $"{error!["message"]} @ {error["locations"]}"));
            var ours = string.Join("\n    ", engine.Prepare(Documents[i]).Errors
                .Select(error => $"{error.Message} @ {string.Join(' ', error.Locations.Select(place => $"{place.Line}:{place.Column}"))}"));
            if (ours != theirs)
            {
                differences.Add($"{Documents[i]}\n  reference:\n    {theirs}\n  engine:\n    {ours}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    [Fact]
    public void covers_refusals_and_acceptances()
    {
        var engine = new GraphQLEngine(Guild.Schema);
        Assert.InRange(Documents.Count(document => engine.Prepare(document).IsValid), 30, int.MaxValue);
        Assert.InRange(Documents.Count(document => !engine.Prepare(document).IsValid), 100, int.MaxValue);
    }
}
