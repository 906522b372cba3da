namespace Circles.GraphQL.Types;

/// <summary>
/// Input objects that no caller could ever finish writing (specification, "Circular References"; of a OneOf input object one field that
/// ends is enough), in the reference's words.
/// </summary>
internal sealed class EndlessInputs
{
    private readonly List<string> faults;
    private readonly HashSet<InputType> endless;
    private readonly HashSet<InputType> seen = [];
    private readonly List<(InputType Type, string Coordinate)> path = [];

    private EndlessInputs(IEnumerable<InputType> types, List<string> faults)
    {
        this.faults = faults;
        endless = [.. types];
        while (endless.RemoveWhere(Ends) > 0)
        {
            // What has just been found to end may let others end.
        }
    }

    public static void Check(IReadOnlyList<InputType> types, List<string> faults)
    {
        var inputs = new EndlessInputs(types, faults);
        foreach (var type in types.Where(inputs.endless.Contains))
        {
            inputs.Report(type);
        }
    }

    private bool Ends(InputType type) => type.OneOf
        ? type.Fields.Count == 0 || type.Fields.Any(field => !LeadsOn(type, field))
        : !type.Fields.Any(field => LeadsOn(type, field));

    private bool LeadsOn(InputType type, InputField field) => Target(type, field) is { } target && endless.Contains(target);

    private static InputType? Target(InputType type, InputField field) =>
        (type.OneOf ? field.Type : (field.Type as NonNullType)?.OfType) as InputType;

    private void Report(InputType type)
    {
        if (!seen.Add(type))
        {
            return;
        }

        foreach (var field in type.Fields.Where(field => LeadsOn(type, field)))
        {
            var target = Target(type, field)!;
            path.Add((type, $"{type.Name}.{field.Name}"));
            var at = path.FindIndex(step => step.Type == target);
            if (at < 0)
            {
                Report(target);
            }
            else
            {
                faults.Add(
                    $"Input Object {target.Name} cannot be provided a finite value because it references itself through fields: " +
                    $"{string.Join(", ", path.Skip(at).Select(step => step.Coordinate))}.");
            }

            path.RemoveAt(path.Count - 1);
        }
    }
}
