using System.Text.Json.Nodes;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class An_execution_that_takes_too_long
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HandMovedTime time = new();
    private readonly TaskCompletionSource<object?> gate = new();
    private readonly List<string> log = [];
    private readonly List<FieldContext> contexts = [];
    private readonly Schema schema;

    public An_execution_that_takes_too_long()
    {
        var item = new ObjectType<int>("Item", "One.", () =>
        [
            new("second", Scalars.Int, "Takes one.", (number, _) =>
            {
                log.Add($"{number}");
                time.Move(TimeSpan.FromSeconds(1));
                return number;
            }),
        ]);
        Field<object> Waiting(string name, Func<FieldContext, Task<object?>> wait) => Field<object>.Async(name, Scalars.Text, "Waits.", async (_, field) =>
        {
            log.Add($"{name} begins");
            contexts.Add(field);
            return await wait(field);
        });
        Field<object>[] fields =
        [
            new("items", item.List, "Many.", (_, _) => Enumerable.Range(1, 100).Cast<object>()),
            new("numbers", Scalars.Int.List, "Many.", (_, _) => Enumerable.Range(1, 100).Select(number =>
            {
                time.Move(TimeSpan.FromSeconds(1));
                return (object)number;
            })),
            new("now", Scalars.Text, "At once.", (_, _) => "n"),
            Waiting("listens", field => gate.Task.WaitAsync(field.Cancellation)),
            Waiting("deaf", _ => gate.Task),
            Waiting("long", _ =>
            {
                time.Move(TimeSpan.FromSeconds(11));
                return Task.FromResult<object?>("l");
            }),
            Waiting("own", _ => throw new OperationCanceledException("own")),
            Waiting("late", _ => throw new TimeoutException("own")),
        ];
        schema = new Schema(
            new ObjectType<object>("Query", "Reads.", () => fields), new ObjectType<object>("Mutation", "Writes.", () => fields));
    }

    [Theory]
    [InlineData("{ now items { second } }", """["items"]""")]
    [InlineData("{ now numbers }", """["numbers"]""")]
    public async Task is_stopped_wherever_it_is(string document, string path)
    {
        Assert.Equal(Stopped(path), await AskAsync(document));
        Assert.InRange(log.Count, 0, 25); // Of 100: the clock is looked at now and then.
    }

    [Theory]
    [InlineData("{ now listens }", "listens")]
    [InlineData("{ now deaf }", "deaf")]
    [InlineData("{ listens deaf }", "listens")]
    [InlineData("{ deaf listens }", "deaf")]
    public async Task cancels_who_listens_and_leaves_behind_who_does_not(string document, string path)
    {
        var asking = AskAsync(document);
        Assert.False(asking.IsCompleted);
        time.Move(TimeSpan.FromSeconds(9.9));
        Assert.False(asking.IsCompleted);
        time.Move(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Stopped($"""["{path}"]"""), await asking.WaitAsync(Patience));
        Assert.All(contexts, context => Assert.True(context.Cancellation.IsCancellationRequested));
        gate.SetResult("too late");
    }

    [Fact]
    public async Task begins_no_further_field_of_a_mutation()
    {
        Assert.Equal(Stopped(null), await AskAsync("mutation { long now listens }"));
        Assert.Equal(["long begins"], log);
    }

    [Fact]
    public async Task is_no_longer_waited_for_when_a_sibling_took_the_answer()
    {
        var query = new ObjectType<object>("Query", "Reads.", () =>
        [
            new("never", Scalars.Text.NonNull, "Null where none may be.", (_, _) => (string?)null),
            Field<object>.Async("a", Scalars.Text, "Waits.", async (_, _) => await gate.Task),
            Field<object>.Async("b", Scalars.Text, "Waits.", async (_, _) => await gate.Task),
        ]);
        var asking = new Schema(query).AskAsync("{ never a b }", options: new EngineOptions { Time = time });
        Assert.False(asking.IsCompleted); // What was begun still runs.
        time.Move(TimeSpan.FromSeconds(10));
        Assert.StartsWith("""{"errors":[{"message":"Cannot return null""", (await asking.WaitAsync(Patience)).Response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listens")]
    [InlineData("deaf")]
    public async Task leaves_no_timer_when_it_ends_in_time_after_all(string field)
    {
        var asking = AskAsync($"{{ {field} }}");
        time.Move(TimeSpan.FromSeconds(9));
        Assert.InRange(time.Waiting, 1, 2);
        gate.SetResult("x");
        Assert.Equal($$$"""{"data":{"{{{field}}}":"x"}}""", await asking.WaitAsync(Patience));
        Assert.Equal(0, time.Waiting);
    }

    [Fact]
    public async Task ends_as_the_caller_s_cancellation_when_it_is_that()
    {
        using var caller = new CancellationTokenSource();
        var request = new GraphQLRequest { Document = "{ listens }", Context = this };
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var asking = new GraphQLEngine(schema, new EngineOptions { Time = time }).ExecuteAsync(request, output, caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Patience));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public async Task is_waited_for_as_long_as_it_likes_when_the_host_says_so()
    {
        var asking = AskAsync("{ listens }", Timeout.InfiniteTimeSpan);
        time.Move(TimeSpan.FromDays(1));
        gate.SetResult("x");
        Assert.Equal("""{"data":{"listens":"x"}}""", await asking.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("own")]
    [InlineData("late")]
    public async Task is_not_what_a_resolver_means_that_gave_up_by_itself(string field) => Assert.Equal(
        $$$"""{"errors":[{"message":"Internal error.","locations":[{"line":1,"column":7}],"path":["{{{field}}}"],"extensions":{"code":"INTERNAL"}}],"data":{"now":"n","{{{field}}}":null}}""",
        await AskAsync($"{{ now {field} }}"));

    [Fact]
    public async Task takes_only_its_own_event_of_a_subscription_with_it()
    {
        var bell = new Bell { Options = new EngineOptions { Time = time }, Answering = count => time.Move(TimeSpan.FromSeconds(count == 1 ? 11 : 1)) };
        bell.Ring(1, 2);
        Assert.Equal(
            [Stopped("""["rung"]"""), """{"data":{"rung":{"late":"2"}}}"""], await bell.HearAsync("subscription { rung { late } }"));
    }

    private async Task<string> AskAsync(string document, TimeSpan? max = null) => (await schema.AskAsync(
        document, options: new EngineOptions { Time = time, ExecutionTimeMax = max ?? Limits.ExecutionTimeMax })).Response;

    private static string Stopped(string? path) =>
        $$$"""{"errors":[{"message":"The request took longer than 10 seconds and was stopped."{{{(path is null ? "" : $",\"path\":{path}")}}},"extensions":{"code":"EXECUTION_TIMEOUT","limit":"executionSeconds","max":10}}],"data":null}""";
}

public sealed class An_answer_that_is_too_large
{
    private static readonly Schema Schema = Asking.SchemaOf(
        new Field<object>("text", Scalars.Text, "Long.", (_, query) => new string('x', query.Int("length")))
        {
            Arguments = [new("length", Scalars.Int.NonNull, "How long.")],
        },
        new Field<object>("endless", Scalars.Int.List, "Without end.", (_, _) => Endless()),
        new Field<object>("nested", Scalars.Int.List.List, "Without end.", (_, _) => Endless().Select(_ => new[] { 1 })),
        Field<object>.Async("later", Scalars.Int.List, "Without end.", async (_, _) =>
        {
            await Task.Yield();
            return Endless();
        }));

    [Theory]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public async Task is_refused_from_the_first_byte_too_many(int max)
    {
        var fits = max - """{"text":""}""".Length;
        Assert.Equal($$$"""{"data":{"text":"{{{new string('x', fits)}}}"}}""", await AskAsync($"{{ text(length: {fits}) }}", max));
        Assert.Equal(TooLarge(max), await AskAsync($"{{ text(length: {fits + 1}) }}", max));
    }

    [Theory]
    [InlineData("endless")]
    [InlineData("nested")]
    [InlineData("later")]
    public async Task is_not_written_to_its_end(string field)
    {
        var answer = JsonNode.Parse(await AskAsync($"{{ {field} }}", 10_000))!;
        Assert.Equal("RESULT_TOO_LARGE", answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>());
        Assert.InRange(answer["errors"]![0]!["path"]![1]!.GetValue<int>(), 1_000, 20_000);
        Assert.Null(answer["data"]);
    }

    private static async Task<string> AskAsync(string document, int max) =>
        (await Schema.AskAsync(document, options: new EngineOptions { ResultBytesMax = max })).Response;

    private static string TooLarge(int max) =>
        $$$"""{"errors":[{"message":"The answer is larger than {{{max}}} bytes.","extensions":{"code":"RESULT_TOO_LARGE","limit":"resultBytes","max":{{{max}}}}}],"data":null}""";

    private static IEnumerable<object> Endless()
    {
        while (true)
        {
            yield return 1;
        }
    }
}
