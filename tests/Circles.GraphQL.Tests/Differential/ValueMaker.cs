using System.Globalization;
using System.Text.Json.Nodes;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>Values that fit a type: as literals, which may mention variables of the draft, and as the JSON of a variable.</summary>
internal sealed class ValueMaker(Draft draft, Chance chance)
{
    private const int WrongOnceIn = 60;

    // Longer than what messages show of it, and cut within a pair of surrogates.
    private static readonly string Long = new string('w', Limits.EchoMax - 2) + "\U0001F600 and more";

    // What a variable inside a scalar's literal may be: types whose values the reference writes down as they were given.
    private static readonly GraphQLType[] Inside =
        [Scalars.Int, Scalars.Text, Scalars.Boolean, Wilds.HueType, Wilds.MomentType, Wilds.AnythingType, Scalars.Int.NonNull];

    private static readonly string[] Texts =
        ["\"\"", "\"abc\"", "\"\"\"in a block\"\"\"", "\"\"\"  set in  \"\"\"", "\"\\u0041\\u{1F600}b\"", "\"é ☃\"", "\"a: b\""];

    private static readonly string[] Numbers = ["0", "-0", "7", "-32", "2147483647", "-2147483648"];
    private static readonly string[] Fractions = ["0", "1.5", "-0.25", "2e3", "3", "1.25E2", "-7"];

    /// <param name="type">Of the place.</param>
    /// <param name="hasDefault">Whether the place has a default, so that a variable that may be null can stand there.</param>
    /// <param name="oneOf">A field of a OneOf input object: no null, and only a variable that is never null.</param>
    /// <param name="depth">Levels of input objects that may follow.</param>
    public string Literal(GraphQLType type, bool hasDefault = false, bool oneOf = false, int depth = 2)
    {
        if (chance.OnceIn(4))
        {
            return oneOf ? Variable(type.NonNull, hasDefault: false, strict: true) : Variable(type, hasDefault);
        }

        return Constant(type, oneOf, depth, (inner, innerDefault, innerOneOf) => Literal(inner, innerDefault, innerOneOf, depth - 1));
    }

    public string Default(GraphQLType type, int depth = 1) =>
        Constant(type, false, depth, (inner, _, oneOf) => Default(oneOf ? inner.NonNull : inner, depth - 1));

    public JsonNode? Json(GraphQLType type, int depth = 2)
    {
        if (type is not NonNullType && chance.OnceIn(8))
        {
            return null;
        }

        if (chance.OnceIn(WrongOnceIn))
        {
            return Wrong();
        }

        return (type is NonNullType must ? must.OfType : type) switch
        {
            ListType list when chance.OnceIn(5) && list.OfType is not ListType => Json(list.OfType.NonNull, depth),
            ListType list => new JsonArray([.. Enumerable.Range(0, chance.Below(4)).Select(_ => Json(list.OfType, depth))]),
            EnumType named => chance.Of(named.Values).Name,
            InputType input => JsonObject(input, depth),
            ScalarType { Name: "Int" } => chance.Below(200) - 100,
            ScalarType { Name: "Float" } => (chance.Below(200) - 100) / 4.0,
            ScalarType { Name: "Boolean" } => chance.OnceIn(2),
            ScalarType { Name: "ID" } when chance.OnceIn(2) => chance.Below(100),
            ScalarType { Name: "Moment" } => $"m{chance.Below(100).ToString(CultureInfo.InvariantCulture)}",
            ScalarType { Name: "Anything" } when depth > 0 => new JsonObject { ["b"] = Json(chance.Of(Inside), depth - 1), ["a"] = chance.Below(9) - 4 },
            _ => $"j{chance.Below(100).ToString(CultureInfo.InvariantCulture)}",
        };
    }

    /// <summary>A variable that may stand where <paramref name="type"/> is expected; one of the draft's, or a new one.</summary>
    /// <param name="hasDefault">Whether the place has a default.</param>
    /// <param name="strict">Whether no default of the variable makes up for a type that may be null.</param>
    public string Variable(GraphQLType type, bool hasDefault, bool strict = false)
    {
        var required = type is NonNullType;
        var wanted = (required, chance.Below(3)) switch
        {
            (false, 0) => type.NonNull,
            (true, 0) when hasDefault => ((NonNullType)type).OfType,
            _ => type,
        };
        var known = draft.Variables.Where(entry => entry.Value.Type == wanted.ToString() && entry.Value.Default is null)
            .Select(entry => entry.Key).ToArray();
        if (known.Length > 0 && !chance.OnceIn(3))
        {
            return $"${chance.Of(known)}";
        }

        var name = $"v{draft.Variables.Count}";
        draft.Variables[name] = null!; // The name is taken while its default is made.
        var withDefault = chance.OnceIn(3);
        var given = withDefault ? Default(required ? wanted.NonNull : wanted) : null;
        if (required && !strict && given is not null && chance.OnceIn(2))
        {
            wanted = ((NonNullType)type).OfType; // Its default stands in for the null that the type alone would let pass.
        }

        draft.Variables[name] = new Draft.Variable(wanted.ToString()!, given, chance.OnceIn(12) ? " @tag(name: \"v\")" : "");
        Types[name] = wanted;
        return $"${name}";
    }

