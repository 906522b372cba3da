using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>
/// What has brought down GraphQL servers before, sent to a real one: each is answered in time with a 4xx or a GraphQL error, briefly, and
/// the server is well afterwards. The faults behind them are told in the remarks of each test.
/// </summary>
public sealed class Hostile_requests(OneNetwork one) : IClassFixture<OneNetwork>
{
    private const int RefusalBytesMax = 256 * 1024;
    private const long GrowthBytesMax = 512L << 20;

    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private static readonly int[] Depths = [2_000, 5_000, 20_000, 100_000];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Gateway Gateway => one.Gateway;

    /// <remarks>
    /// CVE-2026-40324 (Hot Chocolate), CVE-2023-28867 (graphql-java), CVE-2022-21708 (graph-gophers): recursion without a bound ends the
    /// process, before any other limit is asked.
    /// </remarks>
    [Theory]
    [InlineData("selection sets", "{a", "}", "")]
    [InlineData("selection sets that never end", "{a", "", "")]
    [InlineData("inline fragments", "{...", "}", "{a}")]
    [InlineData("typed inline fragments", "{...on Query", "}", "{a}")]
    [InlineData("list values", "[", "]", "1", "{ a(b: ", ") }")]
    [InlineData("list values that never end", "[", "", "", "{ a(b: ")]
    [InlineData("object values", "{a:", "}", "1", "{ a(b: ", ") }")]
    [InlineData("object values that never end", "{a:", "", "", "{ a(b: ")]
    [InlineData("lists in objects", "[{a:", "}]", "1", "{ a(b: ", ") }")]
    [InlineData("values of directives", "[", "]", "1", "{ a @b(c: ", ") }")]
    [InlineData("list types", "[", "]", "Int", "query ($a: ", ") { a }")]
    [InlineData("list types that never end", "[", "", "", "query ($a: ")]
    [InlineData("default values", "[", "]", "1", "query ($a: Int = ", ") { a }")]
    [InlineData("parentheses", "(", ")", "", "{ a")]
    [InlineData("arguments in selections", "{a(b:{c:1})", "}", "")]
    [InlineData("braces that only close", "}", "", "", "{ a }")]
    public async Task of_deep_documents_are_refused(string kind, string open, string close, string core, string before = "", string after = "") =>
        await AllAreRefusedAsync(kind, Depths.Select(depth => Query(before + Repeat(open, depth) + core + Repeat(close, depth) + after)));

    /// <remarks>The same through the request's own JSON, and through spreads that no brace shows.</remarks>
    [Fact]
    public async Task of_deep_JSON_and_long_chains_are_refused()
    {
        await AllAreRefusedAsync("JSON arrays", Depths.Select(depth => Utf8(Repeat("[", depth) + Repeat("]", depth))));
        await AllAreRefusedAsync("JSON objects", Depths.Select(depth => Utf8(Repeat("{\"query\":", depth) + "1" + Repeat("}", depth))));
        await AllAreRefusedAsync("variables", Depths.Select(depth =>
            Utf8(
            "{\"query\":\"query($a:[Int]){__typename}\",\"variables\":{\"a\":" + Repeat("[", depth) + Repeat("]", depth) + "}}")));
        await AllAreRefusedAsync("extensions", Depths.Select(depth =>
            Utf8(
            "{\"query\":\"{__typename}\",\"extensions\":{\"a\":" + Repeat("[", depth) + Repeat("]", depth) + "}}")));
        await AllAreRefusedAsync("chains of spreads", new[] { 500, 2_000, 20_000 }.Select(length => Query(
            "{...f0}" + Join(length, i => $"fragment f{i} on Query{{...f{i + 1}}}") + $"fragment f{length} on Query{{__typename}}")));
        await AllAreRefusedAsync("a circle of spreads", new[] { 2, 100, 2_000, 20_000 }.Select(length => Query(
            "{...f0}" + Join(length, i => $"fragment f{i} on Query{{...f{(i + 1) % length}}}"))));
    }

    /// <remarks>CVE-2022-37734 (graphql-java), CVE-2023-49559 (gqlgen): an error for each of many unknown directives.</remarks>
    [Fact]
    public async Task of_floods_of_directives_are_refused()
    {
        int[] counts = [10_000, 90_000];
        await AllAreRefusedAsync("one unknown directive, again and again", counts.Select(count => Query("{ __typename " + Repeat("@a", count) + " }")));
        await AllAreRefusedAsync("unknown directives", counts.Select(count => Query("{ __typename " + Join(count, i => $"@a{i}") + " }")));
        await AllAreRefusedAsync("a known directive", counts.Select(count => Query("{ __typename " + Repeat("@skip(if:false)", count / 2) + " }")));
        await AllAreRefusedAsync("directives of an operation", counts.Select(count => Query("query " + Repeat("@a", count) + " { __typename }")));
        await AllAreRefusedAsync("directives of many fields", counts.Select(count => Query("{" + Repeat("network@a@a@a@a@a@a@a@a{id}", count / 16) + "}")));
        await AllAreRefusedAsync("directives of a variable", counts.Select(count => Query("query ($a: Int " + Repeat("@a", count) + ") { __typename }")));
    }

