using Npgsql;

namespace Circles.Silo.Journals.Postgres;

/// <summary>What PostgreSQL's error codes mean for a journal.</summary>
/// <remarks>
/// Source: PostgreSQL, "Error Codes". Codes of the same meaning as SQLite's. The server's own words stay in the inner exception: they may
/// hold what is in a row.
/// </remarks>
internal static class PostgresFaults
{
    private const string DiskFull = "53100", ReadOnly = "25006", UniqueViolation = "23505", IoError = "58030";
    private const string LockNotAvailable = "55P03", Cancelled = "57014", Deadlock = "40P01", NotSerializable = "40001";
    private const string DataCorrupted = "XX001", IndexCorrupted = "XX002", NoTable = "42P01", NoSchema = "3F000";

    /// <summary>Whether it is the database's or the way's to it, and neither a bug nor a caller who no longer waits.</summary>
    public static bool IsOne(Exception e) => e is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException;

    /// <param name="committing">Whether the fault may have come after a commit.</param>
    public static SiloException Translate(string network, Exception e, bool committing) => e switch
    {
        // The server lives and rolled the transaction back. With anything graver the connection ended, and nobody said how.
        PostgresException { InvariantSeverity: "ERROR" } said => Said(network, said),
        _ => committing ? Unknown(network, e) : Unreachable(network, e),
    };

    private static JournalUnavailableException Unreachable(string network, Exception inner) => new(
        SiloCodes.JournalUnreachable,
        $"The database of {Named(network)} cannot be reached. Nothing of this request was kept.",
        retryable: true,
        inner);

    private static SiloException Said(string network, PostgresException said) => said.SqlState switch
    {
        DiskFull => new JournalUnavailableException(
            SiloCodes.JournalFull,
            $"The disk of the database of {Named(network)} is full. Nothing of this request was kept.",
            retryable: true,
            said),
        ReadOnly => new JournalUnavailableException(
            SiloCodes.JournalReadOnly,
            $"The database of {Named(network)} may only be read. Check that it is the primary server and not a standby.",
            retryable: true,
            said),
        LockNotAvailable or Cancelled or Deadlock or NotSerializable => new JournalUnavailableException(
            SiloCodes.JournalLocked, $"Another program holds the journal of {Named(network)}. Try again soon.", retryable: true, said),
        IoError => Unknown(network, said),
        DataCorrupted or IndexCorrupted => new JournalDamagedException(network, 0, "the database found its files damaged.", said),
        UniqueViolation => new JournalDamagedException(network, 0, "there is an event beyond the journal's end.", said),
        NoTable or NoSchema => new JournalUnavailableException(
            SiloCodes.JournalUnreachable, "The database has no tables of Circles: run the verb 'migrate'.", retryable: true, said),
        var code => new JournalUnavailableException(
            SiloCodes.JournalUnreachable,
            $"The database did not do what was asked for {Named(network)}: SQLSTATE {code}. Nothing of this request was kept.",
            retryable: true,
            said),
    };

    private static JournalUnavailableException Unknown(string network, Exception e) => new(
        SiloCodes.JournalIo,
        $"The database was lost under {Named(network)}. Whether this request was kept is not known; repeat it with its idempotency key.",
        retryable: true,
        e);

    private static string Named(string network) =>
        network == PostgresStatements.AllHeads ? "the networks" : $"the network '{network}'";
}
