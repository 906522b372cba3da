using System.Text;
using Circles.GraphQL.Execution;

namespace Circles.GraphQL.Types;

/// <summary>What objects and interfaces say of a field alike (specification, "FieldDefinition").</summary>
public abstract class FieldDefinition
{
    private protected FieldDefinition(string name, GraphQLType type, string description)
    {
        Name = name;
        Type = type;
        Description = description;
    }

    public string Name { get; }

    public GraphQLType Type { get; }

    public string Description { get; }

    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>Why not to use it any more; null while it is current.</summary>
    public string? Deprecated { get; init; }

    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; init; } = [];

    /// <summary>The argument's place in <see cref="Arguments"/>, or -1. Few arguments: a walk beats a dictionary.</summary>
    internal int IndexOfArgument(string name)
    {
        for (var i = 0; i < Arguments.Count; i++)
        {
            if (string.Equals(Arguments[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A field of an object type, with its resolver (specification, "Objects").</summary>
public abstract class Field : FieldDefinition
{
    private byte[]? firstJson;
    private byte[]? laterJson;

    private protected Field(string name, GraphQLType type, string description, ResolverKind kind) : base(name, type, description) =>
        Kind = kind;

    /// <summary>What the resolver returns, so that the executor can call the one method that does not box.</summary>
    internal ResolverKind Kind { get; }

    /// <summary>What calling it costs, beside what it answers with; null for what its kind costs.</summary>
    public int? Weight { get; init; }

    /// <summary>Items of a list that no argument gives the size of; null for <see cref="EngineOptions.ListSizeAssumed"/>.</summary>
    public int? SizeAssumed { get; init; }

    /// <summary>The list is a page that the field above was asked for: that field's arguments give its size.</summary>
    public bool SizedAbove { get; init; }

    /// <summary>The field's name as a key of a response's object: <c>{"name":</c> or <c>,"name":</c>.</summary>
    internal byte[] NameJson(bool first) => first ? firstJson ??= KeyJson(Name, true) : laterJson ??= KeyJson(Name, false);

    /// <summary>The same of an alias. No name needs escapes.</summary>
    internal static byte[] KeyJson(string key, bool first) => Encoding.UTF8.GetBytes($"{(first ? '{' : ',')}\"{key}\":");

    internal virtual string? ResolveText(object source, FieldContext context) => throw new NotSupportedException();

    internal virtual long? ResolveInteger(object source, FieldContext context) => throw new NotSupportedException();

    internal virtual bool ResolveBoolean(object source, FieldContext context) => throw new NotSupportedException();

    internal virtual double ResolveDouble(object source, FieldContext context) => throw new NotSupportedException();

    internal virtual object? ResolveObject(object source, FieldContext context) => throw new NotSupportedException();

    internal virtual ValueTask<object?> ResolveAsync(object source, FieldContext context) => throw new NotSupportedException();

    internal virtual object? ResolveEvent(object happened, FieldContext context) => throw new NotSupportedException();

    internal virtual IAsyncEnumerable<object> Subscribe(object source, FieldContext context) => throw new NotSupportedException();
}

internal enum ResolverKind
{
    Object,
    Text,
    Integer,
    Boolean,
    Double,
    Async,

    /// <summary>A field of the subscription root: resolved from one event of the stream that it subscribes to.</summary>
    Event,
}

/// <summary>
/// A field resolved from a <typeparamref name="TSource"/>. The overloads differ by what the resolver returns, so that numbers and
/// truth values reach the response without boxing; a lambda picks its own.
/// </summary>
public sealed class Field<TSource> : Field
{
    private readonly Func<TSource, FieldContext, string?>? text;
    private readonly Func<TSource, FieldContext, int>? int32;
    private readonly Func<TSource, FieldContext, int?>? int32OrNull;
    private readonly Func<TSource, FieldContext, long>? int64;
    private readonly Func<TSource, FieldContext, bool>? boolean;
    private readonly Func<TSource, FieldContext, double>? @double;
    private readonly Func<TSource, FieldContext, object?>? @object;
    private readonly Func<TSource, FieldContext, ValueTask<object?>>? @async;
    private readonly Func<TSource, FieldContext, IAsyncEnumerable<object>>? subscribe;
    private readonly Func<object, FieldContext, object?>? fromEvent;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, string?> resolve)
        : base(name, type, description, ResolverKind.Text) => text = resolve;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, int> resolve)
        : base(name, type, description, ResolverKind.Integer) => int32 = resolve;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, int?> resolve)
        : base(name, type, description, ResolverKind.Integer) => int32OrNull = resolve;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, long> resolve)
        : base(name, type, description, ResolverKind.Integer) => int64 = resolve;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, bool> resolve)
        : base(name, type, description, ResolverKind.Boolean) => boolean = resolve;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, double> resolve)
        : base(name, type, description, ResolverKind.Double) => @double = resolve;

    public Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, object?> resolve)
        : base(name, type, description, ResolverKind.Object) => @object = resolve;

    private Field(string name, GraphQLType type, string description, Func<TSource, FieldContext, ValueTask<object?>> resolve, bool awaited)
        : base(name, type, description, awaited ? ResolverKind.Async : ResolverKind.Object) => @async = resolve;

    private Field(
        string name, GraphQLType type, string description, Func<TSource, FieldContext, IAsyncEnumerable<object>> subscribe,
        Func<object, FieldContext, object?> resolve)
        : base(name, type, description, ResolverKind.Event)
    {
        this.subscribe = subscribe;
        fromEvent = resolve;
    }

    /// <summary>A field of the subscription root (specification, "Subscription").</summary>
    /// <param name="name">As in the schema.</param>
    /// <param name="type">What one event is answered with.</param>
    /// <param name="description">As in the schema.</param>
    /// <param name="subscribe">
    /// The source event stream ("ResolveFieldEventStream"). What it throws at once refuses the subscription; what the stream throws later
    /// ends it with an error. <see cref="FieldContext.Cancellation"/> is cancelled when nobody listens any more, and the enumerator is
    /// disposed of.
    /// </param>
    /// <param name="resolve">The field's value, from one event.</param>
    /// <param name="arguments">As in the schema.</param>
    /// <param name="deprecated">Why not to use it any more; null while it is current.</param>
    public static Field<TSource> Subscription(
        string name, GraphQLType type, string description, Func<TSource, FieldContext, IAsyncEnumerable<object>> subscribe,
        Func<object, FieldContext, object?> resolve, IReadOnlyList<Argument>? arguments = null, string? deprecated = null) =>
        new(name, type, description, subscribe, resolve) { Arguments = arguments ?? [], Deprecated = deprecated };

    /// <summary>A field whose value takes waiting. A factory and no constructor, so that no lambda is ever ambiguous.</summary>
    public static Field<TSource> Async(
        string name, GraphQLType type, string description, Func<TSource, FieldContext, ValueTask<object?>> resolve) =>
        new(name, type, description, resolve, awaited: true);

    /// <inheritdoc cref="Async(string,GraphQLType,string,Func{TSource,FieldContext,ValueTask{object?}})"/>
    public static Field<TSource> Async(
        string name, GraphQLType type, string description, Func<TSource, FieldContext, ValueTask<object?>> resolve,
        IReadOnlyList<Argument> arguments, string? deprecated = null) =>
        new(name, type, description, resolve, awaited: true) { Arguments = arguments, Deprecated = deprecated };

    internal override string? ResolveText(object source, FieldContext context) => text!((TSource)source, context);

    internal override long? ResolveInteger(object source, FieldContext context) =>
        int32 is not null ? int32((TSource)source, context)
        : int64 is not null ? int64((TSource)source, context)
        : int32OrNull!((TSource)source, context);

    internal override bool ResolveBoolean(object source, FieldContext context) => boolean!((TSource)source, context);

    internal override double ResolveDouble(object source, FieldContext context) => @double!((TSource)source, context);

    internal override object? ResolveObject(object source, FieldContext context) => @object!((TSource)source, context);

    internal override ValueTask<object?> ResolveAsync(object source, FieldContext context) => @async!((TSource)source, context);

    internal override object? ResolveEvent(object happened, FieldContext context) => fromEvent!(happened, context);

    internal override IAsyncEnumerable<object> Subscribe(object source, FieldContext context) => subscribe!((TSource)source, context);
}
