using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>A document read, validated and planned once, or the reasons why it cannot be. Immutable to its users and shared.</summary>
public sealed class PreparedDocument
{
    private readonly PreparedOperation[] operations = [];

    internal PreparedDocument(IReadOnlyList<GraphQLError> errors) => Errors = errors;

    internal PreparedDocument(Schema schema, DocumentNode document, EngineOptions options)
    {
        Errors = [];
        var fragments = document.Definitions.OfType<FragmentDefinitionNode>()
            .ToDictionary(fragment => fragment.Name.Value, StringComparer.Ordinal);
        operations =
        [
            .. document.Definitions.OfType<OperationDefinitionNode>()
                .Select(operation => new PreparedOperation(schema, document.Source, operation, fragments, options)),
        ];
    }

    /// <summary>Why the document is refused; empty when it can be executed. At most <see cref="EngineOptions.ValidationErrorsMax"/> and one.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    public bool IsValid => Errors.Count == 0;

    /// <summary>The kind of the operation that <paramref name="operationName"/> chooses; null when it chooses none.</summary>
    public OperationKind? OperationKind(string? operationName) => Find(operationName, out _)?.Node.Kind;

    /// <summary>Specification, "GetOperation".</summary>
    internal PreparedOperation? Find(string? name, out GraphQLError? fault)
    {
        // Clients send "" for "no name"; a name is never empty.
        var found = string.IsNullOrEmpty(name)
            ? operations.Length == 1 ? operations[0] : null
            : Array.Find(operations, operation => string.Equals(operation.Name, name, StringComparison.Ordinal));
        var message = (found, name, operations.Length) switch
        {
            ({ Root: null }, _, _) => $"Schema is not configured to execute {found.Node.Kind.ToString().ToLowerInvariant()} operation.",
            ({ }, _, _) => null,
            (_, null or "", 0) => "Must provide an operation.",
            (_, null or "", _) => "Must provide operation name if query contains multiple operations.",
            _ => $"Unknown operation named \"{name}\".",
        };
        fault = message is null ? null : new GraphQLError(message, ErrorCodes.OperationResolutionFailure);
        return message is null ? found : null;
    }
}
