namespace Circles.Silo;

/// <summary>The silo's bounds, each with its reason.</summary>
public static class Limits
{
    /// <summary>Commands that may wait for one network. At a commit of 5 ms for each full batch the last one waits about 0.1 s.</summary>
    public const int QueueMax = 4_096;

    /// <summary>Commands decided as one batch: enough to spread one disk flush thin, few enough that the first is answered soon.</summary>
    public const int BatchMax = 256;

    /// <summary>Bytes of events after which a batch takes no more commands: one import of 10,000 rows fills a batch alone.</summary>
    public const int BatchBytesMax = 1 << 20;

    /// <summary>How often a batch is decided again when another node was faster. Losing 16 times is contention, not chance.</summary>
    public const int ConflictTriesMax = 16;

    /// <summary>Events between two snapshots of an open network: replaying this many takes well under a second.</summary>
    public const int SnapshotEvery = 20_000;

    /// <summary>
    /// Events replayed at most for a question of the past: a few seconds' work. With <see cref="SnapshotsMax"/> snapshots all of a journal
    /// of a million events lies within it.
    /// </summary>
    public const int PastReplayMax = 200_000;

    /// <summary>Past states that a network keeps in memory: a page or a comparison asks for one or two, again and again.</summary>
    public const int PastStatesMax = 4;

    /// <summary>How long a past state stays in memory after its last use: a person reads a page and goes on to the next.</summary>
    public static readonly TimeSpan PastStateFor = TimeSpan.FromMinutes(2);

    /// <summary>Questions of the past that may wait for one network: they are replayed one after another, within their callers' patience.</summary>
    public const int PastWaitersMax = 16;

    /// <summary>
    /// Snapshots of one network that are kept, the newest and ever fewer older ones. Each is as large as the state was, so they are few.
    /// </summary>
    public const int SnapshotsMax = 12;

    /// <summary>Events after the snapshot below which closing writes no new one: replaying them is faster than writing it.</summary>
    public const int SnapshotMin = 100;

    /// <summary>Rows of a table in one line of a snapshot: some tens of kilobytes, so that a large one has lines enough for all processors.</summary>
    public const int SnapshotLineRows = 200;

    /// <summary>Rows read from a journal at once: bounds memory and how long a reader keeps the file from its writer.</summary>
    public const int ReadChunk = 1_024;

    /// <summary>Events between two wanted ones that a reader rather reads over than asks for anew.</summary>
    public const int ReadGap = 16;

    /// <summary>Bytes of events that a restore appends at once: one transaction for all but the largest networks.</summary>
    public const long RestoreBytesMax = 64L << 20;

    /// <summary>Bytes of one line of an archive. The largest event is an import of 100,000 rows, of about 60 MB.</summary>
    public const long ArchiveLineMax = 512L << 20;

    /// <summary>How long a store waits for another process that writes to the same journal.</summary>
    public static readonly TimeSpan LockedWait = TimeSpan.FromSeconds(5);

    /// <summary>How often an open file is asked whether another process wrote to it: people do not notice a fifth of a second.</summary>
    public static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a new connection to the database may take: longer than it needs, shorter than a caller's patience.</summary>
    public static readonly TimeSpan DatabaseConnectWait = TimeSpan.FromSeconds(5);

    /// <summary>How long one statement may take: an import of 10,000 rows needs a second. A caller has an answer within 20 s.</summary>
    public static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(15);

    /// <summary>How long a migration may wait for its turn and take: it may rewrite a table.</summary>
    public static readonly TimeSpan MigrationWait = TimeSpan.FromMinutes(10);

    /// <summary>How often a connection that waits asks whether the server is there, and how long it waits for the answer.</summary>
    public static readonly TimeSpan DatabaseBeat = TimeSpan.FromSeconds(5);

    /// <summary>How often the ends of followed journals are looked up, should a notice be lost: one cheap query for each node.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Between two notices of a node: a tenth of the time in which the others are to see a commit.</summary>
    public static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>How long to wait before listening again after the connection was lost. Meanwhile the looks go on.</summary>
    public static readonly TimeSpan ListenAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>How often a duty that another node has is asked for: a silent node loses it after 25 s, and it moves within 30 s.</summary>
    public static readonly TimeSpan DutyRetryEvery = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How often the clock looks for networks that another node changed and this one has not open. What they wait for is counted in months;
    /// what is shorter is struck by a node on which the network is in use.
    /// </summary>
    public static readonly TimeSpan ClockLookEvery = TimeSpan.FromHours(1);

    /// <summary>How long the clock waits at the most before it looks what time it is: the machine may have slept, or its time been set.</summary>
    public static readonly TimeSpan ClockWaitMax = TimeSpan.FromMinutes(1);

    /// <summary>How long the clock lets a network be whose strike failed: a journal that is away or full is not asked without a pause.</summary>
    public static readonly TimeSpan ClockRetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>Networks that the clock strikes at once: those that are in use have the processors and the disk first.</summary>
    public const int StrikesAtOnce = 4;

    /// <summary>Bytes of one part of a snapshot in the database: small against a node's memory, large against a round trip.</summary>
    public const int SnapshotPartBytes = 1 << 20;

    /// <summary>How long a network stays in memory after its last use.</summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long a damaged network is refused without reading it again: reading may be long, a repair takes minutes.</summary>
    public static readonly TimeSpan DamagedFor = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the list of networks is used before it is asked for anew: requests that name no network need it each time. A network that
    /// another node founded can be named meanwhile.
    /// </summary>
    public static readonly TimeSpan SlugsKnownFor = TimeSpan.FromSeconds(1);

    /// <summary>How long a thread for disk work waits for more of it before it ends.</summary>
    public static readonly TimeSpan DiskThreadIdle = TimeSpan.FromSeconds(10);

    /// <summary>Unwrapped keys of one network in memory, of about 200 bytes each: all of it but for the largest networks.</summary>
    public const int KeysMax = 100_000;

    /// <summary>Bytes of one part of a sealed snapshot: the nonce and tag of each hardly count, and little is held in memory.</summary>
    public const int SealedPartBytes = 1 << 18;

    /// <summary>Threads that may wait for disks at once. They hardly compute, and a network has one append on its way at most.</summary>
    public const int DiskThreadsMax = 32;
}
