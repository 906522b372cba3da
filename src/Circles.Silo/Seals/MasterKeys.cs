using System.Security.Cryptography;
using System.Text;

namespace Circles.Silo.Seals;

/// <summary>What wraps the keys of networks: a file, the environment, or whatever holds a key and does not give it away.</summary>
public interface IMasterKeys
{
    /// <summary>Wraps a network's key under the newest master key.</summary>
    ValueTask<byte[]> WrapAsync(string network, byte[] key);

    /// <exception cref="KeysUnusableException">It was wrapped under a master key that is not here.</exception>
    ValueTask<byte[]> UnwrapAsync(string network, byte[] wrapped);

    /// <summary>Whether it was wrapped under the newest master key.</summary>
    bool IsNewest(ReadOnlySpan<byte> wrapped);
}

/// <summary>Keys cannot be used: the master key is missing or another one, or a key was lost.</summary>
public sealed class KeysUnusableException(string message, Exception? inner = null)
    : SiloException(SiloCodes.KeysUnusable, message, retryable: false, inner);

/// <summary>Master keys as text, one a line or with commas between: 32 bytes in base64. The first one wraps, all open.</summary>
/// <remarks>
/// A file is read again when something was wrapped under a key not known: a new key is added while servers run. A wrapped key is 8 bytes
/// that tell the master key (of its SHA-256) and the <see cref="Box"/>.
/// </remarks>
public sealed class MasterKeys : IMasterKeys
{
    private const int NameSize = 8;

    private readonly Func<string> read;
    private readonly string source;
    private volatile byte[][] keys;

    private MasterKeys(string source, Func<string> read)
    {
        (this.source, this.read) = (source, read);
        keys = Parse();
    }

    /// <exception cref="KeysUnusableException">The file cannot be read, or a line of it is no key.</exception>
    public static MasterKeys InFile(string path) => new($"the file '{path}'", () =>
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeysUnusableException($"The master key cannot be read from the file '{path}'. Bring the file back or name another one.", e);
        }
    });

    /// <param name="source">Where the text comes from, for messages.</param>
    /// <exception cref="KeysUnusableException">A line is no key.</exception>
    public static MasterKeys InText(string text, string source) => new(source, () => text);

    /// <summary>Makes a file with a new key that only its owner may read: whole, or not at all.</summary>
    /// <returns>False when another process made one a moment ago.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static bool Make(string path)
    {
        var whole = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(whole, options))
            {
                file.Write(Encoding.ASCII.GetBytes(New() + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(whole, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(whole);
        }
    }

    /// <summary>A new key as such a line.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Box.KeySize));

    public ValueTask<byte[]> WrapAsync(string network, byte[] key)
    {
        var newest = keys[0];
        return ValueTask.FromResult<byte[]>([.. NameOf(newest), .. Box.Seal(newest, key, About(network))]);
    }

    public ValueTask<byte[]> UnwrapAsync(string network, byte[] wrapped)
    {
        if (wrapped.Length < NameSize || (Find(wrapped) ?? FindAgain(wrapped)) is not { } master)
        {
            throw new KeysUnusableException(
                $"The keys of the network '{network}' were wrapped under another master key than the one in {source}. Bring that key back.");
        }

        try
        {
            return ValueTask.FromResult(Box.Open(master, wrapped.AsSpan(NameSize), About(network)));
        }
        catch (CryptographicException e)
        {
            throw new KeysUnusableException($"The key of the network '{network}' is damaged. Bring the copy of its keys back.", e);
        }
    }

    public bool IsNewest(ReadOnlySpan<byte> wrapped) => wrapped.StartsWith(NameOf(keys[0]));

    private static byte[] About(string network) => Box.About("network-key", network);

    private static byte[] NameOf(byte[] key) => SHA256.HashData(key)[..NameSize];

    private byte[]? Find(ReadOnlySpan<byte> wrapped)
    {
        foreach (var key in keys)
            if (wrapped.StartsWith(NameOf(key))) return key;
        return null;
    }

    private byte[]? FindAgain(ReadOnlySpan<byte> wrapped)
    {
        keys = Parse();
        return Find(wrapped);
    }

    private byte[][] Parse()
    {
        var lines = read().Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) throw Faulty("it is empty");
        var found = new byte[lines.Length][];
        for (var i = 0; i < lines.Length; i++)
        {
            found[i] = new byte[Box.KeySize];
            if (!Convert.TryFromBase64String(lines[i], found[i], out var length) || length != Box.KeySize)
                throw Faulty($"key {i + 1} is not 32 bytes in base64");
            if (found[i].Distinct().Count() < Box.KeySize / 4) throw Faulty($"key {i + 1} can be guessed");
        }

        return found;
    }

    private KeysUnusableException Faulty(string what) =>
        new($"The master key in {source} cannot be used: {what}. Make one with 'openssl rand -base64 32'.");
}
