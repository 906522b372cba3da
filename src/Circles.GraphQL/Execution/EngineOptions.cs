namespace Circles.GraphQL.Execution;

/// <summary>What a host decides about its engine.</summary>
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

    public int CachedDocumentsMax { get; init; } = Limits.CachedDocumentsMax;

    public int OperationDepthMax { get; init; } = Limits.OperationDepthMax;

    public int DirectivesPerPlaceMax { get; init; } = Limits.DirectivesPerPlaceMax;

    public int AliasesMax { get; init; } = Limits.AliasesMax;

    public int RootFieldsMax { get; init; } = Limits.RootFieldsMax;
}
