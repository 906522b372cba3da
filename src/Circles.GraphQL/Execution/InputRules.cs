using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>What holds for an input value wherever it came from: defaults, required fields, OneOf, ranges.</summary>
internal static class InputRules
{
    /// <summary>
    /// Fills in defaults; false when something is missing or too much (specification, "Input Objects" and "OneOf Input Objects").
    /// </summary>
    public static bool Complete(InputType type, object?[] values)
    {
        if (type.OneOf)
        {
            var given = Array.FindAll(values, value => !ReferenceEquals(value, InputObject.Omitted));
            return given is [not null];
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!ReferenceEquals(values[i], InputObject.Omitted))
            {
                continue;
            }

            var field = type.Fields[i];
            if (field.HasDefault)
            {
                values[i] = field.CoercedDefault;
            }
            else if (field.Type.IsNonNull)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What to tell the caller when a number leaves the range its argument or field declares; null when it does not.</summary>
    public static string? OutOfRange(InputValue place, object? value)
    {
        if ((place.Min is null && place.Max is null) || value is not (int or double))
        {
            return null;
        }

        var number = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        if ((place.Min is null || number >= place.Min) && (place.Max is null || number <= place.Max))
        {
            return null;
        }

        var what = place is Argument ? "Argument" : "Field";
        return (place.Min, place.Max) switch
        {
            (null, var max) => $"{what} \"{place.Name}\" must be at most {max}.",
            (var min, null) => $"{what} \"{place.Name}\" must be at least {min}.",
            var (min, max) => $"{what} \"{place.Name}\" must be between {min} and {max}.",
        };
    }
}
