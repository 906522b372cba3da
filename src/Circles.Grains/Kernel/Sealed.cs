namespace Circles.Grains.Kernel;

/// <summary>On an event's value, or on one of a record in it: kept sealed under the key of whose it is (<see cref="Event.OwnerIn"/>).</summary>
/// <remarks>
/// A text, a list of texts, or what can be left out; never taken off again, since what was written sealed is read by it. What is under a
/// key that was destroyed reads as <see cref="Gone"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SealedAttribute : Attribute
{
    /// <summary>Whether it is what the actor said: then it is the actor's, too, and gone with either key.</summary>
    public bool OwnWords { get; init; }
}

/// <summary>What is left of sealed values whose key was destroyed: null, an empty list, or a text where there must be one.</summary>
public static class Gone
{
    /// <summary>The same in every language.</summary>
    public const string Text = "…";
}
