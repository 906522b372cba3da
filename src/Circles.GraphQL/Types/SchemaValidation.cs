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

        Unique(schema.Directives.Select(directive => directive.Name), "@", faults);
        foreach (var type in schema.Types.OrderBy(type => type.Name, StringComparer.Ordinal))
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

    private static bool IsIntrospection(NamedType type) => type.Name is
        "__Schema" or "__Type" or "__TypeKind" or "__Field" or "__InputValue" or "__EnumValue" or "__Directive" or "__DirectiveLocation";

    private static void CheckFields(NamedType type, List<string> faults)
    {
        var fields = Schema.FieldsOf(type);
        if (fields.Count == 0)
        {
            faults.Add($"Type {type.Name} must define one or more fields.");
        }

        Unique(fields.Select(field => field.Name), $"{type.Name}.", faults);
        foreach (var field in fields)
        {
            CheckName(field.Name, faults);
            if (!field.Type.IsOutput)
            {
                faults.Add($"The type of {type.Name}.{field.Name} must be Output Type but got: {field.Type}.");
            }

            CheckArguments($"{type.Name}.{field.Name}", field.Arguments, faults);
        }
    }

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
        Unique(arguments.Select(argument => argument.Name), $"{owner}:", faults);
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
            CheckDefault(place, value, faults);
        }
    }

    // A default that cannot be shown or handed out would otherwise be found by the first caller.
    private static void CheckDefault(string place, InputValue value, List<string> faults)
    {
        try
        {
            Utilities.AstFromValue.Of(value.Default, value.Type);
            _ = value.CoercedDefault;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException or ArgumentException)
        {
            faults.Add($"The default of {place} is no {value.Type}: {e.Message}");
        }

        if (value.Type.IsNonNull && ReferenceEquals(value.Default, InputValue.NullDefault))
        {
            faults.Add($"The default of {place} is null but its type is {value.Type}.");
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

        Unique(type.Values.Select(value => value.Name), $"{type.Name}.", faults);
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

        Unique(type.Fields.Select(field => field.Name), $"{type.Name}.", faults);
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

        CheckCycle(type, faults);
    }

    // Specification, "Circular References": an input object that must hold itself can never be written down.
    private static void CheckCycle(InputType type, List<string> faults)
    {
        var reached = new HashSet<InputType>();
        var waiting = new Queue<InputType>(Required(type));
        while (waiting.TryDequeue(out var next))
        {
            if (next == type)
            {
                faults.Add($"Cannot reference Input Object \"{type.Name}\" within itself through a series of non-null fields.");
                return;
            }

            foreach (var further in reached.Add(next) ? Required(next) : [])
            {
                waiting.Enqueue(further);
            }
        }

        static IEnumerable<InputType> Required(InputType of) =>
            of.Fields.Select(field => field.Type).OfType<NonNullType>().Select(field => field.OfType).OfType<InputType>();
    }

    private static void Unique(IEnumerable<string> names, string owner, List<string> faults)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            faults.Add($"{owner}{twice.Key} is defined more than once.");
        }
    }

    /// <summary>Specification, "Names" and "Reserved Names".</summary>
    private static void CheckName(string name, List<string> faults)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(unit => unit == '_' || char.IsAsciiLetterOrDigit(unit)))
        {
            faults.Add($"\"{name}\" is no name: letters, digits and underscores, and no digit first.");
        }
        else if (name.StartsWith("__", StringComparison.Ordinal))
        {
            faults.Add($"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        }
    }
}
