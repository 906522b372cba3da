namespace Circles.GraphQL.Utilities;

/// <summary>
/// Names in the order in which they came, each once. Most sets of names in a document have a handful, and to look through those is quicker
/// than to hash them; many are hashed, so that the time stays linear.
/// </summary>
internal sealed class NamePlaces
{
    private const int LookedThroughMax = 16;

    private string[] names = new string[4];
    private Dictionary<string, int>? places;

    public int Count { get; private set; }

    /// <summary>Which it was, from 0; -1 for a name that did not come.</summary>
    public int Of(string name)
    {
        if (places is not null)
        {
            return places.GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>False for a name that came before; <paramref name="place"/> is that one's then.</summary>
    public bool TryAdd(string name, out int place)
    {
        place = Of(name);
        if (place >= 0)
        {
            return false;
        }

        place = Count++;
        if (places is not null)
        {
            places.Add(name, place);
            return true;
        }

        if (place == names.Length)
        {
            Array.Resize(ref names, 2 * place);
        }

        names[place] = name;
        if (Count > LookedThroughMax)
        {
            Hash();
        }

        return true;
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        Count = 0;
        places = null;
    }

    private void Hash()
    {
        places = new Dictionary<string, int>(2 * Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            places.Add(names[i], i);
        }
    }
}
