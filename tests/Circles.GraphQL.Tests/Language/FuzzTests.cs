using System.Globalization;
using Circles.GraphQL.Language;
using Circles.GraphQL.Tests.Differential;

namespace Circles.GraphQL.Tests.Language;

/// <summary>
/// Random texts from a seed, on a small stack: CIRCLES_SEED chooses others, CIRCLES_FUZZ_INPUTS how many. Most are made of pieces of the
/// language, so that they get far into the parser before they break.
/// </summary>
public sealed class Reading_random_texts(ITestOutputHelper output)
{
    private const int SmallStack = 256 * 1024;
    private const int PiecesMax = 24;

    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", "!", "$", "&", ":", "=", "@", "|", "...", "on", "a", "b", "_", "query", "mutation", "subscription", "fragment", "type",
        "schema", "extend", "implements", "interface", "union", "enum", "input", "scalar", "directive", "repeatable", "true", "false", "null", "1", "-0", "01",
        "1.5", "1e", "1e+9", "-", ".", "..", "\"", "\"x\"", "\"\\u00e9\"", "\"\\u{1F600}\"", "\"\\uD83D\\uDE00\"", "\"\\uD83D\"", "\"\\x\"", "\"\"\"", "\"\"\"a\n  b\"\"\"", "\\\"\"\"",
        "#", "# c\n", "\n", "\r", "\r\n", "\t", " ", ",", "\uFEFF", "\0", "\uD83D", "\uDE00", "\u2028", "é", "😀", "FIELD", "QUERY", "{a}", "(a:1)", "$a:Int", "...F", "{a:", "[[", "]]",
    ];

    private static readonly string[] Whole =
    [
        "query Q($a: [Int!]! = [1] @d, $b: T) @d(x: {y: [$a, \"s\"]}) { a: b(c: $a) @e { ...F ... on T @f { g } ... { h } } }",
        "fragment F on T @d { a(b: \"\"\"\n block \\\"\"\" \n\"\"\", c: -1.5e3, d: ENUM, e: null, f: true) }", "{ a }",
        "\"d\" type T implements A & B @d { \"f\" a(b: Int = 1 @d): [T!]! @e } extend type T { b: Int } union U = | A | B enum E { A @d B }",
        "schema @d { query: Q } extend schema { mutation: M } scalar S @d input I { a: Int = 1, b: [I] } directive @d(a: Int) repeatable on | FIELD | QUERY",
    ];

    [Fact]
    public void ends_in_a_tree_that_prints_and_reads_back_or_in_a_syntax_error_with_a_place()
    {
        var inputs = Number("CIRCLES_FUZZ_INPUTS", 100_000);
        var seed = Number("CIRCLES_SEED", 3);
        var (text, trees, fault) = ("", 0, (Exception?)null);
        var reading = new Thread(
            () =>
            {
                try
                {
                    for (var i = 0; i < inputs; i++)
                    {
                        text = Text(Chance.For((ulong)seed, i));
                        trees += IsRead(text) ? 1 : 0;
                    }
                }
                catch (Exception e)
                {
                    fault = e;
                }
            },
            SmallStack)
        { IsBackground = true };
        reading.Start();

        // Some microseconds each; what takes a thousand times as long does not end.
        var ended = reading.Join(TimeSpan.FromSeconds(60) + TimeSpan.FromMilliseconds(inputs));
        Assert.True(ended && fault is null, $"CIRCLES_SEED={seed}: {fault?.ToString() ?? (ended ? "" : "did not end")}\n{System.Text.Json.JsonSerializer.Serialize(text)}");
        output.WriteLine($"CIRCLES_SEED={seed}: {inputs} texts, {trees} of them documents");
        Assert.InRange(trees, inputs / 100, inputs - (inputs / 100));
    }

    private static bool IsRead(string text)
    {
        DocumentNode document;
        try
        {
            document = Parser.Parse(text);
        }
        catch (GraphQLError error)
        {
            var place = Assert.Single(error.Locations);
            Assert.True(error.Code == ErrorCodes.ParseFailed && place.Line >= 1 && place.Column >= 1 && place.Column <= text.Length + 1, error.Message);
            return false;
        }

        // "enum E query { a }" prints as the reference prints it, and then the query's braces read as the enum's.
        if (document.Definitions.Any(node => node is OperationDefinitionNode { Kind: OperationKind.Query, Name: null }) &&
            document.Definitions.Any(node => node is not ExecutableDefinitionNode))
        {
            return true;
        }

        var printed = Printer.Print(document);
        Assert.Equal(printed, Printer.Print(Parser.Parse(printed)));
        return true;
    }

    private static string Text(Chance chance)
    {
        switch (chance.Below(4))
        {
            case 0: // Pieces in a row.
                return string.Concat(Enumerable.Range(0, chance.Below(PiecesMax)).Select(_ => chance.Of(Pieces) + (chance.OnceIn(3) ? " " : "")));
            case 1: // A document's selections, with a piece in them.
                return $"{{a{chance.Of(Pieces)} {chance.Of(Pieces)}{chance.Of(Pieces)} b}}";
            case 2: // Any characters.
                return new string([.. Enumerable.Range(0, chance.Below(PiecesMax)).Select(_ => (char)chance.Below(chance.OnceIn(2) ? 128 : 65_536))]);
            default: // A whole document, changed in some places.
                var text = chance.Of(Whole);
                for (var i = chance.Below(4); i > 0; i--)
                {
                    var at = chance.Below(text.Length);
                    var length = Math.Min(chance.Below(6), text.Length - at);
                    text = text.Remove(at, length).Insert(at, chance.OnceIn(2) ? chance.Of(Pieces) : "") + " ";
                }

                return text;
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
