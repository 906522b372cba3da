using System.Diagnostics.CodeAnalysis;

namespace Circles.GraphQL.Types;

/// <summary>Whether a type keeps what its interfaces promise (specification, "IsValidImplementation").</summary>
internal static class InterfaceConformance
{
    public static void Check(NamedType type, List<string> faults)
    {
        var declared = Schema.InterfacesOf(type);
        foreach (var twice in declared.GroupBy(face => face.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            faults.Add($"Type {type.Name} can only implement {twice.Key} once.");
        }

        foreach (var face in declared)
        {
            if (face == type)
            {
                faults.Add($"Type {type.Name} cannot implement itself because it would create a circular reference.");
                continue;
            }

            foreach (var further in face.Interfaces.Where(further => !declared.Contains(further)))
            {
                faults.Add(further == type
                    ? $"Type {type.Name} cannot implement {face.Name} because it would create a circular reference."
                    : $"Type {type.Name} must implement {further.Name} because it is implemented by {face.Name}.");
            }

            CheckFields(type, face, faults);
        }
    }

    private static void CheckFields(NamedType type, InterfaceType face, List<string> faults)
    {
        foreach (var promised in face.Fields)
        {
            var place = $"{face.Name}.{promised.Name}";
            if (!TryFind(Schema.FieldsOf(type), promised.Name, out var field))
            {
                faults.Add($"Interface field {place} expected but {type.Name} does not provide it.");
                continue;
            }

            if (!Schema.IsSubType(field.Type, promised.Type))
            {
                faults.Add($"Interface field {place} expects type {promised.Type} but {type.Name}.{field.Name} is type {field.Type}.");
            }

            if (field.Deprecated is not null && promised.Deprecated is null)
            {
                faults.Add(
                    $"Interface field {place} is not deprecated, so implementation field {type.Name}.{field.Name} must not be deprecated.");
            }

            CheckArguments(type, place, promised, field, faults);
        }
    }

    private static void CheckArguments(NamedType type, string place, InterfaceField promised, FieldDefinition field, List<string> faults)
    {
        foreach (var argument in promised.Arguments)
        {
            var given = field.Arguments.FirstOrDefault(candidate => candidate.Name == argument.Name);
            if (given is null)
            {
                faults.Add(
                    $"Interface field argument {place}({argument.Name}:) expected but {type.Name}.{field.Name} does not provide it.");
            }
            else if (given.Type.ToString() != argument.Type.ToString())
            {
                faults.Add(
                    $"Interface field argument {place}({argument.Name}:) expects type {argument.Type} but " +
                    $"{type.Name}.{field.Name}({argument.Name}:) is type {given.Type}.");
            }
        }

        foreach (var added in field.Arguments.Where(argument => argument.IsRequired && promised.IndexOfArgument(argument.Name) < 0))
        {
            faults.Add(
                $"Argument \"{type.Name}.{field.Name}({added.Name}:)\" must not be required type \"{added.Type}\" if not provided by the " +
                $"Interface field \"{place}\".");
        }
    }

    private static bool TryFind(IReadOnlyList<FieldDefinition> fields, string name, [NotNullWhen(true)] out FieldDefinition? found)
    {
        found = fields.FirstOrDefault(field => field.Name == name);
        return found is not null;
    }
}
