namespace Circles.GraphQL.Types;

/// <summary>Finds every type reachable from a schema's roots.</summary>
internal static class TypeCollector
{
    public static Dictionary<string, NamedType> Collect(Schema schema, IReadOnlyList<NamedType> extra, List<string> faults)
    {
        var found = new Dictionary<string, NamedType>(StringComparer.Ordinal);
        var waiting = new Queue<NamedType>([schema.Query, .. extra, Introspection.IntrospectionTypes.Schema, .. Scalars.All]);
        if (schema.Mutation is not null)
        {
            waiting.Enqueue(schema.Mutation);
        }

        if (schema.Subscription is not null)
        {
            waiting.Enqueue(schema.Subscription);
        }

        foreach (var argument in schema.Directives.SelectMany(directive => directive.Arguments))
        {
            waiting.Enqueue(argument.Type.Named);
        }

        while (waiting.TryDequeue(out var type))
        {
            if (found.TryGetValue(type.Name, out var known))
            {
                if (known != type)
                {
                    faults.Add($"Schema must contain uniquely named types but contains multiple types named \"{type.Name}\".");
                }

                continue;
            }

            found.Add(type.Name, type);
            foreach (var next in Named(type))
            {
                waiting.Enqueue(next);
            }
        }

        return found;
    }

    private static IEnumerable<NamedType> Named(NamedType type) => type switch
    {
        InputType input => input.Fields.Select(field => field.Type.Named),
        UnionType union => union.Types,
        _ => Schema.InterfacesOf(type).Concat(Schema.FieldsOf(type).SelectMany(
            field => field.Arguments.Select(argument => argument.Type.Named).Prepend(field.Type.Named))),
    };
}
