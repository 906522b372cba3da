using Circles.GraphQL.Execution;

namespace Circles.GraphQL.Types;

/// <summary>The rules a schema must keep (specification, "Type Validation" of each kind of type), in the reference's words.</summary>
internal static class SchemaValidation
{
    public static void Check(Schema schema, List<string> faults)
    {
        foreach (var directive in schema.Directives)
        {
            CheckName(directive.Name, faults);
            if (directive.Locations == DirectiveLocations.None)
            {
                faults.Add($"Directive @{directive.Name} must include 1 or more locations.");
            }

            CheckArguments($"@{directive.Name}", directive.Arguments, faults);
        }

        Unique(schema.Directives.Select(directive => directive.Name), name => $"There can be only one directive named \"@{name}\".", faults);
        CheckRoots(schema, faults);
        NamedType[] types = [.. schema.Types.OrderBy(type => type.Name, StringComparer.Ordinal)];
        InputType[] inputs = [.. types.OfType<InputType>()];
        EndlessInputs.Check(inputs, faults);
        DefaultCycles.Check(inputs, faults);
        foreach (var type in types)
        {
            if (type.Name.StartsWith("__", StringComparison.Ordinal) && IsIntrospection(type))
            {
                continue;
            }

            CheckName(type.Name, faults);
            switch (type)
            {
                case ObjectType or InterfaceType:
                    CheckFields(type, faults);
                    CheckStreams(type, type == schema.Subscription, faults);
                    InterfaceConformance.Check(type, faults);
                    break;
                case UnionType union:
                    CheckUnion(union, faults);
                    break;
                case EnumType values:
                    CheckEnum(values, faults);
                    break;
                case InputType input:
                    CheckInput(input, faults);
                    break;
            }
        }
    }

    private static void CheckRoots(Schema schema, List<string> faults)
    {
        (ObjectType? Type, string Kind)[] roots =
            [(schema.Query, "query"), (schema.Mutation, "mutation"), (schema.Subscription, "subscription")];
        foreach (var same in roots.Where(root => root.Type is not null).GroupBy(root => root.Type, root => root.Kind))
        {
            var kinds = same.ToArray();
            if (kinds.Length > 1)
            {
                var all = kinds.Length == 2 ? string.Join(" and ", kinds) : $"{string.Join(", ", kinds[..^1])}, and {kinds[^1]}";
                faults.Add($"All root types must be different, \"{same.Key!.Name}\" type is used as {all} root types.");
            }
        }
    }

    private static bool IsIntrospection(NamedType type) => type.Name is
        "__Schema" or "__Type" or "__TypeKind" or "__Field" or "__InputValue" or "__EnumValue" or "__Directive" or "__DirectiveLocation";

    private static void CheckFields(NamedType type, List<string> faults)
    {
        var fields = Schema.FieldsOf(type);
        if (fields.Count == 0)
        {
            faults.Add($"Type {type.Name} must define one or more fields.");
        }

        Unique(fields.Select(field => field.Name), name => $"Field \"{type.Name}.{name}\" can only be defined once.", faults);
        foreach (var field in fields)
        {
            CheckName(field.Name, faults);
            if (!field.Type.IsOutput)
            {
                faults.Add($"The type of {type.Name}.{field.Name} must be Output Type but got: {field.Type}.");
            }

            CheckArguments($"{type.Name}.{field.Name}", field.Arguments, faults);
            if (field is Field { Guard: not null } && field.Type.IsNonNull && !CanBeClosed(field.Type.Nullable))
            {
                faults.Add($"{type.Name}.{field.Name} has a guard, so it must be nullable, a list or a Boolean.");
            }
        }
    }

    private static bool CanBeClosed(GraphQLType type) => type is ListType || ReferenceEquals(type, Scalars.Boolean);

    // The reference finds this out when the first caller subscribes.
    private static void CheckStreams(NamedType type, bool isSubscription, List<string> faults)
    {
        foreach (var field in (type as ObjectType)?.Fields ?? [])
        {
            if (field.Kind == ResolverKind.Event != isSubscription)
            {
                faults.Add(isSubscription
                    ? $"{type.Name}.{field.Name} must subscribe to a stream of events: it is a field of the subscription root."
                    : $"{type.Name}.{field.Name} must not subscribe to a stream of events: only the subscription root's fields do.");
            }
        }
    }

