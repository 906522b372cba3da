using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Schema.Texts;

/// <summary>Refusals in the languages of the people who read them: one resource for each language, by code.</summary>
public static class Messages
{
    /// <summary>English stands beside the deciders, in code.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "pl", "he"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Translations =
        Languages.Skip(1).ToFrozenDictionary(language => language, Load);

    /// <summary>The refusal's sentence in a language, else in English.</summary>
    public static string Of(Refusal refusal, string language) =>
        Translations.TryGetValue(language, out var texts) && texts.TryGetValue(refusal.Code, out var template)
            ? string.Format(CultureInfo.InvariantCulture, template, refusal.About is { } about ? [about.In(language)] : [.. refusal.Values])
            : refusal.Message;

    /// <summary>The rule's sentence in a language, else in English.</summary>
    public static string Of(Audience audience, string language) =>
        Translations.TryGetValue(language, out var texts) ? texts.GetValueOrDefault(audience.Code, audience.Sentence) : audience.Sentence;

    /// <summary>The codes that a language has a sentence for, with the sentence.</summary>
    public static IReadOnlyDictionary<string, string> In(string language) => Translations[language];

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream($"Circles.Schema.Texts.errors.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
