namespace Circles.GraphQL.Types;

/// <summary>A type with resolved fields (specification, "Objects").</summary>
public abstract class ObjectType : NamedType
{
    private IReadOnlyList<Field>? fields;
    private IReadOnlyList<InterfaceType>? interfaces;
    private Dictionary<string, Field>? byName;

    private protected ObjectType(string name, string description, Type clrType) : base(name, description)
    {
        ClrType = clrType;
        Itself = [this];
    }

    /// <summary>Results of this type are values of this CLR type; abstract types are resolved by it.</summary>
    public Type ClrType { get; }

    public IReadOnlyList<Field> Fields => fields ??= MakeFields();

    public IReadOnlyList<InterfaceType> Interfaces
    {
        get => interfaces ??= InterfacesFrom?.Invoke() ?? [];
        init => interfaces = value;
    }

    /// <summary>The interfaces behind a lambda, for two static classes that name each other.</summary>
    public Func<IReadOnlyList<InterfaceType>>? InterfacesFrom { get; init; }

    /// <summary>The one type that a value of this type can have.</summary>
    internal ObjectType[] Itself { get; }

    internal Field? FieldNamed(string name)
    {
        if (byName is null)
        {
            var found = new Dictionary<string, Field>(StringComparer.Ordinal);
            foreach (var field in Fields)
            {
                found.TryAdd(field.Name, field);
            }

            byName = found;
        }

        return byName.GetValueOrDefault(name);
    }

    private protected abstract IReadOnlyList<Field> MakeFields();
}

/// <summary>An object type whose results are <typeparamref name="TSource"/>s.</summary>
/// <param name="name">As in the schema.</param>
/// <param name="description">As in the schema.</param>
/// <param name="fields">Behind a lambda, so that two types can name each other.</param>
public sealed class ObjectType<TSource>(string name, string description, Func<IReadOnlyList<Field<TSource>>> fields)
    : ObjectType(name, description, typeof(TSource))
{
    private protected override IReadOnlyList<Field> MakeFields() => fields();
}
