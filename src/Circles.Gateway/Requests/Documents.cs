using System.Runtime.CompilerServices;
using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.Http;
using Circles.Gateway.Telemetry;
using Circles.Grains.Access;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.Silo;

namespace Circles.Gateway.Requests;

/// <summary>Finds the document that a request sends or names, and says whether the visitor may run it.</summary>
/// <remarks>
/// A name is the hash of the text. <c>documentId</c> (GraphQL over HTTP, "Persisted Documents") names a registered document;
/// <c>extensions.persistedQuery</c> (Apollo's automatic persisted queries) names one of these, too, or one that somebody sent before.
/// </remarks>
internal sealed class Documents(GraphQLEngine engine)
{
    // Kept as long as the network is open on this node.
    private readonly ConditionalWeakTable<INetwork, PersistedQueries> persisted = [];

    /// <param name="state">The snapshot that the request is answered from.</param>
    public (PreparedDocument? Document, HttpError? Refused) Find(Visitor visitor, NetworkState state, RequestParameters asked)
    {
        var (document, refused, how) = Authority.IsRestricted(state, visitor.Actor)
            ? FindTrusted(state, (Actor.Program)visitor.Actor, asked)
            : FindAny(visitor, state, asked);
        Operations.Document(how);
        return (document, refused);
    }

    /// <summary>Why what was found before may not go on: its client has been restricted since, or its document withdrawn. Else null.</summary>
    public static HttpError? RefusalNow(Visitor visitor, NetworkState state, RequestParameters asked) =>
        Authority.IsRestricted(state, visitor.Actor) && Trusted(state, (Actor.Program)visitor.Actor, asked) is null
            ? HttpErrors.DocumentNotTrusted
            : null;

    /// <summary>One refusal for whatever is not registered: it tells nothing about what is.</summary>
    private Found FindTrusted(NetworkState state, Actor.Program client, RequestParameters asked) =>
        Trusted(state, client, asked) is { } trusted
            ? new Found(engine.Prepare(trusted.Text), null, "trusted")
            : new Found(null, HttpErrors.DocumentNotTrusted, "untrusted");

    private static TrustedDocument? Trusted(NetworkState state, Actor.Program client, RequestParameters asked) =>
        NameIn(asked) is { Fault: null, Hash: { } hash }
        && state.Clients[client.Client].Documents.TryGetValue(hash, out var trusted)
        && (asked.Query is null || asked.Query == trusted.Text)
            ? trusted
            : null;

    private Found FindAny(Visitor visitor, NetworkState state, RequestParameters asked)
    {
        var name = NameIn(asked);
        if (name.Fault is { } fault) return new Found(null, fault, "faulty");
        if (name.Hash is not { } hash)
        {
            return asked.Query is { } sent
                ? new Found(engine.Prepare(sent), null, "sent")
                : new Found(null, HttpErrors.BadRequest("The entry query must be a string."), "faulty");
        }

        if (Registered(state, visitor.Actor, hash) is { } registered) return Named(registered, asked.Query, "trusted");
        if (asked.DocumentId is not null) return Missing(HttpErrors.DocumentNotFound);
        var queries = persisted.GetValue(visitor.Network, _ => new PersistedQueries());
        if (queries.Find(hash) is { } known) return Named(known, asked.Query, "persisted");
        if (asked.Query is not { } text) return Missing(HttpErrors.PersistedQueryNotFound);
        if (TrustedDocument.HashOf(text) != hash) return Missing(HttpErrors.PersistedQueryMismatch);

        var prepared = engine.Prepare(text);
        // What can never run is not worth a place.
        if (prepared.IsValid) queries.Keep(hash, text, visitor.Actor);
        return new Found(prepared, null, "persisting");
    }

    /// <summary>A text that is sent beside its name must be the one that the name stands for.</summary>
    private Found Named(string text, string? sent, string how) =>
        sent is null || sent == text ? new Found(engine.Prepare(text), null, how) : Missing(HttpErrors.PersistedQueryMismatch);

    private static Found Missing(HttpError why) => new(null, why, "missing");

    /// <summary>The registered text of a hash. Front ends send it with their users' tokens, too, so every client's documents are looked at.</summary>
    private static string? Registered(NetworkState state, Actor actor, string hash)
    {
        if (actor is Actor.Program program && state.Clients[program.Client].Documents.TryGetValue(hash, out var own)) return own.Text;
        foreach (var (_, client) in state.Clients)
            if (client.Documents.TryGetValue(hash, out var found)) return found.Text;
        return null;
    }

    /// <summary>The hash that the request names its document by; null when it names none.</summary>
    private static (string? Hash, HttpError? Fault) NameIn(RequestParameters asked)
    {
        const string Sha256 = "sha256:";
        var id = asked.DocumentId;
        if (asked.Extensions is not { } extensions
            || !extensions.TryGetProperty("persistedQuery", out var entry)
            || entry.ValueKind == JsonValueKind.Null)
            return (id is not null && id.StartsWith(Sha256, StringComparison.Ordinal) ? id[Sha256.Length..] : id, null);

        if (id is not null) return (null, HttpErrors.BadRequest("Name the document by documentId or by extensions.persistedQuery, not by both."));
        if (entry.ValueKind != JsonValueKind.Object) return (null, HttpErrors.BadRequest("The entry extensions.persistedQuery must be an object."));
        if (!entry.TryGetProperty("version", out var version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number)
            || number != 1)
            return (null, HttpErrors.PersistedQueryNotSupported);
        return entry.TryGetProperty("sha256Hash", out var hash) && hash.ValueKind == JsonValueKind.String
            ? (hash.GetString(), null)
            : (null, HttpErrors.BadRequest("The entry extensions.persistedQuery.sha256Hash must be a string."));
    }

    private readonly record struct Found(PreparedDocument? Document, HttpError? Refused, string How);
}