    /// <remarks>CVE-2023-26144 (graphql-js), CVE-2026-40476 (graphql-php): comparing every field with every other.</remarks>
    [Fact]
    public async Task of_overlapping_fields_are_refused()
    {
        await AllAreRefusedAsync("equal fields", new[] { 3_000, 10_000 }.Select(count => Query("{" + Repeat("network{id} ", count) + "}")));
        await AllAreRefusedAsync("equal fields in inline fragments", [Query("{" + Repeat("...on Query{" + Repeat("network{id}", 100) + "}", 200) + "}")]);
        await AllAreRefusedAsync("fields in nested inline fragments", [Query(
            "{" + Repeat("...{" + Repeat("...{" + Repeat("network{id} ", 10) + "}", 50) + "}", 50) + "}")]);
        await AllAreRefusedAsync("differing fields under one key", [Query("{" + Join(2_500, i => $"a:people(first:{i}){{totalCount}} ") + "}")]);
        await AllAreRefusedAsync("fragments that spread one another", new[] { 50, 300 }.Select(count => Query(
            "{" + Join(count, i => $"...f{i} ") + "}" + Join(count, i => $"fragment f{i} on Query{{network{{id}} {Join(count, j => $"...f{j} ")}}}"))));
        await AllAreRefusedAsync("fragments compared with each other", [Query(
            "{" + Join(60, i => $"...f{i} ") + "}" + Join(60, i => $"fragment f{i} on Query{{" + Join(30, j => $"a{j}:people(first:{i}){{totalCount}} ") + "}"))]);
    }

