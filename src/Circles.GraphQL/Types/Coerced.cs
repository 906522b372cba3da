namespace Circles.GraphQL.Types;

/// <summary>The outcome of input coercion: a CLR value, or what is wrong with the given one, said for the caller.</summary>
public readonly struct Coerced
{
    private Coerced(object? value, string? fault)
    {
        Value = value;
        Fault = fault;
    }

    public object? Value { get; }

    public string? Fault { get; }

    /// <summary>A variable without a value.</summary>
    internal bool IsOmitted => ReferenceEquals(Value, InputObject.Omitted);

    public static Coerced Ok(object? value) => new(value, null);

    public static Coerced Failed(string fault) => new(null, fault);
}
