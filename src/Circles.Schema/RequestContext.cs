using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.GraphQL.Execution;
using Circles.Schema.Packs;
using Circles.Silo;
using NodaTime;

namespace Circles.Schema;

/// <summary>What one request stands on: who asks, of which network, and the one snapshot that every field answers from.</summary>
/// <remarks>What lies beyond the snapshot is reached through here only, so that an answer can tell whether it depends on it.</remarks>
public sealed record RequestContext
{
    public required INetworks Networks { get => Beyond(field); init; }

    public required INetwork Network { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The language that texts for people are wanted in: <c>en</c>, <c>pl</c> or <c>he</c>.</summary>
    public required string Language { get; init; }

    public required PackLibrary Packs { get => Beyond(field); init; }

    /// <summary>What answers this request: the documents that it brings to be registered are held against the same schema and limits.</summary>
    public required GraphQLEngine Engine { get; init; }

    public required TimeProvider Time { get => Beyond(field); init; }

    /// <summary>A query keeps the one it began with. A mutation's payload answers from the state that its command left.</summary>
    public required NetworkState Snapshot { get; set; }

    /// <summary>The last event that a subscriber has, where the transport knows it; null when it does not.</summary>
    public long? ResumeAfter { get; init; }

    /// <summary>The clock's time. In the past, where no clock can be asked, the time of the last event.</summary>
    public Instant Now => Snapshot.Today is null ? Instant.FromDateTimeOffset(Time.GetUtcNow()) : Snapshot.At;

    /// <summary>The same request, of a moment in the network's past.</summary>
    /// <returns>Or why there is no such moment. One before the viewer came into the network is one that never was.</returns>
    public async ValueTask<(RequestContext? Context, Refusal? Refused)> AsOfAsync(Moment moment, CancellationToken cancel)
    {
        var (past, refused) = await Network.AsOfAsync(moment, cancel);
        if (past is null) return (null, refused);
        return OrganisationVisibility.CanSeeAny(past, Actor) ? (this with { Snapshot = past }, null) : (null, SiloErrors.AsOfUnknown());
    }

    /// <summary>
    /// Whether nothing was asked so far but the snapshot and the journal behind it: then the same viewer's same question of the same
    /// state has the same answer. The clock, other networks and the files of packs change without a commit here.
    /// </summary>
    public bool StandsOnSnapshot { get; private set; } = true;

    private T Beyond<T>(T what)
    {
        StandsOnSnapshot = false;
        return what;
    }
}

internal static class FieldContextExtensions
{
    extension(FieldContext query)
    {
        public RequestContext Asked => (RequestContext)query.Request;

        public NetworkState Snapshot => query.Asked.Snapshot;

        public Actor Viewer => query.Asked.Actor;

        public string Language => query.Asked.Language;
    }
}
