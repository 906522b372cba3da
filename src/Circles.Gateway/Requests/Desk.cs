using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Circles.Gateway.Access;
using Circles.Gateway.FairUse;
using Circles.Gateway.Http;
using Circles.Gateway.Telemetry;
using Circles.Grains.Kernel;
using Circles.GraphQL;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.Schema;
using Circles.Schema.Packs;
using Circles.Schema.Texts;
using Circles.Silo;
using NodaTime.Text;

namespace Circles.Gateway.Requests;

/// <summary>Where a visitor's request is taken and answered, by whatever transport it came.</summary>
internal sealed class Desk(GraphQLEngine engine, Documents documents, Budgets budgets, INetworks networks, PackLibrary packs, TimeProvider time)
{
    /// <summary>Finds and prepares the document. A document that cannot be executed is taken, too: its answer says why.</summary>
    /// <param name="language">What texts for people are wanted in; see <see cref="Languages"/>.</param>
    /// <param name="costOnly">Whether the answer is what the request costs, and nothing else is done.</param>
    /// <returns>What is asked, or why there is nothing to answer.</returns>
    /// <param name="asOf">The header <see cref="PastMoment.Header"/>, where there are headers.</param>
    public async ValueTask<(Question? Asked, HttpError? Refused)> TakeAsync(
        Visitor visitor, RequestParameters parameters, string language, CancellationToken cancel, bool costOnly = false, string? asOf = null)
    {
        if (budgets.Take(visitor, 1) is { Ticks: > 0 } wait) return (null, HttpErrors.RateLimited(wait));
        if (!PastMoment.TryRead(parameters.Extensions, asOf, out var moment)) return (null, Told(QueryErrors.AsOfInvalid(), language));
        var (asked, refused) = Take(visitor, parameters, language, costOnly);
        // A document that is no operation is told so, of whatever moment it is asked.
        if (moment is null || asked?.Kind is not { } kind) return (asked, refused);
        if (kind != OperationKind.Query) return (null, Told(QueryErrors.AsOfQueriesOnly(), language));
        if (costOnly) return (asked, null);
        var (context, why) = await asked.Context.AsOfAsync(moment, cancel);
        return context is null ? (null, Told(why!, language)) : (asked.Of(context.Snapshot), null);
    }

    /// <summary>Executes and writes the whole response, in a span and a metric of its own.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled; nothing was written.</exception>
    public async ValueTask<ExecutionSummary> AnswerAsync(Question asked, IBufferWriter<byte> output, CancellationToken cancel)
    {
        using var span = Operations.Begin(asked.Kind);
        var began = Stopwatch.GetTimestamp();
        var summary = await engine.ExecuteAsync(asked.Request, output, cancel);
        Operations.End(span, summary, Stopwatch.GetElapsedTime(began));
        return summary;
    }

    private static HttpError Told(Refusal refusal, string language) => new(
        StatusCodes.Status400BadRequest, refusal.Code, Messages.Of(refusal, language), refusal.Retryable);

    private (Question? Asked, HttpError? Refused) Take(Visitor visitor, RequestParameters parameters, string language, bool costOnly)
    {
        var snapshot = visitor.Network.Current;
        var (document, refused) = documents.Find(visitor, snapshot, parameters);
        if (document is null) return (null, refused);
        var context = new RequestContext
        {
            Networks = networks,
            Network = visitor.Network,
            Actor = visitor.Actor,
            Language = language,
            Packs = packs,
            Engine = engine,
            Time = time,
            Snapshot = snapshot,
        };
        return (new Question(visitor, parameters, document, context, budgets, costOnly), null);
    }
}

/// <summary>A request as the desk took it: whose it is, what it asks and the snapshot that it is answered from.</summary>
internal sealed class Question(
    Visitor visitor, RequestParameters parameters, PreparedDocument document, RequestContext context, Budgets budgets, bool costOnly = false)
{
    public Visitor Visitor => visitor;

    public RequestParameters Parameters => parameters;

    public PreparedDocument Document => document;

    public RequestContext Context => context;

    /// <summary>Null when no operation can be chosen.</summary>
    public OperationKind? Kind { get; } = document.OperationKind(parameters.OperationName);

    /// <summary>How long to wait, once the answer was that there is not enough left of the viewer's budget.</summary>
    public TimeSpan? Wait { get; private set; }

    public GraphQLRequest Request => field ??= new()
    {
        Prepared = document,
        OperationName = parameters.OperationName,
        Variables = parameters.Variables,
        Context = context,
        TellCost = true,
        CostOnly = costOnly,
        // One unit was taken with the request.
        Charge = ChargeRest,
        WriteExtensions = context.Snapshot.Today is null ? null : (json, _) =>
        {
            json.WriteStartObject(PastMoment.Extension);
            json.WriteString("sequence", context.Snapshot.Sequence.ToString(CultureInfo.InvariantCulture));
            json.WriteString("at", InstantPattern.ExtendedIso.Format(context.Snapshot.At));
            json.WriteEndObject();
        },
    };

    private GraphQLError? ChargeRest(int cost)
    {
        var refusal = budgets.Charge(visitor, cost - 1, out var wait);
        if (refusal is not null) Wait = wait;
        return refusal;
    }

    /// <summary>The same question, asked of another state of its network.</summary>
    public Question Of(NetworkState snapshot) => new(visitor, parameters, document, context with { Snapshot = snapshot }, budgets, costOnly);
}
