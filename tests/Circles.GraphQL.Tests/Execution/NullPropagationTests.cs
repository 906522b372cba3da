using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class A_field_that_fails
{
    private static readonly ObjectType<object> Inner = new("Inner", "Inside.", () =>
    [
        new("ok", Scalars.Int, "Works.", (_, _) => 1),
        new("bad", Scalars.Int, "Fails.", int (_, _) => throw new GraphQLError("No.", "NOPE") { Extensions = new Dictionary<string, object?> { ["retry"] = true } }),
        new("badNonNull", Scalars.Int.NonNull, "Fails.", int (_, _) => throw new GraphQLError("Never.", "NOPE")),
        new("nullNonNull", Scalars.Text.NonNull, "Is null.", (_, _) => (string?)null),
        new("crash", Scalars.Text, "Crashes.", string? (_, _) => throw new InvalidOperationException("password=secret")),
        new("odd", Scalars.Int.NonNull, "Fails for odd sources.", (source, _) => source is 1 ? throw new GraphQLError("Odd.", "ODD") : 0),
        new("big", Scalars.Int, "Too big.", (_, _) => 5_000_000_000L),
        Field<object>.Async("later", Scalars.Int.NonNull, "Fails later.", async (_, _) =>
        {
            await Task.Yield();
            throw new GraphQLError("Late.", "LATE");
        }),
    ]);

    private static readonly Schema Schema = Asking.SchemaOf(
        new("inner", Inner, "Nullable.", (source, _) => source),
        new("innerNonNull", Inner.NonNull, "Not nullable.", (source, _) => source),
        new("nullables", Inner.List, "Items may be null.", (_, _) => new object[] { 0, 1, 0 }),
        new("nonNulls", Inner.NonNull.List, "Items may not be null.", (_, _) => new object[] { 0, 1, 0 }),
        new("lazy", Inner.NonNull.List, "Breaks half-way.", (_, _) => Breaking()),
        new("notAList", Inner.List, "Is no list.", (_, _) => (object)"text"),
        new("ints", Scalars.Int.List, "One is no number.", (_, _) => new object?[] { 1, "x", null, 2 }));

    private static IEnumerable<object> Breaking()
    {
        yield return 0;
        throw new GraphQLError("Broken.", "BROKEN");
    }

    [Theory]
    [InlineData("{ inner { ok bad } }",
        """{"errors":[{"message":"No.","locations":[{"line":1,"column":14}],"path":["inner","bad"],"extensions":{"code":"NOPE","retry":true}}],"data":{"inner":{"ok":1,"bad":null}}}""")]
    [InlineData("{ a: inner { ok badNonNull } }",
        """{"errors":[{"message":"Never.","locations":[{"line":1,"column":17}],"path":["a","badNonNull"],"extensions":{"code":"NOPE"}}],"data":{"a":null}}""")]
    [InlineData("{ innerNonNull { badNonNull } }",
        """{"errors":[{"message":"Never.","locations":[{"line":1,"column":18}],"path":["innerNonNull","badNonNull"],"extensions":{"code":"NOPE"}}],"data":null}""")]
    [InlineData("{ nullables { odd } }",
        """{"errors":[{"message":"Odd.","locations":[{"line":1,"column":15}],"path":["nullables",1,"odd"],"extensions":{"code":"ODD"}}],"data":{"nullables":[{"odd":0},null,{"odd":0}]}}""")]
    [InlineData("{ inner { ok } nonNulls { odd } ints }",
        """{"errors":[{"message":"Odd.","locations":[{"line":1,"column":27}],"path":["nonNulls",1,"odd"],"extensions":{"code":"ODD"}},{"message":"Internal error.","locations":[{"line":1,"column":33}],"path":["ints",1],"extensions":{"code":"INTERNAL"}}],"data":{"inner":{"ok":1},"nonNulls":null,"ints":[1,null,null,2]}}""")]
    [InlineData("{ lazy { ok } }",
        """{"errors":[{"message":"Broken.","locations":[{"line":1,"column":3}],"path":["lazy"],"extensions":{"code":"BROKEN"}}],"data":{"lazy":null}}""")]
    [InlineData("{ inner { nullNonNull } }",
        """{"errors":[{"message":"Cannot return null for non-nullable field Inner.nullNonNull.","locations":[{"line":1,"column":11}],"path":["inner","nullNonNull"],"extensions":{"code":"INTERNAL"}}],"data":{"inner":null}}""")]
    [InlineData("{ inner { big } notAList { ok } }",
        """{"errors":[{"message":"Internal error.","locations":[{"line":1,"column":11}],"path":["inner","big"],"extensions":{"code":"INTERNAL"}},{"message":"Internal error.","locations":[{"line":1,"column":17}],"path":["notAList"],"extensions":{"code":"INTERNAL"}}],"data":{"inner":{"big":null},"notAList":null}}""")]
    [InlineData("{ inner { ok later } b: inner { ok } }",
        """{"errors":[{"message":"Late.","locations":[{"line":1,"column":14}],"path":["inner","later"],"extensions":{"code":"LATE"}}],"data":{"inner":null,"b":{"ok":1}}}""")]
    [InlineData("{ nonNulls { later } }",
        """{"errors":[{"message":"Late.","locations":[{"line":1,"column":14}],"path":["nonNulls",0,"later"],"extensions":{"code":"LATE"}}],"data":{"nonNulls":null}}""")]
    public void becomes_null_and_takes_non_null_parents_with_it(string document, string response) =>
        Assert.Equal(response, Schema.Ask(document));

    [Fact]
    public async Task tells_the_host_what_it_keeps_from_the_caller()
    {
        var told = new List<string>();
        var options = new EngineOptions { OnException = (e, path) => told.Add($"{e.Message} at {string.Join('.', path)}") };
        var (response, summary) = await Schema.AskAsync("{ inner { crash } }", options: options);
        Assert.Equal(["password=secret at inner.crash"], told);
        Assert.DoesNotContain("secret", response, StringComparison.Ordinal);
        Assert.Equal(new ExecutionSummary(true, 1, GraphQL.Language.OperationKind.Query, null) { Cost = 1 }, summary);
    }

    [Fact]
    public async Task is_told_at_most_a_hundred_times()
    {
        var document = $"{{ {string.Concat(Enumerable.Range(0, 150).Select(i => $"f{i}: inner {{ bad }} "))} }}";
        var (response, _) = await Schema.AskAsync(document, options: new EngineOptions { AliasesMax = 150, RootFieldsMax = 150 });
        Assert.Equal(Limits.FieldErrorsMax, System.Text.Json.JsonDocument.Parse(response).RootElement.GetProperty("errors").GetArrayLength());
    }
}
