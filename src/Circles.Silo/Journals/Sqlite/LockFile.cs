namespace Circles.Silo.Journals.Sqlite;

/// <summary>A duty held by an exclusive lock on a file: the system gives it back when the process dies.</summary>
internal sealed class LockFile(FileStream held) : IDutyHold
{
    // flock(2) says EWOULDBLOCK, Windows ERROR_SHARING_VIOLATION.
    private const int WouldBlock = 11, WouldBlockOnMac = 35, SharingViolation = unchecked((int)0x80070020);

    public CancellationToken Lost => CancellationToken.None;

    public static LockFile? TryHold(string path)
    {
        try
        {
            return new LockFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Folder(Path.GetDirectoryName(path)!, e);
        }
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
