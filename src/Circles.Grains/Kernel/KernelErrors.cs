namespace Circles.Grains.Kernel;

/// <summary>Refusals that any command can meet.</summary>
public static class KernelErrors
{
    /// <summary>The actor may see the thing, but not do this to it.</summary>
    public static Refusal NotAllowed() => Refusal.Of("NOT_ALLOWED", $"You may not do this.");

    /// <summary>There is no such thing, or none that this actor may see: the two are told the same way.</summary>
    public static Refusal NotFound(string path) => Refusal.Of("NOT_FOUND", $"There is nothing with this id.", path);

    /// <summary>A required text is empty.</summary>
    public static Refusal Required(string path) => Refusal.Of("REQUIRED", $"This must not be empty.", path);

    /// <summary>A text is longer than it may be.</summary>
    public static Refusal TooLong(string path, int max) => Refusal.Of("TOO_LONG", $"This may have at most {max} characters.", path);

    /// <summary>A list has more items than it may have.</summary>
    public static Refusal TooMany(string path, int max) => Refusal.Of("TOO_MANY", $"This may have at most {max} items.", path);

    /// <summary>A text holds characters that are no text: control characters or half a surrogate pair.</summary>
    public static Refusal NotText(string path) => Refusal.Of("NOT_TEXT", $"This holds characters that cannot be shown.", path);

    /// <summary>Another thing has this reference already.</summary>
    public static Refusal ReferenceTaken(string path) => Refusal.Of("REFERENCE_TAKEN", $"This reference is taken.", path);

    /// <summary>The network has no region with this code.</summary>
    public static Refusal NoSuchRegion(string path) => Refusal.Of("REGION_UNKNOWN", $"The network has no such region.", path);

    /// <summary>Not a language tag such as <c>pl</c> or <c>pt-BR</c>.</summary>
    public static Refusal NotALanguage(string path) => Refusal.Of("LANGUAGE_INVALID", $"This is not a language tag such as pl or pt-BR.", path);

    /// <summary>Not an IANA time zone.</summary>
    public static Refusal NotATimeZone(string path) =>
        Refusal.Of("TIME_ZONE_INVALID", $"This is not a time zone such as Europe/Warsaw.", path);

    /// <summary>The same key came with another input before.</summary>
    public static Refusal IdempotencyKeyReused() =>
        Refusal.Of("IDEMPOTENCY_KEY_REUSED", $"This idempotency key was used for another request.", "idempotencyKey");

    /// <summary>The key is empty, too long or no text.</summary>
    public static Refusal IdempotencyKeyLength() =>
        Refusal.Of("IDEMPOTENCY_KEY_INVALID", $"An idempotency key has 1 to {Limits.IdempotencyKeyMax} characters.", "idempotencyKey");

    /// <summary>The network has not been founded.</summary>
    public static Refusal NotFounded() => Refusal.Of("NETWORK_UNKNOWN", $"There is no such network.");
}
