using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>
/// What a resolver gets beside its source: the request, its arguments, its place. Valid for as long as what the resolver returned is
/// being written; leaves share one instance, so a leaf's resolver must not keep it.
/// </summary>
public sealed class FieldContext
{
    private readonly Executor executor;
    private FieldPlan plan;
    private object?[] arguments;
    private IReadOnlyList<object>? path;

    internal FieldContext(Executor executor, FieldPlan plan, object?[] arguments)
    {
        this.executor = executor;
        this.plan = plan;
        this.arguments = arguments;
    }

    /// <summary>The caller's own object, as given in <see cref="GraphQLRequest.Context"/>.</summary>
    public object Request => executor.Context;

    /// <summary>
    /// Cancelled with the request, or when its time is up (<see cref="EngineOptions.ExecutionTimeMax"/>): then nobody waits for the
    /// resolver any more. Of a source stream: cancelled when nobody listens any more.
    /// </summary>
    public CancellationToken Cancellation => executor.Cancellation;

    public Schema Schema => executor.Schema;

    /// <summary>The definition of the field being resolved.</summary>
    public Field Field => plan.Field;

    /// <summary>
    /// Response keys (string) and list indices (int) from the root to this field. To be read while the resolver runs: an asynchronous
    /// one may read it at any time, what a synchronous one leaves behind (a lazy list) sees where execution has got to.
    /// </summary>
    public IReadOnlyList<object> Path => path ?? executor.PathHere();

    /// <summary>Whether the caller gave the argument (null counts), or a default stands in for it.</summary>
    public bool Has(string name) => !ReferenceEquals(arguments[At(name)], InputObject.Omitted);

    public int Int(string name) => Required<int>(name);

    public int? IntOrNull(string name) => Value(name) as int?;

    public string Text(string name) => Required<string>(name);

    public string? TextOrNull(string name) => Value(name) as string;

    /// <summary>A Boolean argument; false when it is null or omitted.</summary>
    public bool Flag(string name) => Value(name) is true;

    /// <summary>The argument's value; the type's default value when it is null or omitted.</summary>
    public T? Get<T>(string name) => InputLists.As<T>(Value(name));

    public InputObject Input(string name) => Required<InputObject>(name);

    public InputObject? InputOrNull(string name) => Value(name) as InputObject;

    /// <summary>A list argument; empty when it is null or omitted.</summary>
    public IReadOnlyList<T> List<T>(string name) => InputLists.List<T>(Value(name));

    /// <summary>
    /// Whether the caller selected a field of this name directly under this one, fragments looked through, whatever its alias and on
    /// whichever possible type. Lets a resolver leave out what nobody reads.
    /// </summary>
    public bool Selects(string field) => plan.Selects(field);

    /// <summary>
    /// The schema coordinates, such as <c>Circle.name</c>, of all fields that the whole operation can reach, on every possible type and
    /// whatever @skip and @include say. Lets a subscription tell which events cannot change its answer.
    /// </summary>
    public IReadOnlySet<string> Coordinates => executor.Coordinates;

    internal void Become(FieldPlan next, object?[] values)
    {
        plan = next;
        arguments = values;
        path = null;
    }

    /// <summary>Keeps the path for a resolver that goes on after execution has moved elsewhere.</summary>
    internal void KeepPath() => path = executor.PathHere();

    private T Required<T>(string name) => Value(name) is T value
        ? value
        : throw new InvalidOperationException($"Argument {name} of {plan.Field.Name} is null or not a {typeof(T).Name}.");

    private object? Value(string name) => arguments[At(name)] is var value && ReferenceEquals(value, InputObject.Omitted) ? null : value;

    private int At(string name) => plan.Field.IndexOfArgument(name) is >= 0 and var at
        ? at
        : throw new ArgumentException($"Field {plan.Field.Name} has no argument {name}.", nameof(name));
}
