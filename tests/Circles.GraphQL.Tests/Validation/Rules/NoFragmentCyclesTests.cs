namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_NoFragmentCycles() : RuleTests("NoFragmentCycles")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { ...A ...B } } fragment A on Circle { ...B } fragment B on Circle { name }",
        "{ person { ...A } } fragment A on Person { mentor { ...B } } fragment B on Person { mentor { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circle { ...A } } fragment A on Circle { ...A }", "Cannot spread fragment \"A\" within itself. @ 1:44"),
        new(
            "{ circle { ...A } } fragment A on Circle { ...B } fragment B on Circle { ...A }",
            "Cannot spread fragment \"A\" within itself via \"B\". @ 1:44 1:74"),
        new(
            "{ circle { ...A } } fragment A on Circle { ...B ...C } fragment B on Circle { ...C } fragment C on Circle { ...A id }",
            "Cannot spread fragment \"A\" within itself via \"B\", \"C\". @ 1:44 1:79 1:109"),
        new(
            "{ circle { ...A } } fragment A on Circle { members { ... on Circle { ...B } } } fragment B on Circle { id ...A ...B }",
            "Cannot spread fragment \"A\" within itself via \"B\". @ 1:70 1:107",
            "Cannot spread fragment \"B\" within itself. @ 1:112"),
        new("{ person { ...A } }\nfragment A on Person { mentor { ...A } }", "Cannot spread fragment \"A\" within itself. @ 2:33"),
        new(
            "{ person { ...A } } fragment A on Person { ... @include(if: false) { ...B } } fragment B on Person { ...C } fragment C on Person { ...A }",
            "Cannot spread fragment \"A\" within itself via \"B\", \"C\". @ 1:70 1:102 1:132"),
    ];
}
