using System.Diagnostics.CodeAnalysis;
using System.Text;
using Circles.GraphQL.Execution;

namespace Circles.GraphQL.Types;

/// <summary>
/// A coerced input object. Int arrives as int, Float as double, String and ID as string, an enum as its CLR member, a custom scalar
/// as its CLR value, lists as lists. A field that the caller omitted and a field given as null are told apart.
/// </summary>
public sealed class InputObject
{
    /// <summary>Marks a field that was not given and has no default.</summary>
    internal static readonly object Omitted = new();

    private readonly object?[] values;

    internal InputObject(InputType type, object?[] values)
    {
        Type = type;
        this.values = values;
    }

    public InputType Type { get; }

    /// <summary>Whether the caller gave the field (null counts), or a default stands in for it.</summary>
    public bool Has(string name) => !ReferenceEquals(values[At(name)], Omitted);

    /// <summary>The field's value; the type's default value when it is null or omitted.</summary>
    public T? Get<T>(string name) => values[At(name)] is var value && ReferenceEquals(value, Omitted) ? default : InputLists.As<T>(value);

    /// <summary>False when the caller omitted the field; true with a null value when null was given.</summary>
    public bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        if (!Has(name))
        {
            value = default;
            return false;
        }

        value = Get<T>(name)!;
        return true;
    }

    /// <summary>A nested input object; null when it is null or omitted.</summary>
    public InputObject? Input(string name) => Get<InputObject>(name);

    /// <summary>A list field; empty when it is null or omitted.</summary>
    public IReadOnlyList<T> List<T>(string name) => Has(name) ? InputLists.List<T>(values[At(name)]) : [];

    /// <summary>A list of nested input objects; empty when it is null or omitted.</summary>
    public IReadOnlyList<InputObject> Inputs(string name) => List<InputObject>(name);

    /// <summary>
    /// One text for one meaning: keys sorted, defaults filled in, no spaces; an omitted field is absent and a null one is null. Two
    /// inputs mean the same exactly when these are equal, so a host can hash it to recognise a repeated request.
    /// </summary>
    public string ToCanonicalJson()
    {
        using var output = new JsonBuffer();
        Write(output, Type, this);
        return Encoding.UTF8.GetString(output.Written);
    }

    private int At(string name) => Type.IndexOf(name) is >= 0 and var at
        ? at
        : throw new ArgumentException($"Input type {Type.Name} has no field {name}.", nameof(name));

    private static void Write(JsonBuffer output, GraphQLType type, object? value)
    {
        switch (type.Nullable)
        {
            case var _ when value is null:
                output.WriteNull();
                break;
            case ListType list:
                output.WriteByte((byte)'[');
                var items = (object?[])value;
                for (var i = 0; i < items.Length; i++)
                {
                    output.WriteSeparator(i);
                    Write(output, list.OfType, items[i]);
                }

                output.WriteByte((byte)']');
                break;
            case InputType:
                Write(output, (InputObject)value);
                break;
            case ScalarType scalar:
                scalar.WriteTo(output, value);
                break;
            case EnumType @enum:
                @enum.WriteTo(output, value);
                break;
        }
    }

    private static void Write(JsonBuffer output, InputObject input)
    {
        output.WriteByte((byte)'{');
        var written = 0;
        foreach (var (field, value) in input.Type.Fields.Zip(input.values).OrderBy(entry => entry.First.Name, StringComparer.Ordinal))
        {
            if (ReferenceEquals(value, Omitted))
            {
                continue;
            }

            output.WriteSeparator(written++);
            output.WriteString(field.Name);
            output.WriteByte((byte)':');
            Write(output, field.Type, value);
        }

        output.WriteByte((byte)'}');
    }
}

/// <summary>Coerced lists are arrays of objects; these hand them out typed.</summary>
internal static class InputLists
{
    public static T? As<T>(object? value) => value is null ? default : (T)value;

    public static IReadOnlyList<T> List<T>(object? value)
    {
        if (value is not object?[] items)
        {
            return value is null ? [] : throw new InvalidCastException("The value is not a list.");
        }

        var typed = new T[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            typed[i] = As<T>(items[i])!;
        }

        return typed;
    }
}
