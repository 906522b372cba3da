using System.Collections.Immutable;
using Circles.Grains.Clock;
using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>Keeping an index: one key to several ids, or one key to one id.</summary>
internal static class Tables
{
    /// <summary>Moves an id from the key it was under to the one it belongs under now.</summary>
    /// <param name="before">Null when it was in no place yet.</param>
    /// <param name="after">Null when it belongs in none any more.</param>
    public static ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>> Move<TKey, T>(
        this ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>> index, Id<T> id, TKey? before, TKey? after)
        where TKey : struct
        where T : IIdentified =>
        EqualityComparer<TKey?>.Default.Equals(before, after)
            ? index
            : index.Move(id, before is { } old ? [old] : [], after is { } now ? [now] : []);

    /// <summary>The same for an id that stands under several keys.</summary>
    public static ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>> Move<TKey, T>(
        this ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>> index, Id<T> id, IReadOnlyCollection<TKey> before, IReadOnlyCollection<TKey> after)
        where TKey : notnull
        where T : IIdentified
    {
        foreach (var key in before)
        {
            if (after.Contains(key) || !index.TryGetValue(key, out var ids)) continue;
            ids = ids.Remove(id);
            index = ids.IsEmpty ? index.Remove(key) : index.SetItem(key, ids);
        }

        foreach (var key in after)
            if (!before.Contains(key)) index = index.SetItem(key, index.GetValueOrDefault(key, []).Add(id));
        return index;
    }

    /// <summary>Moves an id from one unique key to another; null is no key.</summary>
    public static ImmutableDictionary<string, Id<T>> Move<T>(this ImmutableDictionary<string, Id<T>> keys, Id<T> id, string? before, string? after)
        where T : IIdentified
    {
        if (before == after) return keys;
        if (before is not null) keys = keys.Remove(before);
        return after is null ? keys : keys.SetItem(after, id);
    }

    /// <summary>Moves what falls due from the time it was due at to the one it is due at now; null is never.</summary>
    public static ImmutableSortedSet<Due> Move(this ImmutableSortedSet<Due> due, AnyId of, Instant? before, Instant? after)
    {
        if (before is { } old) due = due.Remove(new Due(old, of));
        return after is { } now ? due.Add(new Due(now, of)) : due;
    }

    /// <summary>A table with an object put in, or taken out when it is null.</summary>
    public static ImmutableSortedDictionary<Id<T>, T> Put<T>(this ImmutableSortedDictionary<Id<T>, T> table, Id<T> id, T? after)
        where T : class, IIdentified =>
        after is null ? table.Remove(id) : table.SetItem(id, after);
}