    private static void CheckArguments(string owner, IReadOnlyList<Argument> arguments, List<string> faults)
    {
        Unique(arguments.Select(argument => argument.Name), name => $"Argument \"{owner}({name}:)\" can only be defined once.", faults);
        foreach (var argument in arguments)
        {
            CheckName(argument.Name, faults);
            CheckInputValue($"{owner}({argument.Name}:)", "argument", argument, faults);
        }
    }

    private static void CheckInputValue(string place, string what, InputValue value, List<string> faults)
    {
        if (!value.Type.IsInput)
        {
            faults.Add($"The type of {place} must be Input Type but got: {value.Type}.");
            return;
        }

        if (value.IsRequired && value.Deprecated is not null)
        {
            faults.Add($"Required {what} {place} cannot be deprecated.");
        }

        if (value.HasDefault)
        {
            CheckValue($"{place} has invalid default value", value.Default, value.Type, faults);
            if (InputRules.OutOfRange(value, value.Default) is { } range)
            {
                faults.Add($"{place} has invalid default value: {range}");
            }
        }
    }

    /// <summary>A value given in C# that cannot be shown or handed out would otherwise be found by the first caller.</summary>
    /// <param name="what">Says that a value of what is invalid; the place within it and the reason follow.</param>
    /// <param name="value">Looked at as it is: what its own fields' defaults would fill in, those are checked for.</param>
    /// <param name="type">What it should fit.</param>
    /// <param name="faults">Added to.</param>
    internal static void CheckValue(string what, object? value, GraphQLType type, List<string> faults)
    {
        try
        {
            var shown = Utilities.AstFromValue.Of(value, type);
            new LiteralFaults(null, (why, _, at) => faults.Add($"{what}{LiteralFaults.Place(at)}: {why}")).Find(shown, type);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException or ArgumentException or OverflowException)
        {
            faults.Add($"{what}: {e.Message}");
        }
    }

    private static void CheckUnion(UnionType union, List<string> faults)
    {
        if (union.Types.Count == 0)
        {
            faults.Add($"Union type {union.Name} must define one or more member types.");
        }

        foreach (var twice in union.Types.GroupBy(type => type.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            faults.Add($"Union type {union.Name} can only include type {twice.Key} once.");
        }
    }

    private static void CheckEnum(EnumType type, List<string> faults)
    {
        if (type.Values.Count == 0)
        {
            faults.Add($"Enum type {type.Name} must define one or more values.");
        }

        Unique(type.Values.Select(value => value.Name), name => $"Enum value \"{type.Name}.{name}\" can only be defined once.", faults);
        foreach (var value in type.Values)
        {
            CheckName(value.Name, faults);
            if (value.Name is "true" or "false" or "null")
            {
                faults.Add($"Enum values cannot be named: {value.Name}");
            }
        }
    }

    private static void CheckInput(InputType type, List<string> faults)
    {
        if (type.Fields.Count == 0)
        {
            faults.Add($"Input Object type {type.Name} must define one or more fields.");
        }

        Unique(type.Fields.Select(field => field.Name), name => $"Field \"{type.Name}.{name}\" can only be defined once.", faults);
        foreach (var field in type.Fields)
        {
            CheckName(field.Name, faults);
            CheckInputValue($"{type.Name}.{field.Name}", "input field", field, faults);
            if (type.OneOf && field.Type.IsNonNull)
            {
                faults.Add($"OneOf input field {type.Name}.{field.Name} must be nullable.");
            }

            if (type.OneOf && field.HasDefault)
            {
                faults.Add($"OneOf input field {type.Name}.{field.Name} cannot have a default value.");
            }
        }
    }

    private static void Unique(IEnumerable<string> names, Func<string, string> fault, List<string> faults) =>
        faults.AddRange(names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => fault(same.Key)));

    /// <summary>Specification, "Names" and "Reserved Names".</summary>
    private static void CheckName(string name, List<string> faults)
    {
        if (name.Length == 0)
        {
            faults.Add("Expected name to be a non-empty string.");
        }
        else if (!name.Skip(1).All(unit => unit == '_' || char.IsAsciiLetterOrDigit(unit)))
        {
            faults.Add($"Names must only contain [_a-zA-Z0-9] but \"{name}\" does not.");
        }
        else if (name[0] != '_' && !char.IsAsciiLetter(name[0]))
        {
            faults.Add($"Names must start with [_a-zA-Z] but \"{name}\" does not.");
        }
        else if (name.StartsWith("__", StringComparison.Ordinal))
        {
            faults.Add($"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        }
    }
}
