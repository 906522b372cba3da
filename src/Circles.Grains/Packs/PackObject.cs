using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Circles.Grains.Kernel;

namespace Circles.Grains.Packs;

/// <summary>An object of the pack's file, read key by key. What is wrong is told once, and a default stands in for it.</summary>
internal sealed class PackObject
{
    private readonly PackSource source;
    private readonly PackNode node;

    /// <param name="source">Where faults are told.</param>
    /// <param name="node">Should be an object.</param>
    /// <param name="what">What it is, for messages: <c>a stage</c>.</param>
    /// <param name="keys">Every key it may have; a <c>?</c> at the end says that it may be left out.</param>
    public PackObject(PackSource source, PackNode node, string what, params ReadOnlySpan<string> keys)
    {
        this.source = source;
        this.node = node;
        if (node.Kind != JsonValueKind.Object)
        {
            source.Fault(node, PackRule.WrongType, $"Here stands {what}, which is an object, not {Print(node.Kind)}.");
            return;
        }

        var known = new List<string>();
        foreach (var key in keys)
        {
            known.Add(key.TrimEnd('?'));
            if (!key.EndsWith('?') && node.Get(key) is null)
                source.Fault(node, PackRule.MissingKey, $"The key \"{key}\" is missing: {what} has one.");
        }

        foreach (var member in node.Members)
        {
            if (known.Contains(member.Key)) continue;
            var near = PackWords.Nearest(member.Key, known) is { } word ? $" Did you mean \"{word}\"?" : "";
            source.Fault(member.Offset, PackRule.UnknownKey, $"There is no key \"{member.Key}\" in {what}.{near}");
        }
    }

    public bool Flag(string key)
    {
        if (Value(key, JsonValueKind.True, JsonValueKind.False) is not { } value) return false;
        return value.Kind == JsonValueKind.True;
    }

