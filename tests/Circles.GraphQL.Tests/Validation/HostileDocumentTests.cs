using System.Diagnostics;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Tests.Validation;

public sealed class Documents_made_to_hurt
{
    private const int SmallStack = 256 * 1024;

    public static TheoryData<string, string, string> Nests => new()
    {
        { "", "{a", "}" },
        { "", "{...", "}" },
        { "", "{...on Query", "}" },
        { "{a(b:", "[", "]" },
        { "{a(b:", "{c:", "}" },
        { "{a(b:", "[{c:", "}]" },
        { "{a(b:", "[$c,[", "]]" },
        { "query($a:", "[", "]" },
        { "query($a:Int=", "[", "]" },
        { "{a@b(c:", "[", "]" },
        { "{a @b(c:1) ", "{a @b(c:1)", "}" },
        { "input A{a:Int=", "{b:", "}" },
        { "type A{a:", "[", "]" },
        { "fragment F on A ", "{a", "}" },
        { "mutation ", "{a", "}" },
    };

    [Theory, MemberData(nameof(Nests))]
    public void nested_without_end_are_a_syntax_error_on_a_small_stack(string lead, string open, string close)
    {
        foreach (var depth in (int[])[201, 2_000, 20_000, 100_000])
        {
            var text = lead + Nested(open, "", close, depth);
            Assert.Equal(ErrorCodes.LimitExceeded, OnASmallStack(() => Prepare(text).Errors.Single().Code));
        }
    }

    [Fact]
    public void nested_as_deep_as_the_parser_goes_are_walked_on_a_small_stack()
    {
        foreach (var text in (string[])
        [
            Nested("{person", "{id}", "}", 199), Nested("{...on Query", "{__typename}", "}", 199),
            "{person" + Nested("{mentor", "{id}", "}", 198) + " person" + Nested("{mentor", "{name}", "}", 198) + "}",
            "{echo(text:" + Nested("[", "1", "]", 198) + ")}",
            "{find(filter:" + Nested("{text:\"\",inner:", "null", "}", 198) + "){__typename}}",
            "query($a:" + Nested("[", "Int", "]", 198) + "){echo(int:$a)}",
        ])
        {
            Assert.NotEmpty(OnASmallStack(() => Guild.Schema.Ask(text)));
            Assert.NotEmpty(OnASmallStack(() => Printer.Print(Parser.Parse(text))));
        }
    }

