namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_UniqueOperationNames() : RuleTests("UniqueOperationNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query A { circle { id } } query B { circle { id } }",
        "query A { ...A } fragment A on Query { circle { id } }",
        "query a { circle { id } } query A { circle { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("query A { circle { id } } query A { circle { name } }", "There can be only one operation named \"A\". @ 1:7 1:33"),
        new(
            "query A { circle { id } } mutation A { rename(to: \"x\") { id } } query A { __typename }",
            "There can be only one operation named \"A\". @ 1:7 1:36",
            "There can be only one operation named \"A\". @ 1:7 1:71"),
        new(
            "query A { circle { id } }\nquery B { circle { id } }\nquery A { circle { id } }\nquery B { circle { id } }",
            "There can be only one operation named \"A\". @ 1:7 3:7",
            "There can be only one operation named \"B\". @ 2:7 4:7"),
    ];
}
