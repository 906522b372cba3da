namespace Circles.Grains.Kernel;

/// <summary>A field of an update: either left alone (the default) or given a new value, which may be null to clear it.</summary>
public readonly record struct Patch<T>(bool Given, T Value)
{
    /// <summary>The field's value after the update.</summary>
    public T Or(T current) => Given ? Value : current;

    /// <summary>This change, or nothing when it would change nothing: an event tells only what changed.</summary>
    public Patch<T> Against(T current) =>
        Given && !EqualityComparer<T>.Default.Equals(Value, current) ? this : default;

    public static implicit operator Patch<T>(T value) => new(true, value);
}
