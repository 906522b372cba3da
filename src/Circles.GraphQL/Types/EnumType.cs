using System.Diagnostics.CodeAnalysis;
using System.Text;
using Circles.GraphQL.Execution;

namespace Circles.GraphQL.Types;

/// <summary>One name of an enum (specification, "Enums").</summary>
public abstract class EnumValue(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Why not to use it any more; null while it is current.</summary>
    public string? Deprecated { get; init; }

    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; init; } = [];

    internal abstract object Clr { get; }
}

public sealed class EnumValue<TEnum>(TEnum value, string name, string description) : EnumValue(name, description)
    where TEnum : struct, Enum
{
    public TEnum Value { get; } = value;

    // Boxed once: input coercion hands out the same object each time.
    internal override object Clr { get; } = value;
}

/// <summary>A closed set of names (specification, "Enums").</summary>
public abstract class EnumType : NamedType
{
    private readonly Dictionary<string, EnumValue> byName = [];

    private protected EnumType(string name, string description, IReadOnlyList<EnumValue> values) : base(name, description)
    {
        Values = values;
        foreach (var value in values)
        {
            byName.TryAdd(value.Name, value); // A second one of the same name is a fault that Schema reports.
        }
    }

    public IReadOnlyList<EnumValue> Values { get; }

    internal bool TryGet(string name, [NotNullWhen(true)] out EnumValue? value) => byName.TryGetValue(name, out value);

    internal abstract void WriteTo(JsonBuffer output, object value);

    internal abstract string? NameOf(object value);
}

public sealed class EnumType<TEnum> : EnumType
    where TEnum : struct, Enum
{
    private readonly Dictionary<TEnum, (string Name, byte[] Json)> names = [];

    public EnumType(string name, string description, params EnumValue<TEnum>[] values) : base(name, description, values)
    {
        foreach (var value in values)
        {
            names.TryAdd(value.Value, (value.Name, Encoding.UTF8.GetBytes($"\"{value.Name}\"")));
        }
    }

    /// <summary>Names derived from the C# members: <c>WaitingForMentor</c> becomes <c>WAITING_FOR_MENTOR</c>.</summary>
    public static EnumType<TEnum> From(string name, string description, params (TEnum Value, string Description)[] values) =>
        new(name, description, [.. values.Select(v => new EnumValue<TEnum>(v.Value, ScreamingSnake(v.Value.ToString()), v.Description))]);

    internal override void WriteTo(JsonBuffer output, object value) => output.WriteRaw(
        names.TryGetValue((TEnum)value, out var entry)
            ? entry.Json
            : throw new InvalidCastException($"Enum {Name} cannot represent {value}."));

    internal override string? NameOf(object value) => value is TEnum member && names.TryGetValue(member, out var entry) ? entry.Name : null;

    private static string ScreamingSnake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }
}
