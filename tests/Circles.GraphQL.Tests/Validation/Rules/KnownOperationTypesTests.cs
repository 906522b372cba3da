namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_KnownOperationTypes() : RuleTests("KnownOperationTypes")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { id } }",
        "mutation { rename(to: \"x\") { id } }",
        "query A { circle { id } } mutation B { rename(to: \"x\") { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("subscription { circle { id } }", "The subscription operation is not supported by the schema. @ 1:1"),
        new("subscription S { heard }", "The subscription operation is not supported by the schema. @ 1:1"),
        new(
            "query A { circle { id } }\n\nsubscription B { __typename }\nsubscription C { __typename }",
            "The subscription operation is not supported by the schema. @ 3:1",
            "The subscription operation is not supported by the schema. @ 4:1"),
        new("subscription S($a: Int) { heard(a: $a) { b } }", "The subscription operation is not supported by the schema. @ 1:1"),
    ];
}
