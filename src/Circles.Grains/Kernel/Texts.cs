using System.Collections.Immutable;

namespace Circles.Grains.Kernel;

/// <summary>One text in several languages, by language tag (<c>en</c>, <c>pl</c>, <c>he</c> ...). English is always there.</summary>
public sealed class Texts(ImmutableSortedDictionary<string, string> byLanguage) : IEquatable<Texts>
{
    public const string Fallback = "en";

    /// <summary>In ordinal order, whatever order it came in: equality goes by it.</summary>
    public ImmutableSortedDictionary<string, string> ByLanguage { get; } = byLanguage.WithComparers(StringComparer.Ordinal);

    /// <summary>The text in the language asked for, else in English.</summary>
    public string In(string language) =>
        ByLanguage.TryGetValue(language, out var text) ? text : ByLanguage.GetValueOrDefault(Fallback, "");

    public bool Equals(Texts? other) => other is not null && ByLanguage.SequenceEqual(other.ByLanguage);

    public override bool Equals(object? obj) => Equals(obj as Texts);

    public override int GetHashCode() => In(Fallback).GetHashCode(StringComparison.Ordinal);

    public override string ToString() => In(Fallback);
}
