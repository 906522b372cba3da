using System.Text.Json;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Tests.Introspection;

public sealed class Introspecting
{
    [Fact]
    public void gives_the_reference_client_the_very_schema()
    {
        var query = Reference.Ask("query", new { wantsQuery = true })["query"]!.GetValue<string>();
        var response = JsonDocument.Parse(Guild.Schema.Ask(query)).RootElement;
        Assert.False(response.TryGetProperty("errors", out _), response.ToString());
        var client = Reference.Ask("client", new { introspection = response.GetProperty("data") })["client"]!.GetValue<string>();
        Assert.Equal(SchemaPrinter.Print(Guild.Schema), client);
    }

    [Theory]
    [InlineData("""{ __type(name: "Level") { kind name enumValues { name } fields { name } } }""",
        """{"data":{"__type":{"kind":"ENUM","name":"Level","enumValues":[{"name":"NOVICE"},{"name":"WELL_VERSED"},{"name":"MASTER"}],"fields":null}}}""")]
    [InlineData("""{ __type(name: "Where") { kind isOneOf inputFields { name type { name } } } nothing: __type(name: "No") { name } }""",
        """{"data":{"__type":{"kind":"INPUT_OBJECT","isOneOf":true,"inputFields":[{"name":"id","type":{"name":"ID"}},{"name":"name","type":{"name":"String"}}]},"nothing":null}}""")]
    [InlineData("""{ __type(name: "Finding") { possibleTypes { name } } n: __type(name: "Named") { interfaces { name } possibleTypes { name } } }""",
        """{"data":{"__type":{"possibleTypes":[{"name":"Person"},{"name":"Circle"}]},"n":{"interfaces":[{"name":"Node"}],"possibleTypes":[{"name":"Circle"},{"name":"Person"}]}}}""")]
    public void describes_each_kind_of_type(string document, string response) => Assert.Equal(response, Guild.Schema.Ask(document));

    [Theory]
    [InlineData("fields", "name", false)]
    [InlineData("fields(includeDeprecated: true)", "age", true)]
    [InlineData("fields", "age", false)]
    public void tells_what_is_deprecated_only_when_asked(string selection, string name, bool told)
    {
        var response = Guild.Schema.Ask($"{{ __type(name: \"Person\") {{ {selection} {{ name isDeprecated deprecationReason }} }} }}");
        Assert.Equal(told, response.Contains($$"""{"name":"{{name}}","isDeprecated":true,"deprecationReason":"Nobody's business."}""", StringComparison.Ordinal));
    }

    [Fact]
    public void shows_defaults_as_literals() => Assert.Contains(
        """{"name":"of","defaultValue":"[WELL_VERSED]"}""",
        Guild.Schema.Ask("{ __type(name: \"Query\") { fields { name args { name defaultValue } } } }"),
        StringComparison.Ordinal);
}
