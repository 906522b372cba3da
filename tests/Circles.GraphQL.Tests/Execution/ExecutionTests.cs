using System.Buffers;
using System.Text;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class Selecting_on_abstract_types
{
    [Theory]
    [InlineData("""{ node(id: "p1") { __typename id ... on Named { name } ... on Person { level } ... on Circle { members { id } } } }""",
        """{"data":{"node":{"__typename":"Person","id":"p1","name":"Ana","level":"MASTER"}}}""")]
    [InlineData("""{ node(id: "c1") { ...C } } fragment C on Circle { members(first: 1) { __typename ...P } } fragment P on Person { nicknames mentor { id } }""",
        """{"data":{"node":{"members":[{"__typename":"Person","nicknames":["An","Anita"],"mentor":null}]}}}""")]
    [InlineData("""{ find(filter: {text: ""}) { __typename ... on Person { name } ... on Circle { title: name } } }""",
        """{"data":{"find":[{"__typename":"Person","name":"Ana"},{"__typename":"Circle","title":"Founders"}]}}""")]
    [InlineData("""{ node(id: "nobody") { id } }""", """{"data":{"node":null}}""")]
    public void answers_what_applies_to_each_object(string document, string response) =>
        Assert.Equal(response, Guild.Schema.Ask(document));

    [Fact]
    public void merges_selections_of_one_response_key_from_everywhere() => Assert.Equal(
        """{"data":{"person":{"id":"p1","mentor":null,"name":"ANA"}}}""",
        Guild.Schema.Ask("{ person { id } ...F ... @include(if: true) { person { id name(upper: true) } } } fragment F on Query { person { mentor { id } id } }"));

    [Fact]
    public void lets_the_abstract_type_decide_between_object_types_of_one_CLR_type()
    {
        var even = new ObjectType<int>("Even", "Even.", () => [new("n", Scalars.Int, "N.", (n, _) => n)]);
        var odd = new ObjectType<int>("Odd", "Odd.", () => [new("n", Scalars.Int, "N.", (n, _) => n)]);
        var either = new UnionType("Number", "Either.", () => [even, odd]) { ResolveType = value => (int)value % 2 == 0 ? "Even" : "Odd" };
        var schema = Asking.SchemaOf(new Field<object>("all", either.List, "All.", (_, _) => new[] { 1, 2 }));
        Assert.Equal("""{"data":{"all":[{"__typename":"Odd"},{"__typename":"Even"}]}}""", schema.Ask("{ all { __typename } }"));
    }
}

public sealed class Skipping_and_including
{
    [Theory]
    [InlineData("""{"s":false,"i":true}""", """{"data":{"circle":{"id":"c1","name":"Founders","age":"old"}}}""")]
    [InlineData("""{"s":true,"i":true}""", """{"data":{"circle":{"name":"Founders","id":"c1"}}}""")]
    [InlineData("""{"s":false,"i":false}""", """{"data":{"circle":{"id":"c1","age":"old"}}}""")]
    [InlineData("""{"s":true,"i":false}""", """{"data":{"circle":{"id":"c1"}}}""")]
    public void follows_the_variables_of_each_request(string variables, string response)
    {
        var engine = new GraphQLEngine(Guild.Schema);
        const string Document = "query ($s: Boolean!, $i: Boolean!) { circle { id @skip(if: $s) name @include(if: $i) id ...F @skip(if: $s) } } fragment F on Circle { age }";
        Assert.Equal(response, Once());
        Assert.Equal(response, Once()); // With the plan at hand.

        string Once()
        {
            var output = new ArrayBufferWriter<byte>();
            var request = new GraphQLRequest
            {
                Document = Document,
                Context = this,
                Variables = System.Text.Json.JsonDocument.Parse(variables).RootElement,
            };
            var executing = engine.ExecuteAsync(request, output).AsTask();
            Assert.True(executing.IsCompletedSuccessfully); // Nothing here waits.
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
    }

    [Theory]
    [InlineData("query ($v: Boolean = true) { circle { id @skip(if: $v) } }",
        """{"errors":[{"message":"Argument \"if\" of non-null type \"Boolean!\" must not be null.","locations":[{"line":1,"column":52}],"path":["circle"],"extensions":{"code":"BAD_USER_INPUT"}}],"data":{"circle":null}}""")]
    [InlineData("query ($v: Boolean = true) { circle @include(if: $v) { id } }",
        """{"errors":[{"message":"Argument \"if\" of non-null type \"Boolean!\" must not be null.","locations":[{"line":1,"column":50}],"extensions":{"code":"BAD_USER_INPUT"}}],"data":null}""")]
    [InlineData("query ($v: Boolean = true) { circle { id name @include(if: $v) @skip(if: true) } }", """{"data":{"circle":{"id":"c1"}}}""")]
    public void by_a_null_fails_the_selection_it_decides_on(string document, string response) =>
        Assert.Equal(response, Guild.Schema.Ask(document, """{"v":null}""").Replace("\u0022", "\"", StringComparison.Ordinal));

    [Fact]
    public void may_leave_nothing() =>
        Assert.Equal("""{"data":{"circle":{}}}""", Guild.Schema.Ask("{ circle { id @skip(if: true) } }"));
}

public sealed class Mixing_synchronous_and_asynchronous_fields
{
    private sealed class Log
    {
        public List<string> Lines { get; } = [];

