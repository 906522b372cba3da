using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;

namespace Circles.Schema.Tests;

/// <summary>Each scalar on a field that answers what it was given, by a literal and by a variable.</summary>
public sealed class Custom_scalars
{
    private static readonly ScalarType[] All =
    [
        CustomScalars.DateTime, CustomScalars.LocalDate, CustomScalars.Duration, CustomScalars.TimeZone, CustomScalars.Locale,
        CustomScalars.EmailAddress, CustomScalars.Url, CustomScalars.Sequence,
    ];

    private static readonly GraphQLEngine Echo = new(new GraphQL.Types.Schema(new ObjectType<object>("Query", "Echoes.", () =>
    [
        .. All.Select(type => new Field<object>(type.Name, type, "As given.", (_, query) => query.Get<object>("v")) { Arguments = [new("v", type, "Any.")] }),
    ])));

    [Theory]
    [InlineData("DateTime", "2026-03-29T17:00:00+02:00", "2026-03-29T15:00:00Z")]
    [InlineData("LocalDate", "2026-03-29", "2026-03-29")]
    [InlineData("Duration", "PT1H30M", "PT1H30M")]
    [InlineData("Duration", "PT90M", "PT1H30M")]
    [InlineData("Duration", "P1DT2H3M4.5S", "P1DT2H3M4.5S")]
    [InlineData("Duration", "-PT2H", "PT-2H")]
    [InlineData("Duration", "P1DT-2H", "PT22H")]
    [InlineData("Duration", "PT0S", "P0D")]
    [InlineData("Duration", "P100000D", "P100000D")]
    [InlineData("TimeZone", "Europe/Warsaw", "Europe/Warsaw")]
    [InlineData("TimeZone", "UTC", "UTC")]
    [InlineData("Locale", "pt-BR", "pt-BR")]
    [InlineData("Locale", "zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("EmailAddress", "jan.kowalski+circles@example.org", "jan.kowalski+circles@example.org")]
    [InlineData("EmailAddress", "łukasz@przykład.pl", "łukasz@przykład.pl")]
    [InlineData("URL", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d")]
    [InlineData("URL", "ftp://files.example.org", "ftp://files.example.org")]
    [InlineData("Sequence", "9007199254740993", "9007199254740993")]
    public async Task take_and_answer_what_is_one(string type, string given, string answer)
    {
        Assert.Equal(answer, (await ByVariableAsync(type, JsonSerializer.Serialize(given))).GetProperty("data").GetProperty(type).GetString());
        Assert.Equal(answer, (await AskAsync($"{{ {type}(v: {JsonSerializer.Serialize(given)}) }}", null)).GetProperty("data").GetProperty(type).GetString());
    }

    [Theory]
    [InlineData("DateTime", "2026-03-29T17:00:00", "a date and time with its offset, as in 2026-03-29T17:00:00+02:00")]
    [InlineData("LocalDate", "29.3.2026", "an ISO 8601 date, as in 2026-03-29")]
    [InlineData("Duration", "90", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P1DT", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P1Y", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P1M", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P1W", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P0.5D", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P400000D", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("Duration", "P2147483647DT99999999999H", "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M")]
    [InlineData("TimeZone", "Warsaw", "an IANA time zone, as in Europe/Warsaw")]
    [InlineData("TimeZone", "CEST+2", "an IANA time zone, as in Europe/Warsaw")]
    [InlineData("Locale", "pt_BR", "a BCP 47 language tag, as in pl or pt-BR")]
    [InlineData("Locale", "p", "a BCP 47 language tag, as in pl or pt-BR")]
    [InlineData("EmailAddress", "jan@", "an e-mail address, as in name@example.org")]
    [InlineData("EmailAddress", "jan@@example.org", "an e-mail address, as in name@example.org")]
    [InlineData("EmailAddress", "jan kowalski@example.org", "an e-mail address, as in name@example.org")]
    [InlineData("EmailAddress", "jan@example.org.", "an e-mail address, as in name@example.org")]
    [InlineData("URL", "example.org", "an absolute address, as in https://example.org/about")]
    [InlineData("URL", "//example.org", "an absolute address, as in https://example.org/about")]
    [InlineData("URL", "http://", "an absolute address, as in https://example.org/about")]
    [InlineData("URL", "javascript:alert(1)", "an absolute address, as in https://example.org/about")]
    [InlineData("URL", "https://example.org/a b", "an absolute address, as in https://example.org/about")]
    [InlineData("Sequence", "-1", "a whole number in a string, as in \"1024\"")]
    public async Task say_what_they_expected_of_what_is_none(string type, string given, string expected)
    {
        var error = (await ByVariableAsync(type, JsonSerializer.Serialize(given))).GetProperty("errors")[0];
        Assert.Equal($"Variable \"$v\" has invalid value: {type} must be {expected}.", error.GetProperty("message").GetString());
        Assert.Equal("BAD_USER_INPUT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(
            $"{type} must be {expected}.",
            (await AskAsync($"{{ {type}(v: {JsonSerializer.Serialize(given)}) }}", null)).GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task take_nothing_but_strings(string json)
    {
        foreach (var type in All)
        {
            Assert.Contains($"{type.Name} must be ", (await ByVariableAsync(type.Name, json)).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void say_where_they_are_specified() => Assert.All(
        All.Where(type => type != CustomScalars.Sequence),
        type => Assert.True(Uri.TryCreate(type.SpecifiedBy, UriKind.Absolute, out var uri) && uri.Scheme == "https"));

    [Fact]
    public async Task tell_the_place_in_an_input()
    {
        await using var api = await Api.FoundedAsync();
        var answer = await api.AskAsync(
            Actor.Operator,
            "mutation($input: RegisterPersonInput!) { registerPerson(input: $input) { person { id } errors { code } } }",
            new { input = new { name = "Ewa", languages = new[] { "pl", "p_l" }, email = "ewa@example.org" } });
        Assert.Equal(
            "Variable \"$input\" has invalid value at .languages[1]: Locale must be a BCP 47 language tag, as in pl or pt-BR.",
            answer.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    private static Task<JsonElement> ByVariableAsync(string type, string json) =>
        AskAsync($"query ($v: {type}) {{ {type}(v: $v) }}", JsonDocument.Parse($"{{\"v\":{json}}}").RootElement);

    private static async Task<JsonElement> AskAsync(string document, JsonElement? variables)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        await Echo.ExecuteAsync(new GraphQLRequest { Document = document, Variables = variables, Context = new object() }, output);
        return JsonDocument.Parse(output.WrittenMemory).RootElement;
    }
}
