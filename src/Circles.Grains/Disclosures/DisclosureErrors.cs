using Circles.Grains.Kernel;

namespace Circles.Grains.Disclosures;

/// <summary>Refusals about disclosures.</summary>
public static class DisclosureErrors
{
    /// <summary>Whoever is inside needs nobody's consent.</summary>
    public static Refusal RecipientInside() =>
        Refusal.Of("RECIPIENT_INSIDE", $"This person belongs to the circle and reads it already.", "recipient");

    /// <summary>It was withdrawn, and stays so.</summary>
    public static Refusal Withdrawn() =>
        Refusal.Of("DISCLOSURE_WITHDRAWN", $"This was withdrawn. It can be asked for anew.", "disclosure");

    /// <summary>Consent is given to a text, not to whatever may be written later. Retryable once there is one.</summary>
    public static Refusal NothingWritten(string path) =>
        Refusal.Of("NOTHING_TO_DISCLOSE", $"Nothing is written of this session yet.", path, retryable: true);
}
