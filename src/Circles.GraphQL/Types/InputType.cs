namespace Circles.GraphQL.Types;

/// <summary>A structure of input values (specification, "Input Objects"). Reaches resolvers as an <see cref="InputObject"/>.</summary>
public sealed class InputType(string name, string description, Func<IReadOnlyList<InputField>> fields) : NamedType(name, description)
{
    private IReadOnlyList<InputField>? made;
    private Dictionary<string, int>? places;

    public IReadOnlyList<InputField> Fields => made ??= fields();

    /// <summary>Exactly one field is given, and not null (specification, "OneOf Input Objects").</summary>
    public bool OneOf { get; init; }

    /// <summary>The field's place in <see cref="Fields"/>, or -1.</summary>
    internal int IndexOf(string field)
    {
        if (places is null)
        {
            var found = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < Fields.Count; i++)
            {
                found.TryAdd(Fields[i].Name, i);
            }

            places = found;
        }

        return places.GetValueOrDefault(field, -1);
    }

    internal InputField? FieldNamed(string field) => IndexOf(field) is >= 0 and var at ? Fields[at] : null;
}
