using System.Globalization;
using System.Text;
using Circles.Conventions;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Validation;

public sealed class Documents_at_and_above_a_limit
{
    // Each makes a document that asks for exactly so much.
    private static readonly Dictionary<string, (int Default, int Low, Func<int, EngineOptions> Options, Func<int, string> Document)> Limited = new()
    {
        ["documentTokens"] = (Limits.DocumentTokensMax, 20, max => new() { DocumentTokensMax = max },
            count => $"{{levels(of:[{Times(count - 9, "MASTER ")}])}}"),
        ["parserDepth"] = (Limits.ParserDepthMax, 20, max => new() { ParserDepthMax = max },
            count => $"{Times(count - 1, "{...")}{{__typename}}{Times(count - 1, "}")}"),
        ["documentFields"] = (Limits.DocumentFieldsMax, 20, max => new() { DocumentFieldsMax = max },
            count => string.Concat(Enumerable.Range(0, count).Chunk(20).Select((some, i) => $"query Q{i}{{{Times(some.Length, "__typename ")}}}"))),
        ["fragmentExpansion"] = (Limits.FragmentExpansionMax, 250, max => new() { FragmentExpansionMax = max },
            count => $"{{{Times(count / 200, "...F ")}{Times(count % 200, "__typename ")}}}fragment F on Query{{{Times(199, "__typename ")}}}"),
        ["selectionNesting"] = (Limits.SelectionNestingMax, 20, max => new() { SelectionNestingMax = max },
            count => "{...F1}" + Times(count - 2, "fragment F% on Query{...F&}") + $"fragment F{count - 1} on Query{{__typename}}"),
        ["operationDepth"] = (Limits.OperationDepthMax, 5, max => new() { OperationDepthMax = max },
            count => $"{{person{Times(count - 2, "{mentor")}{{id}}{Times(count - 2, "}")}}}"),
        ["introspectionDepth"] = (Limits.IntrospectionDepthMax, 5, max => new() { IntrospectionDepthMax = max },
            count => $"{{__type(name:\"Int\"){Times(count - 2, "{ofType")}{{name}}{Times(count - 2, "}")}}}"),
        ["directivesPerPlace"] = (Limits.DirectivesPerPlaceMax, 2, max => new() { DirectivesPerPlaceMax = max },
            count => $"query {Times(count, "@tag(name:\"x\")")}{{circle{{id}}}}"),
        ["aliases"] = (Limits.AliasesMax, 5, max => new() { AliasesMax = max }, count => $"{{circle{{{Times(count, "a%:name ")}}}}}"),
        ["rootFields"] = (Limits.RootFieldsMax, 5, max => new() { RootFieldsMax = max }, count => $"{{{Times(count, "a%:__typename ")}}}"),
    };

    public static TheoryData<string> Names => [.. Limited.Keys];

    [Theory, MemberData(nameof(Names))]
    public void are_answered_up_to_it_and_refused_above_it_with_its_name(string limit)
    {
        var (max, low, options, document) = Limited[limit];
        Check(new EngineOptions(), max);
        Check(options(low), low); // A host's own.

        void Check(EngineOptions chosen, int most)
        {
            var engine = new GraphQLEngine(Guild.Schema, chosen);
            Assert.Empty(engine.Prepare(document(most)).Errors);
            var refusal = Assert.Single(engine.Prepare(document(most + 1)).Errors);
            Assert.Equal(ErrorCodes.LimitExceeded, refusal.Code);
            Assert.Equal(limit, refusal.Extensions!["limit"]);
            Assert.Equal(most, refusal.Extensions["max"]);
            Assert.Single(refusal.Locations);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void are_told_in_docs_cost_md(string limit) => Assert.Matches(
        $@"(?m)^\| `{limit}` \| .* \| {Limited[limit].Default.ToString("N0", CultureInfo.InvariantCulture)} \|$", File.ReadAllText(Repository.FullPath("docs/cost.md")));

    [Theory]
    [InlineData("{ circle @tag(name: \"first\") # { id } }", "@tag(name: \"x\") ", Limits.DirectivesPerPlaceMax - 1)]
    [InlineData("{ circle { ...F } } fragment F on Circle { ... { # } }", "a%: name ", Limits.AliasesMax)]
    [InlineData("{ ...F } fragment F on Query { ... { # } }", "a%: __typename ", Limits.RootFieldsMax)]
    public void are_counted_wherever_it_can_be_passed(string document, string item, int max)
    {
        Assert.Empty(new GraphQLEngine(Guild.Schema).Prepare(Filled(document, item, max)).Errors);
        var refusal = Assert.Single(new GraphQLEngine(Guild.Schema).Prepare(Filled(document, item, max + 1)).Errors);
        Assert.Equal(ErrorCodes.LimitExceeded, refusal.Code);
        Assert.Single(refusal.Locations);
    }

    [Theory]
    [InlineData("query ($v: Int #) { echo(int: $v) }", "@x ")]
    [InlineData("{ circle { ... # { id } } }", "@x ")]
    [InlineData("{ circle { ...F # } } fragment F on Circle { id }", "@x ")]
    [InlineData("{ circle { ...F } } fragment F on Circle # { id }", "@x ")]
    public void are_refused_for_directives_in_any_place(string document, string item) => Assert.Equal(
        $"There are {Limits.DirectivesPerPlaceMax + 1} directives in one place; at most {Limits.DirectivesPerPlaceMax} are answered.",
        Assert.Single(new GraphQLEngine(Guild.Schema).Prepare(Filled(document, item, Limits.DirectivesPerPlaceMax + 1)).Errors).Message);

    [Fact]
    public void count_a_field_written_twice_once() =>
        Assert.True(new GraphQLEngine(Guild.Schema).Prepare(Filled("{ # }", "circle { id } ", Limits.RootFieldsMax * 2)).IsValid);

    [Fact]
    public void of_field_comparisons_are_served_with_as_many_as_they_need()
    {
        const string Document = "{ circle { id } circle { name } circle { id } }";
        var needed = Enumerable.Range(0, 100).First(max => Prepare(max).IsValid);
        Assert.InRange(needed, 3, 20); // Three pairs of the same field, and what lies below them.
        var refusal = Assert.Single(Prepare(needed - 1).Errors);
        Assert.Equal(("fieldComparisons", needed - 1), (refusal.Extensions!["limit"], refusal.Extensions["max"]));
        Assert.Single(refusal.Locations);

        PreparedDocument Prepare(int max) => new GraphQLEngine(Guild.Schema, new EngineOptions { FieldComparisonsMax = max }).Prepare(Document);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void of_lists_in_introspection_are_refused_as_the_reference_does(int max, bool valid) => Assert.Equal(
        valid,
        new GraphQLEngine(Guild.Schema, new EngineOptions { IntrospectionListsMax = max }).Prepare("{ __schema { types { fields { name } } } }").IsValid);

    private static string Filled(string document, string item, int count) =>
        document.Replace("#", Times(count, item), StringComparison.Ordinal);

    // A % is the number of the time, from 1, and a & the next one.
    private static string Times(int count, string item)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= count; i++)
        {
            text.Append(item.Replace("%", $"{i}", StringComparison.Ordinal).Replace("&", $"{i + 1}", StringComparison.Ordinal));
        }

        return text.ToString();
    }
}

public sealed class Errors_at_and_above_a_limit
{
    private static readonly EngineOptions Three = new() { ValidationErrorsMax = 3, CoercionErrorsMax = 3, FieldErrorsMax = 3, VariableDepthMax = 3 };

