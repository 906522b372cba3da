using System.Text;
using Circles.Grains.Access;
using Circles.GraphQL.Types;
using Circles.Schema;

namespace Circles.Conventions;

/// <summary>Every type of the schema names who may see such a thing; docs/visibility.md tells it of every field.</summary>
public sealed class The_visibility
{
    private static readonly IReadOnlyList<ObjectType> Types =
    [
        .. CirclesSchema.Create().Types.OfType<ObjectType>()
            .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Types that are alike for everything.</summary>
    private static readonly string[] Forms = ["Connection", "Edge", "Payload", "PageInfo"];

    [Fact]
    public void is_said_of_every_type() => Offenders.None(Types.Where(type => type.Guard is not Seen).Select(type => type.Name));

    [Fact]
    public void is_a_rule_for_everything_that_has_an_id() => Offenders.None(
        Types.Where(type => type.Interfaces.Count > 0 && type.Guard is Seen { By.Count: 0 }).Select(type => type.Name));

    [Fact]
    public void is_narrowed_by_rules_only() => Offenders.None(
        from type in Types
        from field in type.Fields
        where field.Guard is not (null or Seen { By.Count: > 0 })
        select $"{type.Name}.{field.Name}");

    [Fact]
    public void names_the_audiences_that_are_listed_and_no_other()
    {
        var named = Types.SelectMany(Seens).SelectMany(seen => seen.By).Distinct().ToList();
        Offenders.None(named.Except(Audience.All).Concat(Audience.All.Except(named)).Select(audience => audience.Code));
    }

    [Fact]
    public void is_told_in_docs_visibility_md() => GeneratedFile.Matches("docs/visibility.md", Document());

    private static IEnumerable<Seen> Seens(ObjectType type) =>
        type.Fields.Select(field => field.Guard).Append(type.Guard).OfType<Seen>();

    private static string Document()
    {
        var text = new StringBuilder("""
            # Who may see what

            For each type of the schema: who sees such a thing at all, and which of its fields fewer people see. The same rules decide
            lists, counts, filters, `node`, subscriptions and the past. What somebody may not see is not there: null, absent from lists and
            counts, and answered like an id that was never issued.

            A field without words is seen by whoever sees the thing it belongs to; where it leads to a thing with a rule of its own, that
            rule decides. Left out are the pages of lists, which hold what the viewer may see of the things listed, and the payloads of
            mutations, which show their thing to those who may see it.

            This file is generated from the code: change the code, then run the tests once with `UPDATE_DOCS=1`.

            ## The audiences

            | In the table | The rule |
            | --- | --- |

            """);
        foreach (var audience in Audience.All) text.Append($"| {audience.Words} | {audience.Sentence} |\n");
        foreach (var type in Types.Where(type => !Forms.Any(form => type.Name.EndsWith(form, StringComparison.Ordinal))))
        {
            text.Append($"\n## {type.Name}\n\nSeen by: {((Seen)type.Guard!).Words}.\n\n| Field | Seen by |\n| --- | --- |\n");
            foreach (var field in type.Fields) text.Append($"| `{field.Name}` | {Words(field)} |\n");
        }

        return text.ToString();
    }

    private static string Words(Field field)
    {
        var own = (field.Guard as Seen)?.Words ?? "";
        var leads = field.Type.Named is ObjectType { Guard: Seen { By.Count: > 0 } } named ? $"who sees the {named.Name}" : "";
        return own.Length > 0 && leads.Length > 0 ? $"{own}; of these, {leads}" : own + leads;
    }
}