    [Fact]
    public void that_chain_a_thousand_fragments_are_refused_on_a_small_stack()
    {
        var chain = "{...f0}" + string.Concat(Enumerable.Range(0, 1_200).Select(i => $"fragment f{i} on Query{{...f{i + 1}}}"));
        Assert.Equal(ErrorCodes.LimitExceeded, OnASmallStack(() => Prepare(chain + "fragment f1200 on Query{__typename}").Errors[0].Code));
        var ring = OnASmallStack(() => Prepare(chain + "fragment f1200 on Query{...f0}").Errors);
        Assert.Contains(ring, error => error.Message.StartsWith("Cannot spread fragment \"f0\" within itself via \"f1\", ", StringComparison.Ordinal));
        Assert.All(ring, error => Assert.InRange(error.Locations.Count, 0, Limits.ErrorLocationsMax));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void that_multiply_by_fragments_are_refused(int fanOut)
    {
        var bomb = "{...f0}" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"fragment f{i} on Query{{{string.Concat(Enumerable.Repeat($"...f{i + 1} ", fanOut))}}}")) + "fragment f60 on Query{__typename}";
        Assert.Equal(ErrorCodes.LimitExceeded, Prepare(bomb).Errors.Single().Code);
    }

    [Fact]
    public void that_repeat_a_field_are_refused_once_too_many_comparisons_are_needed()
    {
        Assert.True(Prepare("{" + string.Concat(Enumerable.Repeat("circle{id} ", 200)) + "}").IsValid);
        var text = "{" + string.Concat(Enumerable.Repeat("circle{id} ", 900)) + "}";
        Assert.Equal(ErrorCodes.LimitExceeded, Prepare(text).Errors.Single().Code);
    }

    [Fact]
    public void that_overlap_through_many_inline_fragments_are_refused()
    {
        var inner = string.Concat(Enumerable.Repeat("...{circle{...{id}...{id}}}", 300));
        Assert.Equal(ErrorCodes.LimitExceeded, Prepare($"{{{inner}}}").Errors.Single().Code);
    }

    [Fact]
    public void with_more_tokens_or_fields_than_the_limits_are_refused()
    {
        Assert.Equal(ErrorCodes.LimitExceeded, Prepare("{" + string.Concat(Enumerable.Repeat("a ", Limits.DocumentFieldsMax + 1)) + "}").Errors[0].Code);
        Assert.Equal(
            ErrorCodes.LimitExceeded,
            Prepare("{a(b:[" + string.Concat(Enumerable.Repeat("1 ", Limits.DocumentTokensMax)) + "])}").Errors[0].Code);
    }

    [Fact]
    public void deeper_than_an_operation_may_be_are_refused_and_introspection_is_counted_apart()
    {
        Assert.True(Prepare(Nested("{person", "{id}", "}", 1).Replace("{id}", Nested("{mentor", "{id}", "}", 13), StringComparison.Ordinal)).IsValid);
        Assert.Equal(
            "The operation is 16 fields deep; at most 15 are answered.",
            Prepare("{person" + Nested("{mentor", "{id}", "}", 14) + "}").Errors.Single().Message);
        var error = Prepare("{__type(name:\"A\")" + Nested("{ofType", "{name}", "}", 25) + "}").Errors.Single();
        Assert.Equal("Introspection is 27 fields deep; at most 20 are answered.", error.Message);
    }

    [Fact]
    public void with_ten_thousand_mistakes_get_a_hundred_errors_of_bounded_length()
    {
        var errors = Prepare("{circle{" + string.Concat(Enumerable.Range(0, 1_900).Select(i => $"{new string('x', 400)}{i} ")) + "}}").Errors;
        Assert.Equal(Limits.ValidationErrorsMax + 1, errors.Count);
        Assert.All(errors, error => Assert.InRange(error.Message.Length, 1, Limits.ErrorMessageMax));
        Assert.Equal("Too many validation errors, error limit reached. Validation aborted.", errors[^1].Message);
        Assert.Equal(
            Limits.ValidationErrorsMax + 1, Prepare("{circle{" + string.Concat(Enumerable.Repeat("id@x@y@z ", 300)) + "}}").Errors.Count);
        Assert.Equal(ErrorCodes.LimitExceeded, Prepare("{circle " + string.Concat(Enumerable.Repeat("@x ", 4_000)) + "{id}}").Errors.Single().Code);
    }

    [Fact]
    public void are_refused_within_a_second()
    {
        foreach (var text in (string[])
        [
            "{" + new string('x', 100_000) + "}",
            new string(' ', 1_000_000) + "{",
            "{echo(text:\"" + new string('x', 900_000) + "\",int:\"" + new string('y', 90_000) + "\")}",
            "{" + string.Concat(Enumerable.Range(0, 4_900).Select(i => $"...f{i} ")) + "}",
        ])
        {
            var clock = Stopwatch.StartNew();
            Assert.False(Prepare(text).IsValid);
            Assert.True(clock.ElapsedMilliseconds < 1_000, $"{clock.Elapsed} for {text[..20]}");
        }
    }

    private static PreparedDocument Prepare(string text) => new GraphQLEngine(Guild.Schema).Prepare(text);

    private static string Nested(string open, string inner, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    private static T OnASmallStack<T>(Func<T> ask)
    {
        var answer = default(T);
        var thread = new Thread(() => answer = ask(), SmallStack);
        thread.Start();
        thread.Join();
        return answer!;
    }
}
