using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Fragment Spreads Must Not Form Cycles".</summary>
internal sealed class NoFragmentCycles(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);

    public override void EnterFragment(FragmentDefinitionNode fragment)
    {
        if (visited.Contains(fragment.Name.Value) || Context.SpreadsIn(fragment.SelectionSet).Count == 0)
        {
            return;
        }

        // Depth first with a stack of our own: a chain of fragments is as long as a caller likes.
        var path = new List<FragmentSpreadNode>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<(string Name, IEnumerator<FragmentSpreadNode> Spreads)>();
        Open(fragment);
        while (open.TryPeek(out var current))
        {
            if (!current.Spreads.MoveNext())
            {
                places.Remove(current.Name);
                open.Pop();
                if (path.Count > 0)
                {
                    path.RemoveAt(path.Count - 1); // The spread that led here.
                }

                continue;
            }

            var spread = current.Spreads.Current;
            var name = spread.Name.Value;
            path.Add(spread);
            if (places.TryGetValue(name, out var start))
            {
                Report(name, path[start..]);
            }
            else if (Context.Fragment(name) is { } next && !visited.Contains(name))
            {
                Open(next);
                continue;
            }

            path.RemoveAt(path.Count - 1);
        }

        void Open(FragmentDefinitionNode next)
        {
            visited.Add(next.Name.Value);
            places[next.Name.Value] = path.Count;
            open.Push((next.Name.Value, Context.SpreadsIn(next.SelectionSet).GetEnumerator()));
        }
    }

    private void Report(string name, List<FragmentSpreadNode> cycle)
    {
        var via = cycle.Count == 1 ? "" : " via " + string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name.Value}\""));
        Context.Report($"Cannot spread fragment \"{name}\" within itself{via}.", [.. cycle]);
    }
}
