using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Tests.Utilities;

public sealed class Printing_a_schema
{
    [Fact]
    public void is_read_by_the_reference_without_a_fault_and_printed_back_the_same()
    {
        var sdl = SchemaPrinter.Print(Guild.Schema);
        var answer = Reference.Ask("schema", new { sdl });
        Assert.Empty(answer["faults"]!.AsArray());
        Assert.Equal(sdl, answer["sdl"]!.GetValue<string>());
    }

    [Fact]
    public void is_read_by_our_own_parser_and_printed_back_the_same() =>
        Assert.Equal(
            SchemaPrinter.Print(Guild.Schema).Replace("\n\n  ", "\n  ", StringComparison.Ordinal),
            GraphQL.Language.Printer.Print(GraphQL.Language.Parser.Parse(SchemaPrinter.Print(Guild.Schema))));
}
