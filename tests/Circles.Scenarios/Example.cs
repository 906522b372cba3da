using System.Text.Json;
using System.Text.RegularExpressions;

namespace Circles.Scenarios;

/// <summary>A command of a guide, and what the guide shows that it writes: JSON or lines, in which <c>…</c> stands for anything.</summary>
internal sealed record Example(string Command, string Shown)
{
    private const string Anything = "…";

    /// <summary>Fails unless the command wrote what is shown. Cost and sequence, which every answer tells, need not be.</summary>
    public void Expect(string written)
    {
        var isShown = Shown.StartsWith('{')
            ? IsShown(JsonDocument.Parse(Shown).RootElement, JsonDocument.Parse(written).RootElement, more: "extensions")
            : Fits(Shown.Trim(), written.Trim());
        Assert.True(isShown, $"{Command}\nis shown to write\n{Shown}\nand writes\n{written}");
    }

    private static bool IsShown(JsonElement shown, JsonElement written, string? more = null) => (shown.ValueKind, written.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            written.EnumerateObject().All(member => member.Name == more || shown.TryGetProperty(member.Name, out _))
            && shown.EnumerateObject().All(member => written.TryGetProperty(member.Name, out var its) && IsShown(member.Value, its)),
        (JsonValueKind.Array, JsonValueKind.Array) =>
            shown.GetArrayLength() == written.GetArrayLength()
            && shown.EnumerateArray().Zip(written.EnumerateArray()).All(pair => IsShown(pair.First, pair.Second)),
        (JsonValueKind.String, JsonValueKind.String) => Fits(shown.GetString()!, written.GetString()!),
        _ => JsonElement.DeepEquals(shown, written),
    };

    private static bool Fits(string shown, string written) =>
        Regex.IsMatch(written, $@"\A{string.Join(".+", shown.Split(Anything).Select(Regex.Escape))}\z", RegexOptions.NonBacktracking);
}
