using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.Telemetry;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.Schema;
using Circles.Schema.Packs;
using Circles.Silo;

namespace Circles.Gateway.Http;

/// <summary>POST /graphql: from a request's bytes to a response's.</summary>
internal sealed class GraphQLEndpoint(GraphQLEngine engine, Door door, INetworks networks, PackLibrary packs, TimeProvider time)
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

        (var bytes, refused) = await RequestBody.ReadAsync(request, cancel);
        if (bytes is null)
        {
            await refused!.WriteAsync(response, mediaType);
            return;
        }

        using (bytes)
        {
            (var body, refused) = GraphQLBody.Read(bytes.Bytes);
            if (body is null)
            {
                await refused!.WriteAsync(response, mediaType);
                return;
            }

            using (body) await ExecuteAsync(http, visitor!, body, mediaType);
        }
    }

    private async Task ExecuteAsync(HttpContext http, Visitor visitor, GraphQLBody body, string mediaType)
    {
        var response = http.Response;
        var context = new RequestContext
        {
            Networks = networks,
            Network = visitor.Network,
            Actor = visitor.Actor,
            Language = Languages.Choose(http.Request.Headers.AcceptLanguage),
            Packs = packs,
            Time = time,
            Snapshot = visitor.Network.Current,
        };
        var prepared = engine.Prepare(body.Query);
        var asked = new GraphQLRequest
        {
            Prepared = prepared,
            OperationName = body.OperationName,
            Variables = body.Variables,
            Context = context,
        };

        using var span = Operations.Begin(prepared.OperationKind(body.OperationName));
        var began = Stopwatch.GetTimestamp();
        // The engine writes at the end and in one go; nothing leaves before the status code and the headers are known.
        var output = new CountedWriter(response);
        var summary = await engine.ExecuteAsync(asked, output, http.RequestAborted);
        Operations.End(span, summary, Stopwatch.GetElapsedTime(began));

        response.StatusCode = StatusOf(summary, mediaType);
        response.ContentType = MediaTypes.WithCharset(mediaType);
        response.Headers.CacheControl = "no-store";
        response.Headers[SequenceHeader] = SequenceOf(summary, visitor, context).ToString(CultureInfo.InvariantCulture);
        await output.SendAsync(http.RequestAborted);
    }

    /// <summary>
    /// The audits of GraphQL over HTTP want 200 for every well-formed request that is answered as <c>application/json</c>; the newer
    /// media type tells by its status whether execution began.
    /// </summary>
    private static int StatusOf(ExecutionSummary summary, string mediaType) =>
        summary.HasData || mediaType == MediaTypes.Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    /// <summary>What the answer stands on. A dry run's own state is never told: its events are in no journal.</summary>
    private static long SequenceOf(ExecutionSummary summary, Visitor visitor, RequestContext context) =>
        summary.OperationKind == OperationKind.Mutation ? visitor.Network.Current.Sequence : context.Snapshot.Sequence;
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
        builder.Services.AddSingleton<GraphQLEndpoint>();
    }

    public static void MapGraphQL(this WebApplication app) =>
        app.Map(GraphQLEndpoint.Path, app.Services.GetRequiredService<GraphQLEndpoint>().HandleAsync);
}
