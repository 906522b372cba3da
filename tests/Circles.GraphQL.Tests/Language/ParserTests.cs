using Circles.GraphQL.Language;

namespace Circles.GraphQL.Tests.Language;

public sealed class Reading_the_whole_language
{
    public static readonly string[] Sources =
    [
        "{ a }", "query { a }", "query Q { a }", "subscription S { a }", "mutation M($a: Int) @d { b }",
        "query Q($a: Int = 1 @d, $b: [String!]! = [\"x\"], $c: I = {a: 1, b: {c: [A, null, true]}}) @x(y: $a) { z: a(b: $b, c: \"d\") @skip(if: true) { ...F ... on T @i { x } ... @j { y } ... { z } } }",
        "fragment F on T @d(a: {b: $c}) { a }",
        "{ a(very: \"long argument value number one\", many: \"long argument value number two\", of: \"long argument value three\") { b } }",
        "\"d\" query Q(\"x\" $a: Int) { a }", "\"\"\"\n  block\n    text\n\"\"\" fragment F on T { a }",
        "schema @d { query: Q mutation: M subscription: S }", "\"d\" schema { query: Q }", "extend schema @d", "extend schema { mutation: M }",
        "scalar S @specifiedBy(url: \"u\")", "\"\"\"d\"\"\" scalar S", "extend scalar S @d",
        "type T implements A & B @d { \"f\" a(\"x\" b: Int = 1 @d, c: [I!]! = {a: 1}): String! @deprecated(reason: \"r\") d: E }",
        "type T implements & A & B { a: Int }", "type T", "extend type T implements C", "extend type T @d", "extend type T { a(b: Int): Int }",
        "interface I implements J @d { a: Int }", "extend interface I implements K", "extend interface I { b: Int }",
        "union U @d = | A | B", "union U = A", "union U", "extend union U = C", "extend union U @d",
        "enum E @d { \"a\" A @d B }", "extend enum E { C }", "extend enum E @d",
        "input I @oneOf { \"a\" a: Int = 1 @d b: [I] }", "extend input I { c: Int }", "extend input I @d",
        "\"d\" directive @d(a: Int = 1, b: String) repeatable on | FIELD | QUERY | INPUT_FIELD_DEFINITION", "directive @d(\"x\" a: Int) on ENUM",
        "{ a(s: \"\\u{1F600}\\uD83D\\uDE00\\n\\\"\\\\\\/\\b\\f\\r\\t é\", b: \"\"\"x \\\"\"\" y\"\"\", e: \"\", f: -0, g: -1.5e-10, h: 1E5) }",
        "\uFEFF#comment\r\n{ a, , b # more\r c }", "{ on fragment query type input true: a null: b }", "{ a(on: on, type: type) }",
        "{ a(b: \"\"\"\n      one\n        two\n\n      three  \n    \"\"\") }", "{ a(b: \"\"\"  lead\"\"\", c: \"\"\"\"\"\", d: \"\"\"ends \\\\\"\"\") }",
        "", "#", "{", "{ a", "{ a(", "{ a() }", "{ a(b) }", "{ a(b:) }", "{ ... }", "{ ...on }", "{ ...on T }", "query Q", "query Q(", "query Q() { a }",
        "query ($a) { a }", "query ($a: ) { a }", "query ($a: [Int) { a }", "query ($a: Int!!) { a }", "fragment on on T { a }", "fragment F { a }",
        "notanoperation Foo { a }", "extend", "extend foo", "extend type T", "extend schema", "\"d\" extend type T { a: Int }",
        "\"d\" { a }", "type T { }", "type T { a }", "type T { a: Int = 1 }", "type T implements { a: Int }", "enum E { true }", "enum E { }", "input I { a(b: Int): Int }",
        "union U =", "union U = | ", "union U = A | | B", "directive @d", "directive @d on", "directive @d on FOO", "directive d on FIELD", "schema { }", "schema { foo: Q }",
        "{ a(b: $) }", "query ($a: Int = $b) { a }", "{ a(b: 01) }", "{ a(b: 1.) }", "{ a(b: .5) }", "{ a(b: 1e) }", "{ a(b: 1_0) }", "{ a(b: 1.2.3) }", "{ a(b: -) }", "{ a(b: +1) }",
        "{ a(b: \"x) }", "{ a(b: \"x\ny\") }", "{ a(b: \"\\x\") }", "{ a(b: \"\\u12\") }", "{ a(b: \"\\u{}\") }", "{ a(b: \"\\u{D800}\") }", "{ a(b: \"\\u{1234567890}\") }",
        "{ a(b: \"\\uDE00\") }", "{ a(b: \"\\uD83D\\u0041\") }", "{ a(b: \"\"\"x) }", "{ a(b: \"\u0007\") }", "{ a ? }", "{ a % b }", "{ a \u00e9 }", "{ a \U0001F600 }", "{ a .. b }", "{ a ' }", "{ a \" }", "{ a } }",
        "{ a: b: c }", "{ a: 1 }", "{ a(b: ) }", "query A query B", "\"d\" nothing", "\"d\" query ($a: Int) { a }", "{ a(b: \"\\u{110000}\") }", "{ a(b: 1a) }", "{ a(b: \"\"\"a\\\"\"\"b\"\"\") }", "{ a @ }", "{ a @b( }", "query Q { a } foo", "{ a(b: {c 1}) }", "{ a(b: {c: 1) }", "{ a(b: [1 }",
    ];

    [Fact]
    public void prints_what_the_reference_prints_and_refuses_what_it_refuses_in_its_words()
    {
        var reference = Reference.Ask("language", new { sources = Sources })["sources"]!.AsArray();
        for (var i = 0; i < Sources.Length; i++)
        {
            Assert.Equal($"{Sources[i]}\n{reference[i]}", $"{Sources[i]}\n{PrintedOrRefused(Sources[i])}");
        }
    }

    [Theory]
    [InlineData("extend directive @d on FIELD")]
    [InlineData("directive @d @e on FIELD")]
    [InlineData("{ }")]
    [InlineData("{ a { } }")]
    [InlineData("fragment F($a: Int) on T { a }")]
    [InlineData("{ ...F(a: 1) }")]
    public void refuses_what_came_after_the_September_2025_edition(string source) =>
        Assert.Equal(ErrorCodes.ParseFailed, Assert.Throws<GraphQLError>(() => Parser.Parse(source)).Code);

    [Fact]
    public void refuses_lone_surrogates_wherever_they_stand()
    {
        foreach (var text in (string[])["\uD83D", "{ a \uDE00 }", "{ a(b: \"\uD83D\") }", "{ a # \uDE00 \n }"])
        {
            Assert.Contains("nvalid character", Assert.Throws<GraphQLError>(() => Parser.Parse(text)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[Int!]!")]
    [InlineData("[[T]]")]
    public void reads_types_by_themselves(string type) => Assert.Equal(type, Printer.Print(Parser.ParseType(type)));

    [Theory]
    [InlineData("[1, \"a\", { b: $c }]")]
    [InlineData("{  }")]
    [InlineData("null")]
    public void reads_values_by_themselves(string value) => Assert.Equal(value, Printer.Print(Parser.ParseValue(value)));

    private static string PrintedOrRefused(string source)
    {
        try
        {
            return Printer.Print(Parser.Parse(source));
        }
        catch (GraphQLError error)
        {
            return $"{error.Message} {error.Locations[0].Line}:{error.Locations[0].Column}";
        }
    }
}
