using System.Diagnostics;
using Circles.GraphQL;
using Circles.Silo;

namespace Circles.Gateway.Http;

/// <summary>What goes wrong without the caller's doing: logged for the operator, told to the caller by a code.</summary>
internal static class Faults
{
    private static string? TraceId => Activity.Current?.TraceId.ToString();

    /// <summary>What a resolver's exception means to the caller.</summary>
    public static GraphQLError Translate(ILogger log, Exception e)
    {
        if (e is SiloException silo)
        {
            log.LogWarning("A field was not served: {Code}", silo.Code);
            return Told(silo.Message, silo.Code, ("retryable", silo.Retryable));
        }

        Note(log, e);
        return Told(HttpErrors.Internal.Message, HttpErrors.Internal.Code, ("traceId", TraceId));
    }

    /// <summary>Logs what nobody expected.</summary>
    /// <remarks>Without the exception's message: that may hold what people wrote. Its type and stack say where to look.</remarks>
    public static void Note(ILogger log, Exception e) =>
        log.LogError("Unexpected {Exception} in trace {TraceId} at {Stack}", Kinds(e), TraceId, e.StackTrace);

    /// <summary>Answers what is thrown past all handlers.</summary>
    public static void UseFaults(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Circles.Gateway.Faults");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // The caller is gone: there is nobody to answer.
            }
            catch (BadHttpRequestException e) when (!http.Response.HasStarted)
            {
                await (HttpErrors.BadRequest("The request could not be read.") with { Status = e.StatusCode }).WriteAsync(http.Response);
            }
            catch (SiloException e) when (!http.Response.HasStarted)
            {
                log.LogWarning("Not served: {Code}", e.Code);
                http.Response.Headers.RetryAfter = e.Retryable ? "1" : default;
                await HttpErrors.Unavailable(e.Code, e.Retryable).WriteAsync(http.Response);
            }
            catch (Exception e)
            {
                Note(log, e);
                if (http.Response.HasStarted) http.Abort();
                else await HttpErrors.Internal.WriteAsync(http.Response, traceId: TraceId);
            }
        });
    }

    private static string Kinds(Exception e) => e.InnerException is { } inner ? $"{e.GetType().FullName} > {Kinds(inner)}" : e.GetType().FullName!;

    private static GraphQLError Told(string message, string code, (string Name, object? Value) entry) =>
        new(message, code) { Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { [entry.Name] = entry.Value } };
}
