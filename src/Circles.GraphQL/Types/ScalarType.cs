using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Types;

/// <summary>Reads a <typeparamref name="T"/> from text, in the manner of the base library's TryParse methods.</summary>
public delegate bool TryParse<T>(string text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value);

/// <summary>A leaf value with its own way into and out of JSON (specification, "Scalars").</summary>
public class ScalarType(string name, string description) : NamedType(name, description)
{
    /// <summary>Address of a text that says what the scalar's values mean (specification, "@specifiedBy").</summary>
    public string? SpecifiedBy { get; init; }

    /// <summary>
    /// Result coercion: writes exactly one JSON value. Throws when the CLR value is not of this scalar. A scalar that is input only needs
    /// it for defaults, and for variables inside another scalar's literal.
    /// </summary>
    public Action<Utf8JsonWriter, object>? Write { get; init; }

    /// <summary>Input coercion of a variable's JSON value, which is never null.</summary>
    public Func<JsonElement, Coerced>? ParseValue { get; init; }

    /// <summary>Input coercion of a value written in the document, which is never null and holds no variable.</summary>
    public Func<ValueNode, Coerced>? ParseLiteral { get; init; }

    /// <summary>A scalar whose JSON form is a string.</summary>
    /// <param name="name">As in the schema.</param>
    /// <param name="description">As in the schema.</param>
    /// <param name="specifiedBy">See <see cref="SpecifiedBy"/>.</param>
    /// <param name="print">The value's one canonical text.</param>
    /// <param name="parse">False for text that is no such value.</param>
    /// <param name="expectation">What a caller should have sent, put after "must be": "an ISO 8601 date, as in 2026-03-29".</param>
    public static ScalarType OfString<T>(
        string name, string description, string? specifiedBy, Func<T, string> print, TryParse<T> parse, string expectation)
        where T : notnull => new StringScalar<T>(name, description, print, parse, expectation) { SpecifiedBy = specifiedBy };

    /// <inheritdoc cref="OfString{T}(string,string,string?,Func{T,string},TryParse{T},string)"/>
    public static ScalarType OfString<T>(
        string name, string description, string? specifiedBy, Func<T, string> print, Func<string, T?> parse, string expectation)
        where T : class
    {
        return OfString<T>(name, description, specifiedBy, print, Try, expectation);

        bool Try(string text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value) => (value = parse(text)) is not null;
    }

    /// <inheritdoc cref="OfString{T}(string,string,string?,Func{T,string},TryParse{T},string)"/>
    public static ScalarType OfString<T>(
        string name, string description, string? specifiedBy, Func<T, string> print, Func<string, T?> parse, string expectation)
        where T : struct
    {
        return OfString<T>(name, description, specifiedBy, print, Try, expectation);

        bool Try(string text, out T value)
        {
            var parsed = parse(text);
            value = parsed.GetValueOrDefault();
            return parsed.HasValue;
        }
    }

    internal virtual void WriteTo(JsonBuffer output, object value)
    {
        if (Write is null)
        {
            throw new InvalidOperationException($"Scalar {Name} has no Write.");
        }

        output.WriteWith(Write, value);
    }

    internal virtual Coerced CoerceValue(JsonElement value) =>
        ParseValue?.Invoke(value) ?? Coerced.Failed($"Scalar {Name} is not accepted as input.");

    internal virtual Coerced CoerceLiteral(ValueNode value) =>
        ParseLiteral?.Invoke(value) ?? Coerced.Failed($"Scalar {Name} is not accepted as input.");
}
