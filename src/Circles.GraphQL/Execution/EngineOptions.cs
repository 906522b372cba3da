using System.ComponentModel.DataAnnotations;

namespace Circles.GraphQL.Execution;

/// <summary>
/// What a host decides about its engine: whom it tells of errors, and how much one caller may ask for. The reasons for the limits stand
/// beside their defaults in <see cref="Limits"/>; what is a constant only there guards the process itself.
/// </summary>
public sealed class EngineOptions
{
    /// <summary>
    /// Told of each exception that is no <see cref="GraphQLError"/>, with the response path of the field. The caller sees only
    /// <see cref="ErrorCodes.Internal"/>; this is where the host logs it.
    /// </summary>
    public Action<Exception, IReadOnlyList<object>>? OnException { get; init; }

    /// <summary>
    /// What the caller is told of an exception that is no <see cref="GraphQLError"/>, where the host knows better than
    /// <see cref="ErrorCodes.Internal"/>. When it answers null, <see cref="OnException"/> is told instead.
    /// </summary>
    public Func<Exception, GraphQLError?>? Translate { get; init; }

    /// <summary>Whose time <see cref="ExecutionTimeMax"/> is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public int DocumentTokensMax { get; init; } = Limits.DocumentTokensMax;

    /// <summary>At most <see cref="Limits.ParserDepthMax"/>, which is what the stack allows.</summary>
    [Range(1, Limits.ParserDepthMax)]
    public int ParserDepthMax { get; init; } = Limits.ParserDepthMax;

    public int DocumentFieldsMax { get; init; } = Limits.DocumentFieldsMax;

    public int FragmentExpansionMax { get; init; } = Limits.FragmentExpansionMax;

    /// <summary>At most <see cref="Limits.SelectionNestingMax"/>, which is what the stack allows.</summary>
    [Range(1, Limits.SelectionNestingMax)]
    public int SelectionNestingMax { get; init; } = Limits.SelectionNestingMax;

    public int OperationDepthMax { get; init; } = Limits.OperationDepthMax;

    public int IntrospectionDepthMax { get; init; } = Limits.IntrospectionDepthMax;

    public int IntrospectionListsMax { get; init; } = Limits.IntrospectionListsMax;

    public int DirectivesPerPlaceMax { get; init; } = Limits.DirectivesPerPlaceMax;

    public int AliasesMax { get; init; } = Limits.AliasesMax;

    public int RootFieldsMax { get; init; } = Limits.RootFieldsMax;

    public int FieldComparisonsMax { get; init; } = Limits.FieldComparisonsMax;

    public int ValidationErrorsMax { get; init; } = Limits.ValidationErrorsMax;

    public int CoercionErrorsMax { get; init; } = Limits.CoercionErrorsMax;

    public int FieldErrorsMax { get; init; } = Limits.FieldErrorsMax;

    /// <summary>At most <see cref="Limits.VariableDepthMax"/>, which is what the stack allows.</summary>
    [Range(1, Limits.VariableDepthMax)]
    public int VariableDepthMax { get; init; } = Limits.VariableDepthMax;

    /// <summary>What one operation may cost; a request may have a maximum of its own.</summary>
    public int CostMax { get; init; } = Limits.CostMax;

    /// <summary>Items that a list is counted with when neither its arguments nor its definition says how many it holds at most.</summary>
    public int ListSizeAssumed { get; init; } = Limits.ListSizeAssumed;

    /// <summary>How long one response may take to execute; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it likes.</summary>
    public TimeSpan ExecutionTimeMax { get; init; } = Limits.ExecutionTimeMax;

    /// <summary>Bytes of one response's data.</summary>
    public int ResultBytesMax { get; init; } = Limits.ResultBytesMax;

    public int CachedDocumentsMax { get; init; } = Limits.CachedDocumentsMax;

    public int CachedCharactersMax { get; init; } = Limits.CachedCharactersMax;

    public int CachedDocumentCharactersMax { get; init; } = Limits.CachedDocumentCharactersMax;

    public int PlanVariantsMax { get; init; } = Limits.PlanVariantsMax;

    /// <exception cref="ArgumentOutOfRangeException">A limit is higher than the stack allows, or a time or size is none.</exception>
    internal EngineOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ParserDepthMax, Limits.ParserDepthMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SelectionNestingMax, Limits.SelectionNestingMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(VariableDepthMax, Limits.VariableDepthMax);
        ArgumentOutOfRangeException.ThrowIfNegative(ListSizeAssumed);
        ArgumentOutOfRangeException.ThrowIfNegative(CostMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ResultBytesMax);
        if (ExecutionTimeMax != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ExecutionTimeMax, TimeSpan.Zero);
        }

        return this;
    }
}