        public TaskCompletionSource Gate { get; } = new();
    }

    private static Field<object> Step(string name, bool waits) => Field<object>.Async(name, Scalars.Text, "A step.", async (_, query) =>
    {
        var log = (Log)query.Request;
        log.Lines.Add($"{name} begins");
        if (waits)
        {
            await log.Gate.Task;
        }
        else
        {
            log.Gate.TrySetResult();
            await Task.Yield();
        }

        log.Lines.Add($"{name} ends at {string.Join('.', query.Path)}");
        return name;
    });

    [Fact]
    public async Task writes_in_document_order_and_begins_the_fields_of_a_query_together()
    {
        var schema = Asking.SchemaOf(Step("slow", waits: true), Step("quick", waits: false), new("now", Scalars.Int, "At once.", (_, _) => 1));
        var log = new Log(); // The slow field waits for the quick one: one after the other would never end.
        var (response, _) = await schema.AskAsync("{ now slow b: quick }", context: log).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("""{"data":{"now":1,"slow":"slow","b":"quick"}}""", response);
        Assert.Contains("quick ends at b", log.Lines);
    }

    [Fact]
    public async Task runs_the_root_fields_of_a_mutation_one_after_the_other()
    {
        var query = new ObjectType<object>("Query", "Reads.", () => [new("x", Scalars.Int, "X.", (_, _) => 1)]);
        var mutation = new ObjectType<object>("Mutation", "Writes.", () => [Step("one", waits: false), Step("two", waits: true), new("three", Scalars.Text, "Three.", (_, _) => "3")]);
        var log = new Log();
        var (response, summary) = await new Schema(query, mutation).AskAsync("mutation M { one two three }", context: log);
        Assert.Equal("""{"data":{"one":"one","two":"two","three":"3"}}""", response);
        Assert.Equal(["one begins", "one ends at one", "two begins", "two ends at two"], log.Lines);
        Assert.Equal(new ExecutionSummary(true, 0, GraphQL.Language.OperationKind.Mutation, "M") { Cost = 20 }, summary);
    }

    [Fact]
    public async Task awaits_inside_lists_and_abstract_types()
    {
        var item = new ObjectType<string>("Item", "An item.", () =>
        [
            Field<string>.Async("late", Scalars.Text, "Late.", async (text, _) => { await Task.Yield(); return text; }),
        ]);
        var any = new UnionType("Any", "Any.", () => [item]);
        var schema = Asking.SchemaOf(new Field<object>("all", any.List.List, "All.", (_, _) => new[] { new[] { "a", "b" }, ["c"], null }));
        var (response, _) = await schema.AskAsync("{ all { ... on Item { late } } }");
        Assert.Equal("""{"data":{"all":[[{"late":"a"},{"late":"b"}],[{"late":"c"}],null]}}""", response);
    }

    [Fact]
    public async Task stops_when_the_host_cancels()
    {
        using var source = new CancellationTokenSource();
        var schema = Asking.SchemaOf(Field<object>.Async("wait", Scalars.Text, "Waits.", async (_, query) =>
        {
            await source.CancelAsync();
            query.Cancellation.ThrowIfCancellationRequested();
            return null;
        }));
        var output = new ArrayBufferWriter<byte>();
        var request = new GraphQLRequest { Document = "{ wait }", Context = this };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new GraphQLEngine(schema).ExecuteAsync(request, output, source.Token));
        Assert.Equal(0, output.WrittenCount);
    }
}

