using Circles.GraphQL.Language;

namespace Circles.GraphQL.Execution;

/// <summary>A document read, validated and planned once, or the reasons why it cannot be. Immutable to its users and shared.</summary>
public sealed class PreparedDocument
{
    private readonly OperationDefinitionNode[] operations = [];

    internal PreparedDocument(IReadOnlyList<GraphQLError> errors) => Errors = errors;

    /// <summary>Why the document is refused; empty when it can be executed. At most <see cref="Limits.ValidationErrorsMax"/> and one.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    public bool IsValid => Errors.Count == 0;

    /// <summary>The kind of the operation that <paramref name="operationName"/> chooses; null when it chooses none.</summary>
    public OperationKind? OperationKind(string? operationName) => operations.Length == 1 && operationName is null ? operations[0].Kind : null;
}