    /// <summary>The types of the variables made so far.</summary>
    public Dictionary<string, GraphQLType> Types { get; } = new(StringComparer.Ordinal);

    private string Constant(GraphQLType type, bool never, int depth, Func<GraphQLType, bool, bool, string> inside)
    {
        if (type is not NonNullType && !never && (depth < 0 || chance.OnceIn(8)))
        {
            return "null";
        }

        return (type is NonNullType must ? must.OfType : type) switch
        {
            ListType list when chance.OnceIn(5) => Constant(list.OfType.NonNull, false, depth, inside),
            ListType list => $"[{string.Join(chance.OnceIn(2) ? ", " : " ", Enumerable.Range(0, chance.Below(4)).Select(_ => inside(list.OfType, false, false)))}]",
            EnumType named => chance.Of(named.Values).Name,
            InputType input => Object(input, depth, inside),
            ScalarType { Name: "Int" } => chance.Of(Numbers),
            ScalarType { Name: "Float" } => chance.Of(Fractions),
            ScalarType { Name: "Boolean" } => chance.OnceIn(2) ? "true" : "false",
            ScalarType { Name: "ID" } when chance.OnceIn(2) => chance.Of(Numbers),
            ScalarType { Name: "Moment" } => $"\"m{chance.Below(100).ToString(CultureInfo.InvariantCulture)}\"",
            ScalarType { Name: "Anything" } when depth > 0 => Untyped(inside),
            _ => chance.Of(Texts),
        };
    }

    private string Object(InputType type, int depth, Func<GraphQLType, bool, bool, string> inside)
    {
        var fields = chance.Shuffled(Given(type, depth))
            .Select(field => $"{field.Name}: {inside(field.Type, field.Default is not null, type.OneOf)}");
        return $"{{{string.Join(chance.OnceIn(2) ? ", " : " ", fields)}}}";
    }

    private string Untyped(Func<GraphQLType, bool, bool, string> inside)
    {
        var items = Enumerable.Range(0, chance.Below(4)).Select(_ => inside(chance.Of(Inside), false, false)).ToArray();
        return chance.OnceIn(2) ? $"[{string.Join(", ", items)}]" : $"{{{string.Join(' ', items.Select((item, i) => $"{"bac"[i]}: {item}"))}}}";
    }

    private JsonObject JsonObject(InputType type, int depth)
    {
        var made = new JsonObject(Given(type, depth)
            .Select(field => KeyValuePair.Create(field.Name, Json(type.OneOf ? field.Type.NonNull : field.Type, depth - 1))));
        switch (chance.Below(WrongOnceIn))
        {
            case 0:
                made[chance.Of(["huee", "idd", "nothingLikeIt", "at"])] = Wrong();
                break;
            case 1 when made.Count > 0:
                made.Remove(made.ElementAt(chance.Below(made.Count)).Key);
                break;
        }

        return made;
    }

    private JsonNode? Wrong() => chance.Below(10) switch
    {
        0 => null,
        1 => Long,
        2 => 1.5,
        3 => 30_000_000_000,
        4 => true,
        5 => "RED",
        6 => new JsonArray(1, null, new JsonObject { ["a"] = Long }),
        7 => new JsonObject { ["id"] = "x", ["hues"] = new JsonArray("RED", "PINK") },
        8 => new JsonObject { ["again"] = new JsonObject { ["again"] = new JsonObject() } },
        _ => "",
    };

    private IEnumerable<InputField> Given(InputType type, int depth) => type.OneOf
        ? [chance.Of([.. type.Fields.Where(field => depth > 0 || field.Type is ScalarType)])]
        : type.Fields.Where(field => (field.Type is NonNullType && field.Default is null) || (depth > 0 && chance.OnceIn(3))).ToArray();
}