    /// <remarks>A few hundred bytes that stand for 2 to the 60th fields.</remarks>
    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(60)]
    public async Task of_fragment_bombs_are_refused(int doublings)
    {
        await AllAreRefusedAsync("spreads", [Query("{...f0}" + Join(doublings, i => $"fragment f{i} on Query{{...f{i + 1} ...f{i + 1}}}") + $"fragment f{doublings} on Query{{unknown}}")]);
        await AllAreRefusedAsync("spreads under aliases", [Query(
            "{programmes(first:1){nodes{...f0}}}" + Join(doublings, i => $"fragment f{i} on Programme{{a:circles(first:1){{nodes{{programme{{...f{i + 1}}}}}}} b:circles(first:1){{nodes{{programme{{...f{i + 1}}}}}}}}}")
            + $"fragment f{doublings} on Programme{{id}}")]);
        await AllAreRefusedAsync("spreads in inline fragments", [Query(
            "{...f0}" + Join(doublings, i => $"fragment f{i} on Query{{...{{...f{i + 1}}} ...on Query{{...f{i + 1}}}}}") + $"fragment f{doublings} on Query{{a:unknown}}")]);
    }

    /// <remarks>CVE-2024-40094 (graphql-java): introspection goes round in circles, past the bound on depth.</remarks>
    [Fact]
    public async Task of_circles_through_the_introspection_are_refused()
    {
        await AllAreRefusedAsync("fields of types of fields", Enumerable.Range(3, 28).Select(depth =>
            Query("{__schema{types{" + Repeat("fields{type{", depth) + "name" + Repeat("}}", depth) + "}}}")));
        await AllAreRefusedAsync("types of a type", Enumerable.Range(3, 28).Select(depth =>
            Query("{__type(name:\"Query\"){" + Repeat("fields{args{type{possibleTypes{", depth) + "name" + Repeat("}}}}", depth) + "}}")));
        await AllAreRefusedAsync("through fragments", new[] { 3, 10, 30 }.Select(depth => Query(
            "{__schema{types{...f0}}}" + Join(depth, i => $"fragment f{i} on __Type{{fields{{type{{...f{i + 1}}}}}}}") + $"fragment f{depth} on __Type{{name}}")));
        await AllAreRefusedAsync("in breadth", [Query("{" + Join(1_000, i => $"a{i}:__schema{{types{{fields{{args{{name}}}}}}}}") + "}")]);
    }

    /// <remarks>An error, a suggestion or a quotation for each mistake amplifies; comparing long names is quadratic.</remarks>
    [Fact]
    public async Task of_floods_of_errors_are_refused()
    {
        await AllAreRefusedAsync("a field with a long name", [Query("{" + new string('a', 100_000) + "}"), Query("{" + new string('a', 900_000) + "}")]);
        await AllAreRefusedAsync("unknown fields with long names", [Query("{" + Join(2_000, i => $"a{i}{new string('n', 400)} ") + "}")]);
        await AllAreRefusedAsync("unknown fields that are nearly known", [Query("{" + Join(2_000, i => $"netwrok{i % 10} ") + "}")]);
        await AllAreRefusedAsync("unknown arguments", [Query("{network(" + Join(3_000, i => $"a{i}:1 ") + "){id}}")]);
        await AllAreRefusedAsync("unknown variables", [Query("query(" + Join(2_000, i => $"$a{i}:Unknown{i} ") + "){__typename}")]);
        await AllAreRefusedAsync("values that do not fit", [Query("{people(first:[" + Repeat("\"x\",", 9_000) + "]){totalCount}}")]);
        await AllAreRefusedAsync("variables that do not fit", [Utf8(
            "{\"query\":\"query($a:[Int!]){__typename}\",\"variables\":{\"a\":[" + Repeat("null,", 100_000) + "null]}}")]);
        await AllAreRefusedAsync("a long literal", [Query("{people(first:\"" + new string('x', 900_000) + "\"){totalCount}}")]);
        await AllAreRefusedAsync("aliases", [Query("{" + Join(1_000, i => $"a{i}:network{{id}} ") + "}"), Query("{" + Join(9_000, i => $"a{i}:__typename ") + "}")]);
    }

    [Fact]
    public async Task of_huge_tokens_and_broken_texts_are_refused()
    {
        const int size = 1_000_000;
        string[] documents =
        [
            $"{{ a(b: {new string('9', size)}) }}", $"{{ a(b: 1.{new string('9', size)}e{new string('9', 9_000)}) }}",
            $"{{ a(b: \"{new string('x', size)}", $"{{ a(b: \"\"\"{new string('x', size)}", $"{{ a(b: \"{Repeat("\\u0041", size / 8)}",
            new string('{', size), new string('!', size), new string('.', size), new string(',', size), $"#{new string('x', size)}",
            Repeat("query a{b}", 90_000), Repeat("a ", size / 2), "\0", "{ a(b: \"\\uD800\") }",
        ];
        await AllAreRefusedAsync("huge tokens", documents.Select(Query));
        await AllAreRefusedAsync("bytes that are no UTF-8", new byte[][]
        {
            [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0x80],
        }.SelectMany(bytes => new[]
        {
            [.. "{\"query\":\"{__typename} #"u8, .. bytes, .. "\"}"u8], (byte[])[.. "{\"query\":\"{__typename}\",\"variables\":{\"unused\":\""u8, .. bytes, .. "\"}}"u8],
            [.. "{\"query\":\"{__typename}\",\""u8, .. bytes, .. "\":1}"u8], [.. bytes, .. "{\"query\":\"{__typename}\"}"u8],
        }));
        await AllAreRefusedAsync("half surrogates", [Utf8("""{"query":"{__typename}","variables":{"a":"\ud800"}}"""), Utf8("""{"query":"{__typename}","\udfff":1}""")]);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Query(string document) => JsonSerializer.SerializeToUtf8Bytes(new { query = document }, Plain);

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Join(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

    private async Task AllAreRefusedAsync(string kind, IEnumerable<byte[]> bodies)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.WorkingSet64;
        var slowest = TimeSpan.Zero;
        foreach (var body in bodies)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await Gateway.Http.SendAsync(Gateway.Post(body, "application/json"));
            var text = await answer.Content.ReadAsByteArrayAsync();
            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            var what = $"{kind}, {body.Length} bytes beginning {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(60, body.Length)))}";
            Assert.True(took < AnswerMax, $"{what}: took {took}");
            Assert.True((int)answer.StatusCode is 200 or (>= 400 and < 500), $"{what}: {answer.StatusCode}");
            Assert.True(text.Length < RefusalBytesMax, $"{what}: {text.Length} bytes");
            Assert.True(JsonSerializer.Deserialize<JsonElement>(text).GetProperty("errors").GetArrayLength() > 0, what);
            using var patience = new CancellationTokenSource(AnswerMax);
            using var health = await Gateway.Http.GetAsync("/health/live", patience.Token);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        self.Refresh();
        Assert.True(self.WorkingSet64 - before < GrowthBytesMax, $"{kind}: grew by {(self.WorkingSet64 - before) >> 20} MiB");
        if (Environment.GetEnvironmentVariable("FIGURES") is { Length: > 0 } file)
            await File.AppendAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"{slowest.TotalMilliseconds,8:0.0} ms  {kind}\n"));
    }
}
