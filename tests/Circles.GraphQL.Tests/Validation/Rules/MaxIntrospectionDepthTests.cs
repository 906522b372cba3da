namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_MaxIntrospectionDepth() : RuleTests("MaxIntrospectionDepth")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ __schema { types { fields { type { fields { name } } } } } }",
        "{ __type(name: \"A\") { interfaces { possibleTypes { name } } } }",
        "{ circle { members { id } } __type(name: \"A\") { inputFields { type { ofType { ofType { ofType { name } } } } } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
            "Maximum introspection depth exceeded @ 1:3"),
        new(
            "{ __type(name: \"A\") { ...T } } fragment T on __Type { interfaces { possibleTypes { inputFields { name } } } }",
            "Maximum introspection depth exceeded @ 1:3"),
        new(
            "{ a: __schema { types { fields { type { interfaces { possibleTypes { name } } } } }\n  } b: __type(name: \"A\") { ... { fields { type { fields { type { ...F } } } } } } } fragment F on __Type { inputFields { name } }",
            "Maximum introspection depth exceeded @ 1:3",
            "Maximum introspection depth exceeded @ 2:5"),
    ];
}
