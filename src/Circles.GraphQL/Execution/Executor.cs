using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

internal sealed class Executor
{
    public object Context { get; } = new();

    public CancellationToken Cancellation { get; }

    public Schema Schema { get; } = null!;

    public IReadOnlyList<object> PathHere() => [Context];
}

internal sealed class FieldPlan
{
    public Field Field { get; } = null!;

    public bool Selects(string field) => field == Field.Name;
}
