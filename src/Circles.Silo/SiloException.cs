namespace Circles.Silo;

/// <summary>What the machine below could not do. A refusal by the domain is never one of these.</summary>
/// <param name="code">Public and for good, in upper snake case.</param>
/// <param name="message">For a person; names networks and files, never what is in them.</param>
/// <param name="retryable">Whether the same request can succeed later without a change by the caller.</param>
public abstract class SiloException(string code, string message, bool retryable, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    public bool Retryable { get; } = retryable;
}

/// <summary>There is no network with this slug.</summary>
public sealed class NetworkUnknownException(string slug)
    : SiloException(SiloCodes.NetworkUnknown, "There is no such network.", retryable: false)
{
    public string Slug { get; } = slug;
}

/// <summary>The silo is stopping and opens nothing more.</summary>
public sealed class SiloStoppingException()
    : SiloException(SiloCodes.ServerStopping, "This server is stopping. Try again, on another one.", retryable: true);

/// <summary>The journal cannot be read or written now: a full, locked, read-only or failing disk.</summary>
/// <remarks>Its code is one of <see cref="SiloCodes"/>. After <c>JOURNAL_IO</c> it is not known whether the append was kept.</remarks>
public sealed class JournalUnavailableException(string code, string message, bool retryable, Exception? inner = null)
    : SiloException(code, message, retryable, inner);

/// <summary>The journal is not what was written: its network stays closed until the file is restored.</summary>
/// <param name="sequence">The first event that is wrong or missing; 0 when the file as a whole is.</param>
public sealed class JournalDamagedException(string network, long sequence, string what, Exception? inner = null)
    : SiloException(
        SiloCodes.JournalDamaged, $"The journal of the network '{network}' is damaged at event {sequence}: {what}", retryable: false, inner)
{
    public string Network { get; } = network;

    public long Sequence { get; } = sequence;
}

/// <summary>Somebody else appended first.</summary>
/// <param name="expected">The sequence number that the appender believed to be the last.</param>
/// <param name="actual">The one that is.</param>
public sealed class JournalConflictException(string network, long expected, long actual)
    : SiloException(
        SiloCodes.JournalConflict, $"The journal of the network '{network}' ends at {actual}, not at {expected}.", retryable: true)
{
    public string Network { get; } = network;

    public long Expected { get; } = expected;

    public long Actual { get; } = actual;
}
