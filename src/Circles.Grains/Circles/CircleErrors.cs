using Circles.Grains.Kernel;

namespace Circles.Grains.Circles;

/// <summary>Refusals about circles.</summary>
public static class CircleErrors
{
    /// <summary>The circle is closed; nothing in it changes any more.</summary>
    public static Refusal Closed() => Refusal.Of("CIRCLE_CLOSED", $"This circle is closed.", "circle");

    /// <summary>The pack has no circles of this form.</summary>
    public static Refusal FormNotInPack() =>
        Refusal.Of("CIRCLE_FORM_NOT_IN_PACK", $"The programme's process pack has no circles of this form.", "form");

    /// <summary>The pack does not allow this visibility.</summary>
    public static Refusal VisibilityNotInPack() =>
        Refusal.Of("CIRCLE_VISIBILITY_NOT_IN_PACK", $"The programme's process pack does not allow this visibility.", "visibility");

    /// <summary>Circles of this form have no such role.</summary>
    public static Refusal RoleNotInForm(string path) =>
        Refusal.Of("CIRCLE_ROLE_NOT_IN_FORM", $"A circle of this form has no such role.", path);

    /// <summary>Every seat of the role is taken. Retryable: somebody may leave.</summary>
    public static Refusal RoleFull(string path, int max) =>
        Refusal.Of("CIRCLE_FULL", $"All seats of this role are taken: {max} of {max}.", path, retryable: true);

    /// <summary>Somebody has one part in a circle, not two.</summary>
    public static Refusal SeatedTwice(string path) =>
        Refusal.Of("CIRCLE_MEMBER_ALREADY", $"This person is in the circle already.", path);

    /// <summary>The pack keeps managing and mentoring apart.</summary>
    public static Refusal ManagerMayNotMentor(string path) =>
        Refusal.Of("MANAGER_MAY_NOT_MENTOR", $"In this programme a manager may not be a mentor.", path);

    /// <summary>Too few in a role for the circle to meet. Retryable once they have joined.</summary>
    public static Refusal Incomplete(int min) =>
        Refusal.Of("CIRCLE_INCOMPLETE", $"The circle is not complete: it needs at least {min} in each of its roles.", "circle", retryable: true);

    /// <summary>Whoever opens a circle is not the one who looks into it.</summary>
    public static Refusal OpenedToOneself() =>
        Refusal.Of("BREAK_GLASS_FOR_ONESELF", $"You cannot open a circle to yourself: name another person.", "person");

    /// <summary>A circle is opened for as long as looking takes, not for good.</summary>
    public static Refusal OpenedTooLong(int days) =>
        Refusal.Of("BREAK_GLASS_TOO_LONG", $"A circle can be opened for at most {days} days.", "until");

    /// <summary>A circle that has met or plans to is closed, not removed.</summary>
    public static Refusal HasSessions() => Refusal.Of("CIRCLE_HAS_SESSIONS", $"This circle has sessions; close it instead.", "circle");
}
