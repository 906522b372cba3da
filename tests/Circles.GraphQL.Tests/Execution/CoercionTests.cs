using System.Globalization;
using System.Text.Json;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class Coercing_variables
{
    private const string NotExactlyOne =
        "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null.";

    private static readonly ScalarType Day = ScalarType.OfString<DateOnly>(
        "Day", "A day.", "https://example.org/day", day => day.ToString("o", CultureInfo.InvariantCulture),
        (string text, out DateOnly day) => DateOnly.TryParseExact(text, "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out day),
        "an ISO 8601 date, as in 2026-03-29");

    private static readonly Schema Schema = Asking.SchemaOf(
        new("int", Scalars.Int, "Int.", (_, query) => query.IntOrNull("v")) { Arguments = [new("v", Scalars.Int, "V.", Min: 1, Max: 100)] },
        new("float", Scalars.Float, "Float.", (_, query) => query.Get<object>("v")) { Arguments = [new("v", Scalars.Float, "V.")] },
        new("text", Scalars.Text, "Text.", (_, query) => query.TextOrNull("v")) { Arguments = [new("v", Scalars.Text, "V.")] },
        new("id", Scalars.Id, "ID.", (_, query) => query.TextOrNull("v")) { Arguments = [new("v", Scalars.Id, "V.")] },
        new("flag", Scalars.Boolean, "Boolean.", (_, query) => query.Get<object>("v")) { Arguments = [new("v", Scalars.Boolean, "V.")] },
        new("day", Day, "Day.", (_, query) => query.Get<object>("v")) { Arguments = [new("v", Day, "V.")] },
        new("levels", Guild.LevelType.List, "Levels.", (_, query) => query.List<Guild.Level>("v")) { Arguments = [new("v", Guild.LevelType.List, "V.")] },
        new("need", Scalars.Int.NonNull, "Int!.", (_, query) => query.Int("v")) { Arguments = [new("v", Scalars.Int.NonNull, "V.", Default: 7)] },
        new("has", Scalars.Boolean, "Given at all.", (_, query) => query.Has("v")) { Arguments = [new("v", Scalars.Int, "V.")] },
        new("filter", Scalars.Text, "Canonical.", (_, query) => query.InputOrNull("v")?.ToCanonicalJson()) { Arguments = [new("v", Guild.FilterType, "V.")] },
        new("where", Scalars.Text, "Canonical.", (_, query) => query.InputOrNull("v")?.ToCanonicalJson()) { Arguments = [new("v", Guild.WhereType, "V.")] });

    [Theory]
    [InlineData("int", "Int", "42", "42")]
    [InlineData("int", "Int", "1.0", "1")]
    [InlineData("int", "Int", "null", "null")]
    [InlineData("float", "Float", "1", "1")]
    [InlineData("float", "Float", "1.25", "1.25")]
    [InlineData("text", "String", "\"é\\u0041\"", "\"éA\"")]
    [InlineData("id", "ID", "5", "\"5\"")]
    [InlineData("id", "ID", "\"x\"", "\"x\"")]
    [InlineData("flag", "Boolean", "true", "true")]
    [InlineData("day", "Day", "\"2026-03-29\"", "\"2026-03-29\"")]
    [InlineData("levels", "[Level]", "[\"NOVICE\", \"WELL_VERSED\"]", "[\"NOVICE\",\"WELL_VERSED\"]")]
    [InlineData("levels", "[Level]", "\"MASTER\"", "[\"MASTER\"]")]
    [InlineData("levels", "[Level]", "[]", "[]")]
    [InlineData("filter", "Filter", "{\"text\":\"t\"}", "\"{\\\"limit\\\":10,\\\"text\\\":\\\"t\\\"}\"")]
    [InlineData("filter", "Filter", "{\"levels\":[\"NOVICE\"],\"text\":\"t\",\"inner\":null,\"limit\":3}",
        "\"{\\\"inner\\\":null,\\\"levels\\\":[\\\"NOVICE\\\"],\\\"limit\\\":3,\\\"text\\\":\\\"t\\\"}\"")]
    [InlineData("where", "Where", "{\"id\":1}", "\"{\\\"id\\\":\\\"1\\\"}\"")]
    public void takes_what_fits(string field, string type, string json, string answer) =>
        Assert.Equal($"{{\"data\":{{\"{field}\":{answer}}}}}", Ask(field, type, $"{{\"v\":{json}}}"));

    [Theory]
    [InlineData("int", "Int", "\"1\"", "Int cannot represent non-integer value: \"1\"")]
    [InlineData("int", "Int", "1.5", "Int cannot represent non-integer value: 1.5")]
    [InlineData("int", "Int", "true", "Int cannot represent non-integer value: true")]
    [InlineData("int", "Int", "3000000000", "Int cannot represent non 32-bit signed integer value: 3000000000")]
    [InlineData("float", "Float", "\"1\"", "Float cannot represent non numeric value: \"1\"")]
    [InlineData("text", "String", "1", "String cannot represent a non string value: 1")]
    [InlineData("text", "String", "\"\\ud800\"", "String cannot represent a non string value: \"\\\\ud800\"")]
    [InlineData("id", "ID", "1.5", "ID cannot represent value: 1.5")]
    [InlineData("flag", "Boolean", "1", "Boolean cannot represent a non boolean value: 1")]
    [InlineData("day", "Day", "\"yesterday\"", "Day must be an ISO 8601 date, as in 2026-03-29.")]
    [InlineData("levels", "[Level]", "[\"NOVIC\"]", "Value \"NOVIC\" does not exist in \"Level\" enum. Did you mean the enum value \"NOVICE\"?")]
    [InlineData("levels", "[Level]", "[1]", "Enum \"Level\" cannot represent non-string value: 1.")]
    [InlineData("filter", "Filter", "1", "Expected value of type \"Filter\" to be an object, found: 1.")]
    [InlineData("filter", "Filter", "{}", "Expected value of type \"Filter\" to include required field \"text\", found: {}.")]
    [InlineData("filter", "Filter", "{\"text\":\"t\",\"limt\":1}", "not to include unknown field \"limt\". Did you mean \"limit\"? Found: { text: \"t\", limt: 1 }.")]
    [InlineData("filter", "Filter", "{\"text\":\"t\",\"limit\":51}", "Field \"limit\" must be at most 50.")]
    [InlineData("where", "Where", "{}", NotExactlyOne)]
    [InlineData("where", "Where", "{\"id\":\"a\",\"name\":null}", NotExactlyOne)]
    [InlineData("where", "Where", "{\"id\":null}", NotExactlyOne)]
    public void refuses_what_does_not_before_anything_runs(string field, string type, string json, string why)
    {
        var response = JsonDocument.Parse(Ask(field, type, $"{{\"v\":{json}}}")).RootElement;
        var error = response.GetProperty("errors")[0];
        Assert.EndsWith(why.Replace("\\\\", "\\", StringComparison.Ordinal), error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("BAD_USER_INPUT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.False(response.TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("query ($v: Int!) { need(v: $v) }", "{}", "Variable \"$v\" has invalid value: Expected a value of non-null type \"Int!\" to be provided.")]
    [InlineData("query ($v: Int!) { need(v: $v) }", "{\"v\":null}", "Variable \"$v\" has invalid value: Expected value of non-null type \"Int!\" not to be null.")]
    [InlineData("query ($v: Filter = {text: \"a\", limit: 51}) { filter(v: $v) }", "{}",
        "Variable \"$v\" has invalid default value at .limit: Field \"limit\" must be at most 50.")]
    [InlineData("query ($v: [Level!]) { levels(v: $v) }", "{\"v\":[\"NOVICE\",null]}",
        "Variable \"$v\" has invalid value at [1]: Expected value of non-null type \"Level!\" not to be null.")]
    [InlineData("query ($v: Filter) { filter(v: $v) }", "{\"v\":{\"text\":\"a\",\"inner\":{\"text\":1}}}",
        "Variable \"$v\" has invalid value at .inner.text: String cannot represent a non string value: 1")]
    public void says_where_in_the_variable(string document, string variables, string message) =>
        Assert.Equal(message, Message(Schema.Ask(document, variables)));

    [Theory]
    [InlineData("{ int(v: 0) }", "Argument \"v\" must be between 1 and 100.")]
    [InlineData("query ($v: Int = 101) { int(v: $v) }", "Argument \"v\" must be between 1 and 100.")]
    [InlineData("query ($v: Int) { need(v: $v) }", "Argument \"Query.need(v:)\" has invalid value: Expected variable \"$v\" provided to non-null type \"Int!\" not to be null.")]
    public void tells_a_field_error_when_an_argument_is_out_of_place(string document, string message) =>
        Assert.Equal(message, Message(Schema.Ask(document, "{\"v\":null}".Replace("null", document.Contains("need", StringComparison.Ordinal) ? "null" : "101", StringComparison.Ordinal))));

    [Theory]
    [InlineData("query ($v: Int) { need(v: $v) has(v: $v) }", """{"data":{"need":7,"has":false}}""")]
    [InlineData("query ($v: Int = 3) { need(v: $v) has(v: $v) }", """{"data":{"need":3,"has":true}}""")]
    [InlineData("query ($v: String! = \"d\") { filter(v: {text: $v}) }", """{"data":{"filter":"{\"limit\":10,\"text\":\"d\"}"}}""")]
    [InlineData("query ($v: Int) { filter(v: {text: \"t\", limit: 1}) x: levels(v: [NOVICE]) has(v: $v) }",
        """{"data":{"filter":"{\"limit\":1,\"text\":\"t\"}","x":["NOVICE"],"has":false}}""")]
    public void puts_defaults_where_nothing_was_given(string document, string response) => Assert.Equal(response, Schema.Ask(document, "{}"));

    [Fact]
    public void tells_at_most_fifty_faults() => Assert.Equal(
        Limits.CoercionErrorsMax + 1,
        JsonDocument.Parse(Ask("levels", "[Level]", $"{{\"v\":[{string.Join(',', Enumerable.Repeat("1", 500))}]}}"))
            .RootElement.GetProperty("errors").GetArrayLength());

    private static string Ask(string field, string type, string variables) => Schema.Ask($"query ($v: {type}) {{ {field}(v: $v) }}", variables);

    private static string? Message(string response) =>
        JsonDocument.Parse(response).RootElement.GetProperty("errors")[0].GetProperty("message").GetString();
}
