using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>Breaks a valid draft in one way for each rule of the specification's "Validation", named as the reference names it.</summary>
internal sealed class RuleBreaker(Draft draft, Chance chance)
{
    private static readonly string[] Misnamed = ["labl", "lable", "nxt", "siz", "huez", "id2", "nothingLikeIt", "kitens", "__typenam", "name"];

    private static readonly Dictionary<string, Action<RuleBreaker>> Ways = new(StringComparer.Ordinal)
    {
        ["ExecutableDefinitions"] = b => b.Define("type Tree { a: Int }", "extend type Cat { a: Int }", "schema { query: Query }", "directive @x on FIELD", "scalar Moss", "extend schema { query: Query }"),
        ["UniqueOperationNames"] = b => b.Define($"query {b.Named()} {{ __typename }}", $"mutation {b.Named()} {{ __typename }}"),
        ["LoneAnonymousOperation"] = b => b.Define("{ __typename }", "mutation { __typename }"),
        ["SingleFieldSubscriptions"] = b => b.BreakSubscription(),
        ["KnownTypeNames"] = b => b.Put("... on Catt { id }", "... on Hound { id }", "... on walker { label }", "...Lost { id }", "... on Strng { x }"),
        ["FragmentsOnCompositeTypes"] = b => b.Put("... on Hue { id }", "... on Wish { hue }", "... on Int { __typename }"),
        ["VariablesAreInputTypes"] = b => b.PutVariable(b.Any("Cat", "[Being!]!", "Pet!", "[[Query]]")),
        ["ScalarLeafs"] = b => b.BreakLeaf(),
        ["FieldsOnCorrectType"] = b => b.Put(b.Any(Misnamed), $"{b.Any(Misnamed)} {{ id }}", "__schema2 { x }", $"... on Pet {{ {b.Any("id", "label", "size", "tricks")} }} "),
        ["UniqueFragmentNames"] = b => b.PutFragment("Twice", "__typename", "fragment Twice on Cat { id }"),
        ["KnownFragmentNames"] = b => b.Put("...Nowhere", "... { ...Nowhere }"),
        ["NoUnusedFragments"] = b => b.Define("fragment Idle on Cat { id }", "fragment Idle on Query { ...Idler } fragment Idler on Query { __typename }"),
        ["PossibleFragmentSpreads"] = b => b.PutImpossible(),
        ["NoFragmentCycles"] = b => b.BreakCycle(),
        ["UniqueVariableNames"] = b => b.Declare("$twice: Boolean, $twice: Int", "$twice: Boolean $twice: Boolean = true $twice: [Int]"),
        ["NoUndefinedVariables"] = b => b.Put("__typename @include(if: $nowhere)", "... @skip(if: $nowhere) { __typename @skip(if: $neither) }"),
        ["NoUnusedVariables"] = b => b.Declare("$idle: Int", "$idle: [Wish!] = []", "$idle: Boolean @tag(name: \"x\")"),
        ["KnownDirectives"] = b => b.Put("__typename @nobody", "label(loud: true) @nobody(loud: 3, hue: RED, x: 1)", "__typename @deprecated", "... @tag(name: \"x\") { __typename }", "__typename @SKIP(if: true)"),
        ["UniqueDirectivesPerLocation"] = b => b.Put("__typename @skip(if: false) @skip(if: true)", "... @include(if: true) @include(if: true) @include(if: false) { __typename }"),
        ["KnownArgumentNames"] = b => b.Put("__typename(x: 1)", "__typename @skip(if: false, iff: true)", "__typename @include(iF: false, if: true)"),
        ["UniqueArgumentNames"] = b => b.Put("__typename @skip(if: false, if: false)", "__typename @include(if: true if: true if: false)"),
        ["ValuesOfCorrectType"] = b => b.BreakValue(),
        ["ProvidedRequiredArguments"] = b => b.Put("__typename @skip", "__typename @include", "... @skip { __typename }", "__typename @tag"),
        ["VariablesInAllowedPosition"] = b => b.PutVariable(b.Any("Int", "[Boolean!]", "Boolean", "String!", "Hue", "Wish")),
        ["OverlappingFieldsCanBeMerged"] = b => b.BreakOverlap(),
        ["UniqueInputFieldNames"] = b => b.Put(
            Wilds.QueryType, "twice: beings(wish: {hue: RED, hue: GREEN}) { id }", "twice: beings(wish: {hue: RED inner: {hue: RED flag: true flag: true}}) { id }",
            "twice: pick(by: {id: 1, id: 2}) { __typename }"),
        ["MaxIntrospectionDepth"] = b => b.Put(
            Wilds.QueryType, "__schema { types { fields { type { fields { type { fields { name } } } } } } }",
            "__type(name: \"Cat\") { interfaces { possibleTypes { fields { name } } } }",
            "__type(name: \"Cat\") { ... on __Type { fields { type { interfaces { ... { inputFields { name } } } } } } }"),
    };

    // Longer than what messages show of it.
    private static readonly string Long = new('w', Limits.EchoMax + 10);

