using Circles.Silo.Journals;

namespace Circles.Silo.Hosting;

/// <summary>
/// The slugs of all networks but the platform's, as the journal named them not longer than <see cref="Limits.SlugsKnownFor"/> ago. What
/// this node founds is named at once; what another node founds, when that time is over.
/// </summary>
internal sealed class KnownSlugs(IJournal journal, TimeProvider time)
{
    private Listed? listed;
    private int founded;

    public ValueTask<IReadOnlyList<string>> GetAsync(CancellationToken cancel) =>
        Volatile.Read(ref listed) is { } last && last.Founded == Volatile.Read(ref founded) && time.GetElapsedTime(last.At) < Limits.SlugsKnownFor
            ? ValueTask.FromResult(last.Slugs)
            : ListAsync(cancel);

    /// <summary>A network was founded here.</summary>
    public void Forget() => Interlocked.Increment(ref founded);

    private async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        // Noted before the journal is asked: what is founded meanwhile makes this list old.
        var (before, at) = (Volatile.Read(ref founded), time.GetTimestamp());
        IReadOnlyList<string> slugs = [.. (await journal.NetworksAsync(cancel)).Where(slug => slug != Slug.Platform)];
        Volatile.Write(ref listed, new Listed(slugs, at, before));
        return slugs;
    }

    private sealed record Listed(IReadOnlyList<string> Slugs, long At, int Founded);
}
