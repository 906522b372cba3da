using Circles.Grains.Kernel;

namespace Circles.Grains.People;

/// <summary>Refusals about people's records.</summary>
public static class PersonErrors
{
    /// <summary>Not an address that mail can be sent to.</summary>
    public static Refusal EmailInvalid() => Refusal.Of("EMAIL_INVALID", $"This is not an e-mail address.", "email");

    /// <summary>Another person of the network has this address.</summary>
    public static Refusal EmailTaken() => Refusal.Of("EMAIL_TAKEN", $"Somebody in the network has this e-mail address.", "email");

    /// <summary>One organisation stands twice among the affiliations.</summary>
    public static Refusal AffiliatedTwice() =>
        Refusal.Of("AFFILIATED_TWICE", $"An organisation stands here more than once.", "affiliations");

    /// <summary>The person's record was erased: it stands for somebody and says nothing more, and nothing is added to it.</summary>
    public static Refusal Erased() => Refusal.Of("PERSON_ERASED", $"This person's data was erased.", "person");

    /// <summary>The person is in a circle, stands in a session, manages a programme, has applied to one, or holds a role.</summary>
    public static Refusal InUse() => Refusal.Of("PERSON_IN_USE", $"This person still takes part in something.", "person");
}
