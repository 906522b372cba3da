using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Circles.Grains.Imports;

namespace Circles.Schema.Intake;

/// <summary>Which field a column's header stands for, in English, Polish or Hebrew (headers.json).</summary>
public static class IntakeHeaders
{
    private static readonly FrozenDictionary<ImportKind, FrozenDictionary<string, string>> ByKind = Load();

    /// <summary>The field of <see cref="ImportFields"/>, or null when such a file has no such column.</summary>
    public static string? FieldOf(ImportKind kind, string header) => ByKind[kind].GetValueOrDefault(Key(header));

    /// <summary>Every header of the table, with its field and its language: what a page on the format tells.</summary>
    public static IEnumerable<(string Field, string Language, string Header)> All =>
        from row in Table()
        from language in row.Value
        from header in language.Value
        select (row.Key, language.Key, header);

    /// <summary>Small letters and digits without accents, points or anything between them: <c>E-Mail </c> is <c>email</c>.</summary>
    internal static string Key(string header)
    {
        var key = new StringBuilder(header.Length);
        foreach (var letter in header.Normalize(NormalizationForm.FormD))
        {
            if (!char.IsLetterOrDigit(letter)) continue;
            // The one Polish letter that Unicode does not take apart.
            var small = char.ToLower(letter, CultureInfo.InvariantCulture);
            key.Append(small == 'ł' ? 'l' : small);
        }

        return key.ToString();
    }

    private static FrozenDictionary<ImportKind, FrozenDictionary<string, string>> Load()
    {
        var table = Table();
        return Enum.GetValues<ImportKind>().ToFrozenDictionary(kind => kind, kind =>
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (field, _) in ImportFields.Of(kind))
            {
                fields[Key(field)] = field;
                foreach (var header in table[field].Values.SelectMany(headers => headers)) fields[Key(header)] = field;
            }

            return fields.ToFrozenDictionary(StringComparer.Ordinal);
        });
    }

    private static Dictionary<string, Dictionary<string, string[]>> Table()
    {
        using var file = typeof(IntakeHeaders).Assembly.GetManifestResourceStream("Circles.Schema.Intake.headers.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(file)!;
    }
}
