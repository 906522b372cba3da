using System.Globalization;
using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.FairUse;
using Circles.Gateway.Hosting;
using Circles.Gateway.Requests;
using Circles.Gateway.Streams;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.Schema;
using Microsoft.Net.Http.Headers;

namespace Circles.Gateway.Http;

/// <summary>GET and POST /graphql: from a request's bytes to a response's.</summary>
/// <remarks>Source: GraphQL over HTTP.</remarks>
internal sealed class GraphQLEndpoint(
    Door door, Desk desk, EntityTags tags, Batches batches, Sockets sockets, EventStream events, Budgets budgets, CrossOrigin origins, GatewayLimits limits)
{
    public const string Path = "/graphql";
    public const string SequenceHeader = "Circles-Sequence";

    /// <summary><c>validate</c> asks what the request costs and runs nothing; <c>report</c> is what is done anyway.</summary>
    public const string CostHeader = "GraphQL-Cost";

    private const string Methods = "GET, HEAD, POST, OPTIONS";
    private const string Varying = $"Accept, Accept-Language, Authorization, {Door.NetworkHeader}, {PastMoment.Header}, Origin";

    public async Task HandleAsync(HttpContext http)
    {
        var (method, response) = (http.Request.Method, http.Response);
        if (HttpMethods.IsOptions(method))
        {
            await origins.AnswerPreflightAsync(http, Methods);
            response.Headers.Allow = Methods;
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (http.WebSockets.IsWebSocketRequest)
        {
            await sockets.ServeAsync(http);
            return;
        }

        await origins.AllowAsync(http);
        var mediaType = MediaTypes.Choose(http.Request.Headers.Accept);
        if (await AnswerAsync(http, mediaType) is { } refused) await refused.WriteAsync(response, mediaType ?? MediaTypes.Json);
    }

    /// <returns>Why there is no answer; null when there is one.</returns>
    private async ValueTask<HttpError?> AnswerAsync(HttpContext http, string? mediaType)
    {
        var (request, response) = (http.Request, http.Response);
        var isPost = HttpMethods.IsPost(request.Method);
        if (!isPost && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.Headers.Allow = Methods;
            return HttpErrors.MethodNotAllowed;
        }

        if (mediaType is null || (mediaType == MediaTypes.EventStream && HttpMethods.IsHead(request.Method))) return HttpErrors.NotAcceptable;
        if (!isPost && !Preflight.IsForcedBy(request)) return HttpErrors.PreflightRequired;
        var (visitor, refused) = await door.EnterAsync(request, http.RequestAborted);
        if (visitor is null) return refused;
        response.OnStarting(() =>
        {
            budgets.Tell(response, visitor);
            return Task.CompletedTask;
        });
        if (await AtLeast.WaitAsync(request.Headers[AtLeast.Header], visitor.Network, http.RequestAborted) is { } late)
        {
            if (late.Retryable) response.Headers.RetryAfter = "1";
            return late;
        }

        if (request.Headers[CostHeader] is [var cost, ..] && cost is not ("report" or "validate")) return HttpErrors.CostHeaderUnknown;
        return isPost ? await AnswerPostAsync(http, visitor, mediaType) : await AnswerGetAsync(http, visitor, mediaType);
    }

    private async ValueTask<HttpError?> AnswerGetAsync(HttpContext http, Visitor visitor, string mediaType)
    {
        var (request, response) = (http.Request, http.Response);
        var (parameters, fault) = QueryString.Read(request.Query);
        if (parameters is null) return HttpErrors.BadRequest(fault!);
        var (asked, refused) = await desk.TakeAsync(
            visitor, parameters, LanguageOf(request), http.RequestAborted, IsCostOnly(request), AsOfIn(request));
        if (asked is null) return refused;
        if (asked.Kind == OperationKind.Mutation)
        {
            response.Headers.Allow = HttpMethods.Post;
            return HttpErrors.MutationByGet;
        }

        response.Headers.Vary = Varying;
        if (asked.Request.CostOnly || mediaType == MediaTypes.EventStream || tags.For(asked, mediaType) is not { } tag)
        {
            await SendAsync(http, asked, mediaType);
            return null;
        }

        if (!EntityTags.Has(request.Headers.IfNoneMatch, tag))
        {
            await SendAsync(http, asked, mediaType, summary => summary is { HasData: true, ErrorCount: 0 } && asked.Context.StandsOnSnapshot ? tag : null);
            return null;
        }

        response.StatusCode = StatusCodes.Status304NotModified;
        Keep(response, tag);
        Tell(response, asked.Context.Snapshot.Sequence);
        return null;
    }

    private async ValueTask<HttpError?> AnswerPostAsync(HttpContext http, Visitor visitor, string mediaType)
    {
        var request = http.Request;
        // A browser sends other types of body across origins without asking first: they never get further than this.
        if (!MediaTypes.IsJsonBody(request)) return HttpErrors.UnsupportedMediaType;
        var (body, refused) = await RequestBody.ReadAsync(request, limits.BodyBytesMax, http.RequestAborted);
        if (body is null) return refused;
        using (body)
        {
            var (json, fault) = JsonText.Parse(body.Bytes, "The body");
            if (json is null) return HttpErrors.BadRequest(fault!);
            using (json)
            {
                if (json.RootElement.ValueKind == JsonValueKind.Array && mediaType == MediaTypes.EventStream) return HttpErrors.NotAcceptable;
                if (json.RootElement.ValueKind == JsonValueKind.Array) return await AnswerBatchAsync(http, visitor, json.RootElement, mediaType);
                (var parameters, fault) = RequestParameters.Read(json.RootElement);
                if (parameters is null) return HttpErrors.BadRequest(fault!);
                (var asked, refused) = await desk.TakeAsync(
                    visitor, parameters, LanguageOf(request), http.RequestAborted, IsCostOnly(request), AsOfIn(request));
                if (asked is not null) await SendAsync(http, asked, mediaType);
                return refused;
            }
        }
    }

    private async Task SendAsync(HttpContext http, Question asked, string mediaType, Func<ExecutionSummary, EntityTagHeaderValue?>? tagOf = null)
    {
        if (mediaType == MediaTypes.EventStream)
        {
            await events.SendAsync(http, asked);
            return;
        }

        var response = http.Response;
        // The engine writes at the end and in one go; nothing leaves before the status code and the headers are known.
        var output = new CountedWriter(response);
        var summary = await desk.AnswerAsync(asked, output, http.RequestAborted);
        response.StatusCode = Statuses.Of(summary, mediaType);
        response.ContentType = MediaTypes.WithCharset(mediaType);
        if (asked.Wait is { } wait) response.Headers.RetryAfter = HttpError.Whole(wait);
        Keep(response, tagOf?.Invoke(summary));
        Tell(response, SequenceOf(asked));
        await output.SendAsync(http.RequestAborted);
    }

    private async ValueTask<HttpError?> AnswerBatchAsync(HttpContext http, Visitor visitor, JsonElement batch, string mediaType)
    {
        var (answers, refused) = await batches.AnswerAsync(visitor, batch, LanguageOf(http.Request), IsCostOnly(http.Request), AsOfIn(http.Request), http.RequestAborted);
        if (answers is null) return refused;
        http.Response.ContentType = MediaTypes.WithCharset(mediaType);
        Keep(http.Response, null);
        Tell(http.Response, visitor.Network.Current.Sequence);
        http.Response.ContentLength = answers.Value.Length;
        await http.Response.BodyWriter.WriteAsync(answers.Value, http.RequestAborted);
        return null;
    }

    private static bool IsCostOnly(HttpRequest request) => request.Headers[CostHeader] is ["validate", ..];

    /// <summary>Null without the header. Several are no moment, and are read as what they are joined.</summary>
    private static string? AsOfIn(HttpRequest request) =>
        request.Headers[PastMoment.Header] is { Count: > 0 } asked ? asked.ToString() : null;

    private static string LanguageOf(HttpRequest request) => Languages.Choose(request.Headers.AcceptLanguage);

    /// <summary>What the answer stands on. A dry run's own state is never told: its events are in no journal.</summary>
    private static long SequenceOf(Question asked) =>
        asked.Kind == OperationKind.Mutation ? asked.Visitor.Network.Current.Sequence : asked.Context.Snapshot.Sequence;

    private static void Tell(HttpResponse response, long sequence) =>
        response.Headers[SequenceHeader] = sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a client may keep the answer: then it asks again each time, and is let in again each time.</summary>
    private static void Keep(HttpResponse response, EntityTagHeaderValue? tag)
    {
        response.Headers.CacheControl = tag is null ? "no-store" : "private, no-cache";
        if (tag is not null) response.Headers.ETag = tag.ToString();
    }
}

/// <summary>Registers and maps the endpoint.</summary>
internal static class GraphQLSetup
{
    public static void AddGraphQL(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Circles.Gateway.Resolvers");
            var options = new EngineOptions
            {
                Translate = e => Faults.Translate(log, e),
                OnException = (e, _) => Faults.Note(log, e),
                Time = services.GetRequiredService<TimeProvider>(),
            };
            return new GraphQLEngine(CirclesSchema.Create(), services.GetRequiredService<Settings>().Limits.In(options));
        });
        builder.Services.AddSingleton<Budgets>();
        builder.Services.AddSingleton<CrossOrigin>();
        builder.Services.AddSingleton<Documents>();
        builder.Services.AddSingleton<Desk>();
        builder.Services.AddSingleton<Batches>();
        builder.Services.AddSingleton<EntityTags>();
        builder.Services.AddSingleton<GraphQLEndpoint>();
    }

    public static void MapGraphQL(this WebApplication app) =>
        app.Map(GraphQLEndpoint.Path, app.Services.GetRequiredService<GraphQLEndpoint>().HandleAsync);
}
