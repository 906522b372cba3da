using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Circles.Gateway.Hosting;

namespace Circles.Conventions;

/// <summary>Every bound is a constant with its reason, told in docs/limits.md with what an operator can set.</summary>
public sealed class The_limits
{
    private static readonly (string Assembly, string About)[] Places =
    [
        ("Circles.Gateway", "The server: what a request may be."),
        ("Circles.GraphQL", "The engine: what a document may ask for."),
        ("Circles.Schema", "The schema: pages and files."),
        ("Circles.Silo", "Hosting: memory, files and waiting."),
        ("Circles.Grains", "The domain: sizes of what is kept. They hold for every network, so that a journal can be read anywhere."),
    ];

    private static readonly IReadOnlyList<Limit> All = [.. Places.SelectMany(place => In(place.Assembly))];

    [Fact]
    public void have_a_reason() => Offenders.None(All.Where(limit => limit.Reason.Length == 0).Select(limit => $"{limit.Assembly}.{limit.Name}"));

    [Fact]
    public void that_can_be_set_are_constants_of_the_same_name_and_default()
    {
        var settable = LimitSettings.Settable.Values.Select(property => (
            property.Name, Default: Word(property.GetValue(Activator.CreateInstance(property.DeclaringType!))!)));
        Offenders.None(settable.Where(one => !All.Any(limit => limit.Name == one.Name && limit.Default == one.Default && limit.Range is not null))
            .Select(one => $"{one.Name} = {one.Default}"));
    }

    [Fact]
    public void are_told_in_docs_limits_md() => GeneratedFile.Matches("docs/limits.md", Document());

    private static string Document()
    {
        var text = new StringBuilder("""
            # Limits

            What the server bounds, and why. Those with a range can be set, as `Circles:Limits:NAME` (in the environment
            `Circles__Limits__NAME`): a number, or a span of time as `hours:minutes:seconds`. A name that is unknown or a value
            outside its range stops the start with a line that says so.

            This file is generated from the code: change the code, then run the tests once with `UPDATE_DOCS=1`.

            """);
        foreach (var (assembly, about) in Places)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {assembly}\n\n{about}\n\n| Name | Default | Can be set | Reason |\n| --- | --- | --- | --- |\n");
            foreach (var limit in All.Where(limit => limit.Assembly == assembly).OrderBy(limit => limit.Name, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"| `{limit.Name}` | {limit.Default} | {limit.Range ?? "no"} | {limit.Reason.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Limit> In(string assembly)
    {
        var reasons = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, ReasonIn);
        return
            from type in Assembly.Load(assembly).GetTypes()
            where type.Name == "Limits" || type.DeclaringType?.Name == "Limits"
            from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where !field.IsPrivate
            let key = $"F:{type.FullName!.Replace('+', '.')}.{field.Name}"
            select new Limit(
                assembly,
                type.DeclaringType is null ? field.Name : $"{type.Name}.{field.Name}",
                Word(field.GetValue(null)!),
                RangeOf(assembly, field.Name),
                reasons.GetValueOrDefault(key) is { } reason ? RefusalFactory.Text(reason) : "");

        XElement? ReasonIn(XElement member) =>
            member.Element("inheritdoc")?.Attribute("cref") is { } other
                ? member.Parent!.Elements().Single(one => one.Attribute("name")!.Value == other.Value).Element("summary")
                : member.Element("summary");
    }

    private static string? RangeOf(string assembly, string name)
    {
        if (!LimitSettings.Settable.TryGetValue(name, out var property) || property.DeclaringType!.Assembly.GetName().Name != assembly) return null;
        var range = LimitSettings.RangeOf(property);
        return range.Maximum is int.MaxValue ? $"from {Word(range.Minimum)}" : $"{Word(range.Minimum)} to {Word(range.Maximum)}";
    }

    private static string Word(object value) => value switch
    {
        TimeSpan span => span.ToString(span.Microseconds + span.Milliseconds == 0 ? "c" : @"hh\:mm\:ss\.FFF", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable many and not string => string.Join(", ", many.Cast<object>().Select(Word)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <param name="Range">What it can be set to; null when it cannot.</param>
    private sealed record Limit(string Assembly, string Name, string Default, string? Range, string Reason);
}