    /// <summary>Wrong values for the arguments <c>a: Int</c> and on, each at the root of a query.</summary>
    private static readonly string[] WrongValues =
    [
        "beings(first: \"2\") { id }", "beings(first: 2.5) { id }", "beings(first: 99999999999) { id }", "beings(first: [1]) { id }", "beings(first: RED) { id }",
        "beings(first: {a: 1}) { id }", "beings(wish: {}) { id }", "beings(wish: {hue: \"RED\"}) { id }", "beings(wish: {hue: PINK}) { id }",
        "beings(wish: {hue: REDD}) { id }", "beings(wish: {hue: null}) { id }", "beings(wish: {hue: RED, cuont: 1}) { id }", "beings(wish: 1) { id }",
        "beings(wish: [{hue: RED}]) { id }", "beings(wish: {hue: RED, names: [1, \"a\", null]}) { id }", "beings(wish: {hue: RED, grid: [[1, \"x\"], 2, [[3]]]}) { id }",
        "beings(wish: {hue: RED, flag: null, ratio: true, inner: {}}) { id }", "beings(wish: {hue: RED, pick: {}}) { id }", "being(id: 1.5) { id }", "being(id: null) { id }",
        "being(id: true) { id }", "being(id: [\"a\"]) { id }", "pick(by: {}) { __typename }", "pick(by: {id: 1, wish: {hue: RED}}) { __typename }",
        "pick(by: {id: null}) { __typename }", "pick(by: {hues: [RED, null, 3]}) { __typename }", "pick(by: {idd: 1}) { __typename }", "sum(ints: [1, null, 2.5])",
        "sum(ints: null)", "sum(ints: [], floats: [1, \"1\", {}])", "hues(of: [RED, \"BLUE\", TRUE])", "hues(of: {a: 1})", "text(a: 1, b: 1.5, c: \"true\")",
        "text(a: \"\"\"b\"\"\", b: ENUM, c: 0)", "text(a: {x: \"y\\\"z\"}, c: [true])", "flag(is: 1)", "flag(is: null)", "flag(is: True)", "flag @skip(if: \"yes\")",
        "moments(at: 12)", "moments(at: \"12\", of: [\"m1\", null, M2, \"m\"])", "moments(at: {a: [1]})", "pick(by: {again: {}}) { __typename }",
        "pick(by: {again: {again: {id: 1, at: \"m1\"}}}) { __typename }", "pick(by: {again: null}) { __typename }", "pick(by: {again: {wish: {}}}) { __typename }",
        "any(picks: [{id: 1}, {}, {at: 2}, null])", "any(all: [null, {a: null}])", $"beings(first: \"{Long}\") {{ id }}", $"beings(wish: {{hue: \"{Long}\"}}) {{ id }}",
        $"sum(ints: [{{a: \"{Long}\"}}, [\"{Long}\"]])", $"pick(by: {{{Long}: \"{Long}\"}}) {{ __typename }}", $"hues(of: [{Long}, \"\"\"{Long}\"\"\"])", $"flag(is: {Long})",
        "flag @tag(name: 3)", "flag @tag(name: \"a\", rank: 1.0)",
    ];

    public static IReadOnlyList<string> Rules { get; } = [.. Ways.Keys];

    public void Break(string rule) => Ways[rule](this);

    private string Any(params string[] ways) => chance.Of(ways);

    private void Define(params string[] definitions) => draft.Others.Add(chance.Of(definitions));

    private string Named() => chance.Of(draft.Operations).Name ??= "Named";

    private Draft.Operation AnOperation() => chance.Of(draft.Operations);

    private (List<Draft.Selection> Selections, NamedType Type) APlace() => chance.Of([.. draft.Places().Where(place => place.Type != Wilds.SubscriptionType)]);

    private void Put(params string[] selections) => Insert(APlace().Selections, chance.Of(selections));

    // Where no operation or fragment selects from the type, one more operation does.
    private void Put(NamedType type, params string[] selections)
    {
        var places = draft.Places().Where(place => place.Type == type).ToArray();
        if (places.Length > 0)
        {
            Insert(chance.Of(places).Selections, chance.Of(selections));
            return;
        }

        draft.Operations.ForEach(operation => operation.Name ??= "First");
        Define([.. selections.Select(selection => $"query Extra {{ {selection} }}")]);
    }

    private void Insert(List<Draft.Selection> selections, string text) =>
        selections.Insert(chance.Below(selections.Count + 1), new Draft.Selection(text));

    private void PutFragment(string name, string inner, params string[] others)
    {
        var place = APlace();
        Insert(place.Selections, $"...{name}");
        draft.Fragments.Add(new Draft.Fragment(name, place.Type, [new Draft.Selection(inner)]));
        draft.Others.AddRange(others);
    }

    private void PutVariable(string type)
    {
        draft.Variables["odd"] = new Draft.Variable(type, null, "");
        Put("__typename @include(if: $odd)", "... @skip(if: $odd) { __typename }", "... { __typename @include(if: $odd) __typename @include(if: $odd) }");
    }

    private void Declare(params string[] variables) => AnOperation().ExtraVariables.Add(chance.Of(variables));

