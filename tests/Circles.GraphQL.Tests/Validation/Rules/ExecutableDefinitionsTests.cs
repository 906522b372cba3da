namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_ExecutableDefinitions() : RuleTests("ExecutableDefinitions")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { id } }",
        "query Q { ...F } fragment F on Query { circle { id } }",
        "mutation M { rename(to: \"x\") { id } } query Q { circle { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circle { id } } type A { a: Int }", "The \"A\" definition is not executable. @ 1:19"),
        new(
            "{ circle { id } } extend type A { a: Int } directive @x on FIELD",
            "The \"A\" definition is not executable. @ 1:19",
            "The \"x\" definition is not executable. @ 1:44"),
        new("schema { query: Query } { circle { id } }", "The schema definition is not executable. @ 1:1"),
        new(
            "{ circle { id } } extend schema { query: Query } scalar X input I { a: Int } enum E { A } union U = X interface F { a: Int }",
            "The schema definition is not executable. @ 1:19",
            "The \"X\" definition is not executable. @ 1:50",
            "The \"I\" definition is not executable. @ 1:59",
            "The \"E\" definition is not executable. @ 1:78",
            "The \"U\" definition is not executable. @ 1:91",
            "The \"F\" definition is not executable. @ 1:103"),
        new(
            "\"\"\"Said of a type.\"\"\"\ntype Tree { leaves: Int }\n{ circle { id } }",
            "The \"Tree\" definition is not executable. @ 1:1"),
        new(
            "extend input Filter { more: Int } query { circle { id } } extend enum Level { LOST }",
            "The \"Filter\" definition is not executable. @ 1:1",
            "The \"Level\" definition is not executable. @ 1:59"),
    ];
}
