namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_OverlappingFieldsCanBeMerged() : RuleTests("OverlappingFieldsCanBeMerged")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { id id name } }",
        "{ find(filter: {text: \"a\", limit: 1}) { __typename } find(filter: {limit: 1, text: \"a\"}) { __typename } }",
        "query ($a: Int) { echo(int: $a) echo(int: $a) }",
        "{ circle { id @include(if: true) id @skip(if: true) } }",
        "{ a: circle { b: id } c: circle { b: name } }",
        "{ circle { ...A ...A } } fragment A on Circle { x: id members { x: id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ find(filter: {text: \"\"}) { ... on Person { x: id } ... on Circle { x: name } } }",
            "Fields \"x\" conflict because they return conflicting types \"ID!\" and \"String!\". Use different aliases on the fields to fetch both if this was intentional. @ 1:46 1:70"),
        new(
            "{ circle { id id name name(upper: false) } }",
            "Fields \"name\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. @ 1:18 1:23"),
        new(
            "{ circle { id: name id } }",
            "Fields \"id\" conflict because \"name\" and \"id\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:12 1:21"),
        new(
            "{ circle { a: id a: name a: id } }",
            "Fields \"a\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:12 1:18",
            "Fields \"a\" conflict because \"name\" and \"id\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:18 1:26"),
        new(
            "{ circle { ...A ...B } } fragment A on Circle { x: id } fragment B on Circle { x: name }",
            "Fields \"x\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:49 1:80"),
        new(
            "{ circle { x: id ...A } } fragment A on Circle { ...B } fragment B on Circle { x: name }",
            "Fields \"x\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:12 1:80"),
        new(
            "{ circle { members(first: 1) { id } members(first: 2) { id } } }",
            "Fields \"members\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. @ 1:12 1:37"),
        new(
            "{ circle { members(first: 1) { id } members { id } } }",
            "Fields \"members\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. @ 1:12 1:37"),
        new(
            "{ a: circle { b: id } a: circle { b: name } }",
            "Fields \"a\" conflict because subfields \"b\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:3 1:15 1:23 1:35"),
        new(
            "{ a: circle { b: id c: name } a: circle { b: name c: id } }",
            "Fields \"a\" conflict because subfields \"b\" conflict because \"id\" and \"name\" are different fields and subfields \"c\" conflict because \"name\" and \"id\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:3 1:15 1:21 1:31 1:43 1:51"),
        new(
            "{ a: circle { m: members { x: id } } a: circle { m: members { x: name } } }",
            "Fields \"a\" conflict because subfields \"m\" conflict because subfields \"x\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:3 1:15 1:28 1:38 1:50 1:63"),
        new(
            "{ a: circle { id } a: person { id } }",
            "Fields \"a\" conflict because \"circle\" and \"person\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:3 1:20"),
        new(
            "{ find(filter: {text: \"\"}) { ... on Person { x: age } ... on Circle { x: age } } }",
            "Fields \"x\" conflict because they return conflicting types \"Int\" and \"String\". Use different aliases on the fields to fetch both if this was intentional. @ 1:46 1:71"),
        new(
            "{ find(filter: {text: \"\"}) { ... on Person { x: nicknames } ... on Circle { x: name } } }",
            "Fields \"x\" conflict because they return conflicting types \"[String!]\" and \"String!\". Use different aliases on the fields to fetch both if this was intentional. @ 1:46 1:77"),
        new(
            "{ find(filter: {text: \"\"}) { ... on Person { x: mentor { a: id } } ... on Circle { x: members { a: name } } } }",
            "Fields \"x\" conflict because they return conflicting types \"Person\" and \"[Named!]!\". Use different aliases on the fields to fetch both if this was intentional. @ 1:46 1:84"),
        new(
            "{ node(id: 1) { ... on Person { x: name } ... on Named { x: id } } }",
            "Fields \"x\" conflict because \"name\" and \"id\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:33 1:58"),
        new(
            "query ($a: Int, $b: Int) { echo(int: $a) echo(int: $b) }",
            "Fields \"echo\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. @ 1:28 1:42"),
        new(
            "{ circle { ... { x: id } ... { x: name } } }",
            "Fields \"x\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:18 1:32"),
        new(
            "{ circle { ...A } circle { ...B } } fragment A on Circle { x: id ...C } fragment B on Circle { x: id ...D } fragment C on Circle { y: id } fragment D on Circle { y: name }",
            "Fields \"circle\" conflict because subfields \"y\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:3 1:132 1:19 1:163"),
        new(
            "{ x: __typename x: circle { id } }",
            "Fields \"x\" conflict because \"__typename\" and \"circle\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:3 1:17"),
        new(
            "{ a: circle { ...A } a: circle { ...A } } fragment A on Circle { members { ... on Person { x: id } x: name } }",
            "Fields \"x\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:92 1:100"),
        new(
            "{ find(filter: {text: \"\"}) { ... on Person { x: id } ... on Circle { x: members { id } } } }",
            "Fields \"x\" conflict because they return conflicting types \"ID!\" and \"[Named!]!\". Use different aliases on the fields to fetch both if this was intentional. @ 1:46 1:70"),
    ];
}
