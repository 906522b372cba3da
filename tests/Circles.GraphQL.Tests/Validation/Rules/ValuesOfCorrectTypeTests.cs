namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_ValuesOfCorrectType() : RuleTests("ValuesOfCorrectType")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ echo(int: 1, float: 1, text: \"a\", id: 1, needed: true) }",
        "{ echo(int: -2147483648, float: 1.5e3, text: \"\"\"x\"\"\", id: \"1\", needed: false) }",
        "{ echo(int: null, float: null, text: null, id: null) }",
        "{ levels(of: NOVICE) a: levels(of: [NOVICE, MASTER]) b: levels(of: []) c: levels(of: null) }",
        "{ find(filter: {text: \"a\"}) { __typename } }",
        "{ find(filter: {text: \"a\", inner: {inner: {text: \"c\"}, text: \"b\"}}) { __typename } }",
        "{ one(where: {id: \"a\"}) { id } }",
        "query ($a: Int = 1, $b: Level = NOVICE, $c: Filter = {text: \"t\"}) { echo(int: $a) levels(of: [$b]) find(filter: $c) { __typename } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ echo(int: \"1\") a: echo(int: 1.5) b: echo(int: true) c: echo(int: A) d: echo(int: 99999999999) }",
            "Int cannot represent non-integer value: \"1\" @ 1:13",
            "Int cannot represent non-integer value: 1.5 @ 1:31",
            "Int cannot represent non-integer value: true @ 1:49",
            "Int cannot represent non-integer value: A @ 1:68",
            "Int cannot represent non 32-bit signed integer value: 99999999999 @ 1:84"),
        new(
            "{ echo(float: \"1\") c: echo(float: A) d: echo(float: true) }",
            "Float cannot represent non numeric value: \"1\" @ 1:15",
            "Float cannot represent non numeric value: A @ 1:35",
            "Float cannot represent non numeric value: true @ 1:53"),
        new(
            "{ echo(text: 1) a: echo(text: A) b: echo(text: true) c: echo(text: 1.0) }",
            "String cannot represent a non string value: 1 @ 1:14",
            "String cannot represent a non string value: A @ 1:31",
            "String cannot represent a non string value: true @ 1:48",
            "String cannot represent a non string value: 1.0 @ 1:68"),
        new(
            "{ c: echo(id: 1.0) d: echo(id: true) e: echo(id: A) }",
            "ID cannot represent a non-string and non-integer value: 1.0 @ 1:15",
            "ID cannot represent a non-string and non-integer value: true @ 1:32",
            "ID cannot represent a non-string and non-integer value: A @ 1:50"),
        new(
            "{ echo(needed: 1) a: echo(needed: \"x\") b: echo(needed: T) d: echo(needed: null) }",
            "Boolean cannot represent a non boolean value: 1 @ 1:16",
            "Boolean cannot represent a non boolean value: \"x\" @ 1:35",
            "Boolean cannot represent a non boolean value: T @ 1:56",
            "Expected value of non-null type \"Boolean!\" not to be null. @ 1:75"),
        new(
            "{ levels(of: \"NOVICE\") a: levels(of: [novice]) b: levels(of: [NOVIC, MASTR]) c: levels(of: 1) d: levels(of: [true]) e: levels(of: [null]) }",
            "Enum \"Level\" cannot represent non-enum value: \"NOVICE\". Did you mean the enum value \"NOVICE\"? @ 1:14",
            "Value \"novice\" does not exist in \"Level\" enum. Did you mean the enum value \"NOVICE\"? @ 1:39",
            "Value \"NOVIC\" does not exist in \"Level\" enum. Did you mean the enum value \"NOVICE\"? @ 1:63",
            "Value \"MASTR\" does not exist in \"Level\" enum. Did you mean the enum value \"MASTER\"? @ 1:70",
            "Enum \"Level\" cannot represent non-enum value: 1. @ 1:92",
            "Enum \"Level\" cannot represent non-enum value: true. @ 1:110",
            "Expected value of non-null type \"Level!\" not to be null. @ 1:132"),
        new(
            "{ levels(of: [[NOVICE]]) a: echo(int: [1]) b: echo(text: {a: 1}) c: echo(int: [{a: 1}]) d: levels(of: {a: B}) }",
            "Enum \"Level\" cannot represent non-enum value: [NOVICE]. Did you mean the enum value \"NOVICE\"? @ 1:15",
            "Int cannot represent non-integer value: [1] @ 1:39",
            "String cannot represent a non string value: { a: 1 } @ 1:58",
            "Int cannot represent non-integer value: [{ a: 1 }] @ 1:79",
            "Enum \"Level\" cannot represent non-enum value: { a: B }. @ 1:103"),
        new(
            "{ find(filter: {}) { __typename } }",
            "Expected value of type \"Filter\" to include required field \"text\", found: {  }. @ 1:16"),
        new(
            "{ find(filter: {text: null, limt: 1}) { __typename } }",
            "Expected value of non-null type \"String!\" not to be null. @ 1:23",
            "Expected value of type \"Filter\" not to include unknown field \"limt\". Did you mean \"limit\"? Found: { text: null, limt: 1 }. @ 1:29"),
        new(
            "{ find(filter: {text: 1, levels: [A], inner: {text: true}}) { __typename } }",
            "String cannot represent a non string value: 1 @ 1:23",
            "Value \"A\" does not exist in \"Level\" enum. @ 1:35",
            "String cannot represent a non string value: true @ 1:53"),
        new("{ find(filter: \"a\") { __typename } }", "Expected value of type \"Filter\" to be an object, found: \"a\". @ 1:16"),
        new(
            "{ find(filter: [{text: \"a\"}]) { __typename } }",
            "Expected value of type \"Filter\" to be an object, found: [{ text: \"a\" }]. @ 1:16"),
        new("{ find(filter: null) { __typename } }", "Expected value of non-null type \"Filter!\" not to be null. @ 1:16"),
        new(
            "{ find(filter: {text: \"a\", inner: {inner: {text: \"b\"}}}) { __typename } }",
            "Expected value of type \"Filter\" to include required field \"text\", found: { inner: { text: \"b\" } }. @ 1:35"),
        new(
            "{ find(filter: {text: \"a\", unknown: {text: 1}}) { __typename } }",
            "Expected value of type \"Filter\" not to include unknown field \"unknown\", found: { text: \"a\", unknown: { text: 1 } }. @ 1:28"),
        new(
            "{ one(where: {}) { id } }",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:14"),
        new(
            "{ one(where: {id: \"a\", name: \"b\"}) { id } }",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:14"),
        new(
            "{ one(where: {id: null}) { id } }",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:14"),
        new(
            "{ one(where: {id: null, name: null}) { id } }",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:14"),
        new(
            "{ one(where: {nam: \"b\"}) { id } }",
            "Expected value of type \"Where\" not to include unknown field \"nam\". Did you mean \"name\"? Found: { nam: \"b\" }. @ 1:15",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:14"),
        new(
            "query ($a: ID, $b: String) { one(where: {id: $a, name: $b}) { id } }",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:41",
            "Variable \"$a\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"Where\". @ 1:8 1:46",
            "Variable \"$b\" is of type \"String\" but must be non-nullable to be used for OneOf Input Object \"Where\". @ 1:16 1:56"),
        new(
            "query ($a: Int = \"x\", $b: [Int] = [1, \"y\"], $c: Filter = {limit: null}) { echo(int: $a) }",
            "Variable \"$b\" is never used. @ 1:23",
            "Variable \"$c\" is never used. @ 1:45",
            "Int cannot represent non-integer value: \"x\" @ 1:18",
            "Int cannot represent non-integer value: \"y\" @ 1:39",
            "Expected value of type \"Filter\" to include required field \"text\", found: { limit: null }. @ 1:58",
            "Expected value of non-null type \"Int!\" not to be null. @ 1:66"),
        new("{ circle { members(first: null) { id } } }", "Expected value of non-null type \"Int!\" not to be null. @ 1:27"),
        new(
            "{ circle @include(if: \"true\") { id }\n  person @tag(name: 3) { id } }",
            "Boolean cannot represent a non boolean value: \"true\" @ 1:23",
            "String cannot represent a non string value: 3 @ 2:21"),
        new(
            "query ($a: Where = {id: 1, name: 2}) { one(where: $a) { id } }",
            "String cannot represent a non string value: 2 @ 1:34",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:20"),
        new(
            "query ($a: String!) { find(filter: {text: $a, levels: [$a, 1], limit: \"x\"}) { __typename } }",
            "Enum \"Level\" cannot represent non-enum value: 1. @ 1:60",
            "Int cannot represent non-integer value: \"x\" @ 1:71",
            "Variable \"$a\" of type \"String!\" used in position expecting type \"Level!\". @ 1:8 1:56"),
    ];
}