    [Theory]
    [InlineData(3, "a,a,a")]
    [InlineData(4, "a,a,a,Too many validation errors, error limit reached. Validation aborted.")]
    public void of_validation_end_with_one_that_says_so(int count, string messages) => Assert.Equal(messages, string.Join(',', new GraphQLEngine(Guild.Schema, Three)
        .Prepare($"{{{string.Concat(Enumerable.Range(0, count).Select(i => $"nothing{i} "))}}}").Errors
        .Select(error => error.Message.StartsWith("Cannot query", StringComparison.Ordinal) ? "a" : error.Message)));

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task of_variables_end_with_one_that_says_so(int count, bool cut)
    {
        var variables = $$"""{"v":[{{string.Join(',', Enumerable.Repeat("1", count))}}]}""";
        var (response, summary) = await Guild.Schema.AskAsync("query ($v: [Level!]) { levels(of: $v) }", variables, options: Three);
        Assert.Equal(count, summary.ErrorCount);
        Assert.Equal(cut, response.Contains("Too many errors processing variables, error limit reached. Execution aborted.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task of_fields_are_told_no_more(int count)
    {
        var schema = Asking.SchemaOf([.. Enumerable.Range(0, count).Select(i =>
            new Field<object>($"f{i}", Scalars.Text, "Fails.", string? (_, _) => throw new GraphQLError("No.")))]);
        var (_, summary) = await schema.AskAsync($"{{ {string.Join(' ', Enumerable.Range(0, count).Select(i => $"f{i}"))} }}", options: Three);
        Assert.Equal(3, summary.ErrorCount);
    }

    [Theory]
    [InlineData("""{"text":"a","inner":{"text":"b"}}""", 0)]
    [InlineData("""{"text":"a","inner":{"text":"b","inner":{"text":"c","inner":{"text":"d"}}}}""", 2)]
    public async Task of_deep_variables_are_told_where_they_are_too_deep(string filter, int errors)
    {
        var (response, summary) = await Guild.Schema.AskAsync(
            "query ($v: Filter!) { find(filter: $v) { __typename } }", $$"""{"v":{{filter}}}""", options: Three);
        Assert.Equal(errors, summary.ErrorCount);
        Assert.Equal(errors > 0, response.Contains("Expected at most 3 levels.", StringComparison.Ordinal));
    }
}

public sealed class Options_that_an_engine_cannot_have
{
    public static TheoryData<string> Names => ["ParserDepthMax", "SelectionNestingMax", "VariableDepthMax", "CostMax", "ListSizeAssumed", "ResultBytesMax", "ExecutionTimeMax"];

    [Theory, MemberData(nameof(Names))]
    public void are_refused_when_it_is_made(string name)
    {
        var options = name switch
        {
            "ParserDepthMax" => new EngineOptions { ParserDepthMax = Limits.ParserDepthMax + 1 }, // The stack would not bear these three.
            "SelectionNestingMax" => new EngineOptions { SelectionNestingMax = Limits.SelectionNestingMax + 1 },
            "VariableDepthMax" => new EngineOptions { VariableDepthMax = Limits.VariableDepthMax + 1 },
            "CostMax" => new EngineOptions { CostMax = -1 },
            "ListSizeAssumed" => new EngineOptions { ListSizeAssumed = -1 },
            "ResultBytesMax" => new EngineOptions { ResultBytesMax = 0 },
            _ => new EngineOptions { ExecutionTimeMax = TimeSpan.Zero },
        };
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new GraphQLEngine(Guild.Schema, options)).ParamName);
    }
}
