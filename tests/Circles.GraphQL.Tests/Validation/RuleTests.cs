using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Tests.Validation;

/// <summary>
/// What holds for each validation rule: the documents that keep it pass, those that break it are refused in these words at these places,
/// and the reference (npm graphql) says the same of every one of them. A rule's own test lists its documents.
/// </summary>
public abstract class RuleTests(string rule)
{
    /// <summary>Documents that keep the rule, and every other.</summary>
    protected abstract IReadOnlyList<string> Kept { get; }

    /// <summary>Documents that break the rule, each with every error it gets: "message @ line:column line:column".</summary>
    protected abstract IReadOnlyList<Broken> Breaches { get; }

    protected virtual Schema Schema => Guild.Schema;

    [Fact]
    public void accepts_what_keeps_it() => Assert.All(Kept, document => Assert.Equal([], ErrorsOf(document)));

    [Fact]
    public void refuses_what_breaks_it_and_says_what_and_where() =>
        Assert.All(Breaches, broken => Assert.Equal(broken.Errors, ErrorsOf(broken.Document)));

    [Fact]
    public void judges_as_the_reference_does()
    {
        if (!Reference.IsInstalled)
        {
            return; // The errors that stand here are what it said when they were written.
        }

        string[] documents = [.. Kept, .. Breaches.Select(broken => broken.Document)];
        var answers = Reference.Ask(new { sdl = SchemaPrinter.Print(Schema), documents, rule })["documents"]!.AsArray();
        for (var i = 0; i < documents.Length; i++)
        {
            var theirs = answers[i]!["errors"]!.AsArray().Select(error => $"{error!["message"]} @ {error["locations"]}".TrimEnd());
            Assert.Equal([documents[i], .. theirs], (string[])[documents[i], .. ErrorsOf(documents[i])]);
            Assert.Equal(i >= Kept.Count, answers[i]!["broken"]!.GetValue<bool>());
        }
    }

    private IEnumerable<string> ErrorsOf(string document) => new GraphQLEngine(Schema).Prepare(document).Errors
        .Select(error => $"{error.Message} @ {string.Join(' ', error.Locations.Select(place => $"{place.Line}:{place.Column}"))}");

    protected sealed class Broken(string document, params string[] errors)
    {
        public string Document { get; } = document;

        public IReadOnlyList<string> Errors { get; } = errors;
    }
}