    public int Number(string key, int min, int max)
    {
        if (Value(key, JsonValueKind.Number) is not { } value) return min;
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max) return number;
        source.Fault(value, PackRule.NumberOutOfRange, $"\"{key}\" is a whole number from {min} to {max}.");
        return min;
    }

    /// <summary>A word of a closed set; of the whole enum when no words are given.</summary>
    public T? Word<T>(string key, params ReadOnlySpan<T> among)
        where T : struct, Enum
    {
        if (Value(key, JsonValueKind.String) is not { } value) return null;
        return WordOf(source, value, among);
    }

    /// <summary>A small-letter name with inner hyphens, as packs, stages and kinds have.</summary>
    public string Name(string key)
    {
        if (Value(key, JsonValueKind.String) is not { Text: { } text } value) return "";
        if (!PackWords.IsName(text))
            source.Fault(
                value, PackRule.NotAName,
                $"\"{key}\" has up to {Limits.Pack.PackNameMax} letters a to z, digits and inner hyphens, and begins with a letter.");
        return text;
    }

    public string Version(string key)
    {
        if (Value(key, JsonValueKind.String) is not { Text: { } text } value) return "";
        if (!PackWords.IsVersion(text))
            source.Fault(value, PackRule.NotAVersion, $"\"{text}\" is not a version such as 1.0.0 (Semantic Versioning 2.0.0).");
        return text;
    }

    public Texts Texts(string key, int max) =>
        Value(key, JsonValueKind.Object) is { } value ? TextsOf(source, value, max) : new Texts(NoTexts);

    public static Texts TextsOf(PackSource source, PackNode node, int max)
    {
        var texts = NoTexts;
        if (node.Kind != JsonValueKind.Object)
        {
            source.Fault(
                node, PackRule.WrongType, $"Here stands a text by language, such as {{ \"en\": \"...\" }}, not {Print(node.Kind)}.");
            return new Texts(texts);
        }

        if (node.Get(Kernel.Texts.Fallback) is null)
            source.Fault(node, PackRule.EnglishMissing, "Every text is there in English (\"en\") at the least.");
        if (node.Members.Count > Limits.Pack.LanguagesMax)
            source.Fault(node, PackRule.TooManyItems, $"A text has at most {Limits.Pack.LanguagesMax} languages.");
        foreach (var (language, offset, value) in node.Members)
        {
            if (Check.Languages([language], "") is not null)
                source.Fault(offset, PackRule.NotALanguage, $"\"{language}\" is not a language tag such as pl or pt-BR.");
            if (value.Kind != JsonValueKind.String)
                source.Fault(
                    value, PackRule.WrongType, $"Here stands the text in \"{language}\", which is a string, not {Print(value.Kind)}.");
            else if (Unfit(value.Text!, max) is var (rule, message))
                source.Fault(value, rule, message);
            else
                texts = texts.SetItem(language, value.Text!);
        }

        return new Texts(texts);
    }

    /// <summary>The items of a list; one that cannot be read is told and left out. A list that may be left out is empty then.</summary>
    public ValueList<T> List<T>(string key, int min, int max, Func<PackNode, T?> read)
        where T : class
    {
        var items = new List<T>();
        foreach (var item in Items(key, min, max))
            if (read(item) is { } value) items.Add(value);
        return items.ToValueList();
    }

    /// <summary>A list of words, each at most once.</summary>
    public ValueList<T> Words<T>(string key, int min)
        where T : struct, Enum
    {
        var words = new List<T>();
        foreach (var item in Items(key, min, int.MaxValue))
        {
            if (item.Kind != JsonValueKind.String)
                source.Fault(item, PackRule.WrongType, $"\"{key}\" lists words, not {Print(item.Kind)}.");
            else if (WordOf<T>(source, item, []) is not { } word)
                continue;
            else if (words.Contains(word))
                source.Fault(item, PackRule.DuplicateItem, $"\"{item.Text}\" stands in \"{key}\" twice.");
            else
                words.Add(word);
        }

        return words.ToValueList();
    }

    /// <summary>The value of an optional key, to be read further.</summary>
    public PackNode? Inner(string key) => node.Get(key);

    private static ImmutableSortedDictionary<string, string> NoTexts { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private IReadOnlyList<PackNode> Items(string key, int min, int max)
    {
        if (Value(key, JsonValueKind.Array) is not { } list) return [];
        if (list.Items.Count < min) source.Fault(list, PackRule.EmptyList, $"\"{key}\" has at least {min} item.");
        if (list.Items.Count > max) source.Fault(list, PackRule.TooManyItems, $"\"{key}\" has at most {max} items.");
        return list.Items;
    }

    private PackNode? Value(string key, params ReadOnlySpan<JsonValueKind> kinds)
    {
        // A missing key was told when the object was opened.
        if (node.Kind != JsonValueKind.Object || node.Get(key) is not { } value) return null;
        if (kinds.Contains(value.Kind)) return value;
        source.Fault(value, PackRule.WrongType, $"\"{key}\" is {Print(kinds[0])}, not {Print(value.Kind)}.");
        return null;
    }

    private static T? WordOf<T>(PackSource source, PackNode value, ReadOnlySpan<T> among)
        where T : struct, Enum
    {
        ReadOnlySpan<T> all = among.IsEmpty ? Enum.GetValues<T>() : among;
        var words = new List<string>();
        foreach (var one in all)
        {
            if (PackWords.Of(one) == value.Text) return one;
            words.Add(PackWords.Of(one));
        }

        var near = PackWords.Nearest(value.Text!, words) is { } word ? $" Did you mean \"{word}\"?" : "";
        source.Fault(value, PackRule.UnknownWord, $"\"{value.Text}\" is none of {string.Join(", ", words)}.{near}");
        return null;
    }

    private static (string Rule, string Message)? Unfit(string text, int max) => Check.Line(text, "", max)?.Code switch
    {
        null => null,
        "REQUIRED" => (PackRule.TextEmpty, "A text is not empty; leave the language out instead."),
        "TOO_LONG" => (PackRule.TextTooLong, $"This text has at most {max} characters."),
        _ => (PackRule.TextUnreadable, "A text is one line without control characters."),
    };

    private static string Print(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
