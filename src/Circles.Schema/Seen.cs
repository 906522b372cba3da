using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.GraphQL.Types;

namespace Circles.Schema;

/// <summary>
/// How the schema is bound to the policy. Each object type names the rule by which such a thing is seen, each field with fewer readers
/// its own, and the engine asks before it answers: so a resolver that forgets to is no leak. docs/visibility.md is made of this.
/// </summary>
public abstract class Seen : Guard
{
    /// <summary>
    /// By whoever sees what it hangs on: a part that is no thing of its own, or a page that was chosen by the items' own rule.
    /// </summary>
    public static readonly Seen WithItsParent = new Always([], "whoever sees what it hangs on");

    /// <summary>What tells nothing of the network: rules of packs, the schema itself, what the asker's own request came to.</summary>
    public static readonly Seen ByWhoeverAsks = new Always([], "whoever asks");

    private Seen(IEnumerable<Audience> by, string? words) =>
        (By, Words) = ([.. by], words ?? string.Join("; ", by.Select(audience => audience.Words)));

    /// <summary>The rule's audiences; none where <see cref="Words"/> says it all.</summary>
    public IReadOnlyList<Audience> By { get; }

    /// <summary>Who, as the table says it.</summary>
    public string Words { get; }

    public static Seen Under<T>(Rule<T> rule) => new Ruled<T, T>(rule, static (_, thing) => thing);

    /// <param name="of">What the rule is about, from the thing that the field belongs to.</param>
    public static Seen Under<TSource, T>(Rule<T> rule, Func<NetworkState, TSource, T> of) => new Ruled<TSource, T>(rule, of);

    private sealed class Ruled<TSource, T>(Rule<T> rule, Func<NetworkState, TSource, T> of) : Seen(rule.Audiences, null)
    {
        public override bool Admits(object value, object request)
        {
            var asked = (RequestContext)request;
            return rule.Allows(asked.Snapshot, asked.Actor, of(asked.Snapshot, (TSource)value));
        }
    }

    private sealed class Always(IEnumerable<Audience> by, string words) : Seen(by, words)
    {
        public override bool Admits(object value, object request) => true;
    }
}
