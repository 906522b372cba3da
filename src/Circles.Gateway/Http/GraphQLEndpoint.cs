using System.Globalization;
using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.Requests;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.Schema;

namespace Circles.Gateway.Http;

/// <summary>POST /graphql: from a request's bytes to a response's.</summary>
internal sealed class GraphQLEndpoint(Door door, Desk desk)
{
    public const string Path = "/graphql";
    public const string SequenceHeader = "Circles-Sequence";

    public async Task HandleAsync(HttpContext http)
    {
        var (request, response, cancel) = (http.Request, http.Response, http.RequestAborted);
        if (!HttpMethods.IsPost(request.Method))
        {
            response.Headers.Allow = HttpMethods.Post;
            await HttpErrors.MethodNotAllowed.WriteAsync(response);
            return;
        }

        if (MediaTypes.Choose(request.Headers.Accept) is not { } mediaType)
        {
            await HttpErrors.NotAcceptable.WriteAsync(response);
            return;
        }

        var (visitor, refused) = await door.EnterAsync(request, cancel);
        // A browser sends other types of body across origins without asking first: they never get further than this.
        if (refused is null && !MediaTypes.IsJsonBody(request)) refused = HttpErrors.UnsupportedMediaType;
        if (refused is not null)
        {
            await refused.WriteAsync(response, mediaType);
            return;
        }

        (var body, refused) = await RequestBody.ReadAsync(request, cancel);
        if (body is null)
        {
            await refused!.WriteAsync(response, mediaType);
            return;
        }

        using (body)
        {
            (var json, refused) = Parse(body.Bytes);
            if (json is null)
            {
                await refused!.WriteAsync(response, mediaType);
                return;
            }

            using (json) await AnswerAsync(http, visitor!, json.RootElement, mediaType);
        }
    }

    private static (JsonDocument? Json, HttpError? Refused) Parse(ReadOnlyMemory<byte> body)
    {
        var (json, fault) = JsonText.Parse(body, "The body");
        return (json, fault is null ? null : HttpErrors.BadRequest(fault));
    }

    private async Task AnswerAsync(HttpContext http, Visitor visitor, JsonElement body, string mediaType)
    {
        var response = http.Response;
        if (await AtLeast.WaitAsync(http.Request, visitor.Network, http.RequestAborted) is { } late)
        {
            await late.WriteAsync(response, mediaType);
            return;
        }

        var (parameters, fault) = RequestParameters.Read(body);
        var (asked, refused) = parameters is null
            ? (null, HttpErrors.BadRequest(fault!))
            : desk.Take(visitor, parameters, Languages.Choose(http.Request.Headers.AcceptLanguage));
        if (asked is null)
        {
            await refused!.WriteAsync(response, mediaType);
            return;
        }

        // The engine writes at the end and in one go; nothing leaves before the status code and the headers are known.
        var output = new CountedWriter(response);
        var summary = await desk.AnswerAsync(asked, output, http.RequestAborted);
        response.StatusCode = StatusOf(summary, mediaType);
        response.ContentType = MediaTypes.WithCharset(mediaType);
        response.Headers.CacheControl = "no-store";
        response.Headers[SequenceHeader] = SequenceOf(summary, asked).ToString(CultureInfo.InvariantCulture);
        await output.SendAsync(http.RequestAborted);
    }

    /// <summary>
    /// The audits of GraphQL over HTTP want 200 for every well-formed request that is answered as <c>application/json</c>; the newer
    /// media type tells by its status whether execution began.
    /// </summary>
    private static int StatusOf(ExecutionSummary summary, string mediaType) =>
        summary.HasData || mediaType == MediaTypes.Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    /// <summary>What the answer stands on. A dry run's own state is never told: its events are in no journal.</summary>
    private static long SequenceOf(ExecutionSummary summary, Question asked) =>
        summary.OperationKind == OperationKind.Mutation ? asked.Visitor.Network.Current.Sequence : asked.Context.Snapshot.Sequence;
}

/// <summary>Registers and maps the endpoint.</summary>
internal static class GraphQLSetup
{
    public static void AddGraphQL(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Circles.Gateway.Resolvers");
            return new GraphQLEngine(
                CirclesSchema.Create(),
                new EngineOptions { Translate = e => Faults.Translate(log, e), OnException = (e, _) => Faults.Note(log, e) });
        });
        builder.Services.AddSingleton<Desk>();
        builder.Services.AddSingleton<GraphQLEndpoint>();
    }

    public static void MapGraphQL(this WebApplication app) =>
        app.Map(GraphQLEndpoint.Path, app.Services.GetRequiredService<GraphQLEndpoint>().HandleAsync);
}
