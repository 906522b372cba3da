namespace Circles.Silo;

/// <summary>Where the silo itself can be made to take the rarer way, so that a simulation meets it more often than chance would.</summary>
internal enum FaultSite
{
    /// <summary>A batch takes one command only.</summary>
    SmallBatch,

    /// <summary>The journal is read again though nothing failed.</summary>
    Unsure,

    /// <summary>A batch is decided again though the state that it was decided on came to be.</summary>
    DecidedAgain,

    /// <summary>Something else runs between an append and its publication.</summary>
    SlowPublish,

    /// <summary>A batch that lost a race is given up at once.</summary>
    TiredOfConflicts,

    /// <summary>A network that nobody uses is unloaded before its time.</summary>
    UnloadedEarly,

    /// <summary>A snapshot is kept of a short history.</summary>
    EarlySnapshot,
}

/// <summary>Off unless a simulation switches it on for its own thread; in a release build there is nothing to switch.</summary>
internal static class Fault
{
#if DEBUG
    [ThreadStatic]
    private static Func<FaultSite, bool>? fires;

    public static Func<FaultSite, bool>? Fires
    {
        set => fires = value;
    }

    public static bool At(FaultSite site) => fires?.Invoke(site) == true;
#else
    public static bool At(FaultSite site) => false;
#endif
}
