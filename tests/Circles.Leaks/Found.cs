using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Circles.Leaks;

/// <summary>What one of the cast was told: which canaries, and which fields of the schema had something to say.</summary>
/// <param name="seenAs">The canary whose row holds here, where it is another one.</param>
public sealed partial class Found(World world, string who, Func<Canary, Canary>? seenAs = null)
{
    /// <summary>Fewer people than this are not counted for those who see only numbers.</summary>
    private const int SmallestGroup = 5;

    private readonly HashSet<string> leaks = new(StringComparer.Ordinal);

    /// <summary>Kinds of canaries met.</summary>
    public HashSet<Canary> Met { get; } = [];

    /// <summary>Fields as <c>Type.field</c> with a value that is not null or empty; only of objects that told their type.</summary>
    public HashSet<string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields that held a canary's word.</summary>
    public HashSet<string> Carriers { get; } = new(StringComparer.Ordinal);

    /// <summary>Every cursor told.</summary>
    public HashSet<string> Cursors { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids by the name of their thing's type.</summary>
    public Dictionary<string, HashSet<string>> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Each as <c>who was told WORD (programme kind) in QUESTION</c>.</summary>
    public IReadOnlyCollection<string> Leaks => leaks;

    /// <summary>Looks at every byte of a response.</summary>
    /// <param name="asked">What was asked, as a leak is reported.</param>
    /// <param name="given">Canaries that stood in the question: an answer that repeats them tells nothing.</param>
    public void Read(byte[] response, string asked, params IEnumerable<string> given)
    {
        var text = Encoding.UTF8.GetString(response);
        Scan(text, asked, given);
        using var json = JsonDocument.Parse(response);
        Walk(json.RootElement, "", asked, given);
    }

    private void Scan(string text, string asked, IEnumerable<string> given)
    {
        foreach (var match in Marks().EnumerateMatches(text))
        {
            var mark = text.Substring(match.Index, match.Length);
            if (world.Canaries.TryGetValue(mark, out var canary)) Meet(canary, mark, asked, given);
        }
    }

    private void Meet(Canary canary, string mark, string asked, IEnumerable<string> given)
    {
        if (given.Contains(mark)) return;
        Met.Add(canary);
        if (World.May(who, seenAs?.Invoke(canary) ?? canary) == false)
            leaks.Add($"{who} was told {mark} ({canary}) in {(asked.Length > 300 ? asked[..300] + "…" : asked)}");
    }

    private void Walk(JsonElement json, string field, string asked, IEnumerable<string> given)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when field.EndsWith("ursor", StringComparison.Ordinal) && Base64Url.IsValid(json.GetString()):
                Cursors.Add(json.GetString()!);
                Scan(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(json.GetString())), $"the cursors of {asked}", given);
                break;
            case JsonValueKind.String when field.Length > 0 && Marks().IsMatch(json.GetString()!):
                Carriers.Add(field);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) Walk(item, field, asked, given);
                break;
            case JsonValueKind.Object:
                Relation(json, asked, given);
                Rights(json, asked);
                var type = json.TryGetProperty("__typename", out var name) ? name.GetString() : null;
                if (type is not null && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
                    IdsOf(type).Add(id.GetString()!);
                foreach (var entry in json.EnumerateObject())
                {
                    if (type is not null && !IsEmpty(entry.Value)) Fields.Add($"{type}.{entry.Name}");
                    Walk(entry.Value, type is null ? "" : $"{type}.{entry.Name}", asked, given);
                }

                break;
        }
    }

    /// <summary>What only some are told though no word gives it away: numbers, gates and who fits.</summary>
    private void Rights(JsonElement json, string asked)
    {
        if (!json.TryGetProperty("__typename", out var type)) return;
        var id = json.TryGetProperty("id", out var its) && its.ValueKind == JsonValueKind.String ? its.GetString()! : "";
        var hasNumbers = json.TryGetProperty("numbers", out var numbers) && numbers.ValueKind == JsonValueKind.Object;
        if (type.ValueEquals("Network") && hasNumbers) Meet(new Canary("numbers.network", "ring"), "numbers", asked, []);
        if (type.ValueEquals("Network") && json.TryGetProperty("quotas", out var quotas) && quotas.ValueKind == JsonValueKind.Object)
            Meet(new Canary("quotas", "ring"), "quotas", asked, []);
        if (type.ValueEquals("Programme") && world.Canaries.TryGetValue(id, out var programme))
        {
            if (hasNumbers) Meet(programme with { Kind = "numbers" }, "numbers", asked, []);
            if (json.TryGetProperty("stages", out var stages) && IsToldOfGates(stages)) Meet(programme with { Kind = "gate" }, "isMet", asked, []);
        }

        if (type.ValueEquals("Match")) Meet(new Canary("match", "ring"), "a match", asked, []);
    }

    private static bool IsToldOfGates(JsonElement stages) => stages.EnumerateArray()
        .SelectMany(stage => stage.TryGetProperty("gate", out var gate) ? gate.EnumerateArray() : default)
        .Any(condition => condition.TryGetProperty("isMet", out var isMet) && isMet.ValueKind != JsonValueKind.Null);

    /// <summary>
    /// That somebody is in a circle is told by a circle with members, by how many a small one has, and by a person with circles.
    /// </summary>
    private void Relation(JsonElement json, string asked, IEnumerable<string> given)
    {
        if (!json.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String) return;
        if (json.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.GetInt32() < SmallestGroup)
            Told(id.GetString()!);
        if (json.TryGetProperty("members", out var members) && members.ValueKind == JsonValueKind.Array && members.GetArrayLength() > 0)
            Told(id.GetString()!);
        if (!id.GetString()!.StartsWith("per_", StringComparison.Ordinal)
            || !json.TryGetProperty("circles", out var circles) || circles.ValueKind != JsonValueKind.Object
            || !circles.TryGetProperty("nodes", out var nodes)) return;
        foreach (var circle in nodes.EnumerateArray())
            if (circle.TryGetProperty("id", out var its)) Told(its.GetString()!);

        void Told(string circle)
        {
            if (!world.Canaries.TryGetValue(circle, out var canary)) return;
            var kind = canary is { Kind: "circle.open", Programme: "peer" } ? "members.peers"
                : canary.Kind.Replace("circle.", "members.", StringComparison.Ordinal);
            Meet(canary with { Kind = kind }, circle, $"the members in {asked}", []);
        }
    }

    private HashSet<string> IdsOf(string type) => Ids.TryGetValue(type, out var known) ? known : Ids[type] = new(StringComparer.Ordinal);

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    [GeneratedRegex("zq[0-9]{4}x|[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Marks();
}
