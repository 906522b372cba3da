namespace Circles.GraphQL.Types;

/// <summary>
/// Whether directives stand where their definitions let them, with the arguments they take (specification, "Directives Are Defined",
/// "Directives Are in Valid Locations", "Directives Are Unique per Location" and "Arguments"), in the reference's words.
/// </summary>
internal static class AppliedDirectiveValidation
{
    // These have properties of their own: said twice, the two could differ.
    private static readonly Directive[] Properties = [Directive.Deprecated, Directive.SpecifiedBy, Directive.OneOf];

    public static void Check(Schema schema, List<string> faults)
    {
        foreach (var (place, location, applied) in Places(schema))
        {
            foreach (var one in applied)
            {
                CheckOne(schema, place, location, one, faults);
            }

            foreach (var twice in applied.GroupBy(one => one.Directive).Where(same => !same.Key.Repeatable && same.Skip(1).Any()))
            {
                faults.Add($"{place}: The directive \"@{twice.Key.Name}\" can only be used once at this location.");
            }
        }
    }

    private static void CheckOne(Schema schema, string place, DirectiveLocations location, AppliedDirective applied, List<string> faults)
    {
        var (directive, given) = applied;
        var name = $"\"@{directive.Name}\"";
        if (!schema.Directives.Contains(directive))
        {
            faults.Add($"{place}: Unknown directive {name}.");
        }
        else if (Properties.Contains(directive))
        {
            faults.Add($"{place}: Directive {name} is applied by the property of its name.");
        }
        else if (!directive.Locations.HasFlag(location))
        {
            faults.Add($"{place}: Directive {name} may not be used on {DirectiveLocationNames.NamesOf(location).Single()}.");
        }

        foreach (var twice in given.GroupBy(argument => argument.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            faults.Add($"{place}: There can be only one argument named \"{twice.Key}\" on directive {name}.");
        }

        foreach (var missing in directive.Arguments.Where(argument => argument.IsRequired && given.All(one => one.Name != argument.Name)))
        {
            faults.Add(
                $"{place}: Directive {name} argument \"{missing.Name}\" of type \"{missing.Type}\" is required, but it was not provided.");
        }

        foreach (var (argument, value) in given)
        {
            if (directive.ArgumentNamed(argument) is { } definition)
            {
                SchemaValidation.CheckValue(
                    $"{place}: Argument \"{argument}\" of directive {name} has invalid value", value, definition.Type, faults);
            }
            else
            {
                faults.Add($"{place}: Unknown argument \"{argument}\" on directive {name}.");
            }
        }
    }

    private static IEnumerable<(string Place, DirectiveLocations Location, IReadOnlyList<AppliedDirective> Applied)> Places(Schema schema)
    {
        yield return ("schema", DirectiveLocations.Schema, schema.AppliedDirectives);
        foreach (var directive in schema.Directives)
        {
            foreach (var argument in directive.Arguments)
            {
                yield return ($"@{directive.Name}({argument.Name}:)", DirectiveLocations.ArgumentDefinition, argument.AppliedDirectives);
            }
        }

        foreach (var type in schema.Types.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            yield return (type.Name, LocationOf(type), type.AppliedDirectives);
            foreach (var field in Schema.FieldsOf(type))
            {
                yield return ($"{type.Name}.{field.Name}", DirectiveLocations.FieldDefinition, field.AppliedDirectives);
                foreach (var argument in field.Arguments)
                {
                    yield return (
                        $"{type.Name}.{field.Name}({argument.Name}:)", DirectiveLocations.ArgumentDefinition, argument.AppliedDirectives);
                }
            }

            foreach (var value in (type as EnumType)?.Values ?? [])
            {
                yield return ($"{type.Name}.{value.Name}", DirectiveLocations.EnumValue, value.AppliedDirectives);
            }

            foreach (var field in (type as InputType)?.Fields ?? [])
            {
                yield return ($"{type.Name}.{field.Name}", DirectiveLocations.InputFieldDefinition, field.AppliedDirectives);
            }
        }
    }

    private static DirectiveLocations LocationOf(NamedType type) => type switch
    {
        ScalarType => DirectiveLocations.Scalar,
        ObjectType => DirectiveLocations.Object,
        InterfaceType => DirectiveLocations.Interface,
        UnionType => DirectiveLocations.Union,
        EnumType => DirectiveLocations.Enum,
        _ => DirectiveLocations.InputObject,
    };
}
