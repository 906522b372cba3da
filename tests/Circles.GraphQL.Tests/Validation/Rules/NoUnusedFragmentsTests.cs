namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_NoUnusedFragments() : RuleTests("NoUnusedFragments")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { ...A } } fragment A on Circle { members { ...B } } fragment B on Named { id }",
        "query X { circle { ...A } } query Y { circle { ...A } } fragment A on Circle { id }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("fragment A on Circle { id } { circle { id } }", "Fragment \"A\" is never used. @ 1:1"),
        new(
            "fragment A on Circle { id ...B } fragment B on Circle { id } { circle { id } }",
            "Fragment \"A\" is never used. @ 1:1",
            "Fragment \"B\" is never used. @ 1:34"),
        new("fragment A on Circle { id } fragment B on Circle { id } query X { circle { ...A } }", "Fragment \"B\" is never used. @ 1:29"),
        new(
            "query X { circle { ...A } }\nfragment A on Circle { id }\nfragment Idle on Circle { ...A }\nfragment Idler on Person { mentor { id } }",
            "Fragment \"Idle\" is never used. @ 3:1",
            "Fragment \"Idler\" is never used. @ 4:1"),
        new(
            "mutation { rename(to: \"x\") { id } } fragment F on Person { ...F }",
            "Cannot spread fragment \"F\" within itself. @ 1:60",
            "Fragment \"F\" is never used. @ 1:37"),
    ];
}
