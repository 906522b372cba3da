namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_LoneAnonymousOperation() : RuleTests("LoneAnonymousOperation")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { id } }",
        "query { circle { id } }",
        "{ ...F } fragment F on Query { circle { id } }",
        "mutation { rename(to: \"x\") { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ circle { id } } { circle { name } }",
            "This anonymous operation must be the only defined operation. @ 1:1",
            "This anonymous operation must be the only defined operation. @ 1:19"),
        new("{ circle { id } } query B { circle { id } }", "This anonymous operation must be the only defined operation. @ 1:1"),
        new(
            "query A { circle { id } }\nmutation { rename(to: \"x\") { id } }\nquery B { circle { id } }",
            "This anonymous operation must be the only defined operation. @ 2:1"),
        new(
            "query A { circle { id } } { circle { id } } { circle { id } }",
            "This anonymous operation must be the only defined operation. @ 1:27",
            "This anonymous operation must be the only defined operation. @ 1:45"),
    ];
}
