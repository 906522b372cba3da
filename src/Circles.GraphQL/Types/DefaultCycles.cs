using System.Collections;

namespace Circles.GraphQL.Types;

/// <summary>
/// Defaults of input objects that would have to hold themselves (specification, "InputObjectDefaultValueHasCycle"), in the reference's
/// words.
/// </summary>
internal sealed class DefaultCycles
{
    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>(StringComparer.Ordinal);

    private readonly List<string> faults;
    private readonly HashSet<InputField> seen = [];
    private readonly List<(InputField Field, string Coordinate)> path = [];

    private DefaultCycles(List<string> faults) => this.faults = faults;

    public static void Check(IEnumerable<InputType> types, List<string> faults)
    {
        var cycles = new DefaultCycles(faults);
        foreach (var type in types)
        {
            cycles.Follow(type, Nothing);
        }
    }

    private void Follow(InputType type, object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> given)
        {
            foreach (var item in value is IEnumerable items and not string ? items : Array.Empty<object>())
            {
                Follow(type, item);
            }

            return;
        }

        foreach (var field in type.Fields)
        {
            if (field.Type.Named is not InputType inner)
            {
                continue;
            }

            if (given.TryGetValue(field.Name, out var entry))
            {
                Follow(inner, entry);
            }
            else if (field.HasDefault)
            {
                FollowDefault($"{type.Name}.{field.Name}", field, inner);
            }
        }
    }

    private void FollowDefault(string coordinate, InputField field, InputType type)
    {
        var at = path.FindIndex(step => step.Field == field);
        if (at >= 0)
        {
            var through = string.Join(", ", path.Skip(at + 1).Select(step => step.Coordinate));
            faults.Add(
                $"Invalid circular reference. The default value of Input Object field {coordinate} references itself" +
                $"{(through.Length > 0 ? $" via the default values of: {through}" : "")}.");
        }
        else if (seen.Add(field))
        {
            path.Add((field, coordinate));
            Follow(type, field.Default);
            path.RemoveAt(path.Count - 1);
        }
    }
}
