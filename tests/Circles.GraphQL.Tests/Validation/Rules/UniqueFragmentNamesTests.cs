namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_UniqueFragmentNames() : RuleTests("UniqueFragmentNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { ...A ...B } } fragment A on Circle { id } fragment B on Circle { name }",
        "query A { circle { ...A } } fragment A on Circle { id }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ circle { ...A } } fragment A on Circle { id } fragment A on Circle { name }",
            "There can be only one fragment named \"A\". @ 1:30 1:58"),
        new(
            "{ circle { ...A } }\nfragment A on Circle { id }\nfragment A on Circle { id }\nfragment A on Person { id }",
            "Fragment \"A\" cannot be spread here as objects of type \"Circle\" can never be of type \"Person\". @ 1:12",
            "There can be only one fragment named \"A\". @ 2:10 3:10",
            "There can be only one fragment named \"A\". @ 2:10 4:10"),
        new(
            "{ circle { ...A ...B } } fragment A on Circle { id } fragment B on Circle { id } fragment B on Circle { name } fragment A on Circle { name }",
            "There can be only one fragment named \"B\". @ 1:63 1:91",
            "There can be only one fragment named \"A\". @ 1:35 1:121"),
    ];
}