public sealed class Choosing_an_operation
{
    [Theory]
    [InlineData("query A { circle { id } } query B { person { id } }", "B", """{"data":{"person":{"id":"p1"}}}""")]
    [InlineData("query A { circle { id } } query B { person { id } }", null,
        """{"errors":[{"message":"Must provide operation name if query contains multiple operations.","extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}""")]
    [InlineData("query A { circle { id } }", "C", """{"errors":[{"message":"Unknown operation named \"C\".","extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}""")]
    [InlineData("subscription { x }", null,
        """{"errors":[{"message":"Schema is not configured to execute subscription operation.","extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}""")]
    public void goes_by_name_or_by_there_being_one(string document, string? name, string response) =>
        Assert.Equal(response, Guild.Schema.Ask(document, operation: name));

    [Fact]
    public void can_be_looked_at_before_it_is_executed()
    {
        var prepared = new GraphQLEngine(Guild.Schema).Prepare("query A { circle { id } } mutation B { rename(to: \"x\") { id } }"u8);
        Assert.Equal(GraphQL.Language.OperationKind.Query, prepared.OperationKind("A"));
        Assert.Equal(GraphQL.Language.OperationKind.Mutation, prepared.OperationKind("B"));
        Assert.Null(prepared.OperationKind(null));
    }
}

public sealed class Looking_ahead
{
    [Theory]
    [InlineData("{ page { totalCount } }", true)]
    [InlineData("{ page { n: totalCount } }", true)]
    [InlineData("{ page { ...F } } fragment F on Page { ... { totalCount } }", true)]
    [InlineData("{ page { next { totalCount } } }", false)]
    [InlineData("{ page { totalCount @skip(if: true) } }", false)]
    public void tells_whether_a_field_is_selected_directly_under_this_one(string document, bool selected)
    {
        var seen = false;
        ObjectType<object> page = null!;
        page = new("Page", "A page.", () =>
            [new("totalCount", Scalars.Int, "All.", (_, _) => 1), new("next", page, "Next.", (_, _) => (object?)null)]);
        var schema = Asking.SchemaOf(new Field<object>("page", page, "A page.", (source, query) =>
        {
            seen = query.Selects("totalCount");
            return source;
        }));
        schema.Ask(document);
        Assert.Equal(selected, seen);
    }
}

public sealed class Preparing_documents
{
    [Fact]
    public void keeps_what_is_asked_for_and_never_more_than_its_limit()
    {
        var engine = new GraphQLEngine(Guild.Schema, new EngineOptions { CachedDocumentsMax = 10 });
        var favourite = engine.Prepare("{ circle { id } }");
        for (var i = 0; i < 100; i++)
        {
            engine.Prepare($"{{ a{i}: circle {{ id }} }}");
            Assert.Same(favourite, engine.Prepare("{ circle { id } }"));
            Assert.Same(favourite, engine.Prepare("{ circle { id } }"u8));
            Assert.InRange(engine.CachedDocuments, 1, 11);
        }
    }

    [Fact]
    public void keeps_no_document_that_is_too_long() =>
        Assert.Equal(0, Prepared("{ circle { id } }" + new string(' ', Limits.CachedDocumentCharactersMax)).CachedDocuments);

    [Fact]
    public void refuses_what_is_not_UTF_8() =>
        Assert.Equal("Syntax Error: The document is not UTF-8.", new GraphQLEngine(Guild.Schema).Prepare([0x7B, 0xFF, 0x7D]).Errors.Single().Message);

    [Fact]
    public async Task writes_the_hosts_extensions_last()
    {
        var output = new ArrayBufferWriter<byte>();
        await new GraphQLEngine(Guild.Schema).ExecuteAsync(
            new GraphQLRequest
            {
                Document = "{ circle { id } }",
                Context = this,
                WriteExtensions = (writer, summary) => writer.WriteNumber("errors", summary.ErrorCount),
            },
            output);
        Assert.Equal("""{"data":{"circle":{"id":"c1"}},"extensions":{"errors":0}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static GraphQLEngine Prepared(string text)
    {
        var engine = new GraphQLEngine(Guild.Schema);
        engine.Prepare(text);
        return engine;
    }
}