    private void BreakSubscription()
    {
        draft.Operations.ForEach(operation => operation.Name ??= "First");
        Define(
            "subscription Two { heard seen { id } }", "subscription Two { heard ... { again: heard more: heard @skip(if: false) } }",
            "subscription Meta { __typename }", "subscription Meta { heard ...Second } fragment Second on Subscription { __typename name: __typename }",
            "subscription Two { seen { id } seen { label } other: seen { id } other: seen { id } }", "subscription Meta { ... on Subscription { __schema { __typename } } }",
            "subscription Two { ...Second ...Second } fragment Second on Subscription { heard a: heard ...Third } fragment Third on Subscription { b: heard }",
            "subscription Two { heard @include(if: true) a: heard @skip(if: false) b: heard @skip(if: true) }");
    }

    private void BreakLeaf()
    {
        var fields = draft.Places().SelectMany(place => place.Selections).Where(selection => selection.Field is not null).ToArray();
        if (fields.Length == 0)
        {
            Put("__typename { id }");
            return;
        }

        var broken = chance.Of(fields);
        broken.Inner = broken.Inner is null ? [new Draft.Selection(Any("id", "__typename", "a { b }"))] : null;
    }

    private void PutImpossible()
    {
        NamedType[] types = [Wilds.CatType, Wilds.DogType, Wilds.RockType, Wilds.PetType, Wilds.FindType, Wilds.WalkerType, Wilds.QueryType, Wilds.MutationType];
        var place = APlace();
        var other = chance.Of([.. types.Where(type => !DraftMaker.Overlap(type, place.Type))]);
        if (chance.OnceIn(2))
        {
            Insert(place.Selections, $"... on {other.Name} {{ __typename }}");
            return;
        }

        Insert(place.Selections, "...Never");
        draft.Others.Add($"fragment Never on {other.Name} {{ __typename }}");
    }

    private void BreakCycle()
    {
        var on = APlace();
        Insert(on.Selections, "...Round");
        var name = on.Type.Name;
        Define(
            $"fragment Round on {name} {{ ...Round __typename ...Round }}",
            $"fragment Round on {name} {{ ... {{ ...Rounder }} }} fragment Rounder on {name} {{ ...Round __typename ...Roundest }} fragment Roundest on {name} {{ ...Rounder ...Round }}",
            $"fragment Round on {name} {{ ...Rounder ...Roundest }} fragment Rounder on {name} {{ ...Roundest }} fragment Roundest on {name} {{ ...Roundest ...Rounder }}");
    }

    private void BreakValue()
    {
        var asked = chance.Of(WrongValues);
        Put(Wilds.QueryType, $"wrong: {asked}");
    }

    private void BreakOverlap()
    {
        var (selections, type) = chance.Of([.. draft.Places().Where(place => place.Type is ObjectType or InterfaceType && place.Type != Wilds.SubscriptionType)]);
        var fields = DraftMaker.FieldsOf(type);
        var leaf = fields.FirstOrDefault(field => DraftMaker.IsLeaf(field.Type) && !field.Arguments.Any(a => a.Type is NonNullType && a.Default is null));
        var deep = fields.FirstOrDefault(field => field is { Name: "next" or "friend" or "kittens" or "cat" or "walker" or "chases" });
        var ways = new List<string>
        {
            $"clash: __typename clash: {leaf?.Name ?? "release(id: 1)"}", $"clash: __typename ... {{ clash: {leaf?.Name ?? "release(id: 1)"} }} clash: __typename",
        };
        if (deep is not null)
        {
            ways.AddRange([
                $"deep: {deep.Name} {{ clash: id other: id }} deep: {deep.Name} {{ clash: __typename other: __typename }}",
                $"deep: {deep.Name} {{ deep: next {{ clash: id }} }} ... on {type.Name} {{ deep: {deep.Name} {{ ... {{ deep: next {{ clash: label }} }} }} }}",
                $"deep: {deep.Name} {{ l: label }} deep: {deep.Name} {{ l: label(loud: true) }} deep: {deep.Name} {{ l: label(loud: false, hue: RED) }}",
                $"deep: {deep.Name} {{ ...Clash }} deep: {deep.Name} {{ clash: label ...Clash }}",
                $"deep: {deep.Name} {{ ... on Cat {{ clash: size }} ... on Dog {{ clash: size }} ... on Rock {{ clash: size }} ... on Dog {{ clash: hue }} }}",
            ]);
        }

        var way = chance.Of(ways);
        Insert(selections, way);
        if (chance.OnceIn(2))
        {
            // Without their aliases, fields that were told apart clash wherever they happen to meet.
            foreach (var selection in draft.Places().SelectMany(place => place.Selections).Where(selection => selection.Field is not null && !chance.OnceIn(3)))
            {
                selection.Head = selection.Field!.Name;
            }
        }

        if (way.Contains("...Clash", StringComparison.Ordinal))
        {
            draft.Others.Add($"fragment Clash on {deep!.Type.Named.Name} {{ clash: __typename }}");
        }
    }
}
