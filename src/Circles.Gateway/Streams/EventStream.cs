using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Circles.Gateway.Access;
using Circles.Gateway.Http;
using Circles.Gateway.Requests;
using Circles.Gateway.Telemetry;
using Circles.Silo;

namespace Circles.Gateway.Streams;

/// <summary>An operation's answers as server-sent events: graphql-sse, "Distinct connections mode".</summary>
/// <remarks>
/// Each answer is an event <c>next</c>; its id is the sequence that a browser's EventSource says again as <c>Last-Event-ID</c>. The event
/// <c>complete</c> says that the operation is over. A stream that ends without it was cut off: the client comes back.
/// </remarks>
internal sealed class EventStream(Answers answers, Door door, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const string LastEventId = "Last-Event-ID";

    public async Task SendAsync(HttpContext http, Question asked)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var response = http.Response;
        response.ContentType = MediaTypes.EventStream;
        response.Headers.CacheControl = "no-store";
        // Or nginx keeps the events to itself until it has a page full of them.
        response.Headers["X-Accel-Buffering"] = "no";
        Connections.EventStream(+1);
        try
        {
            await response.StartAsync(stop.Token);
            // The headers leave now: the first event may be long in coming.
            await response.BodyWriter.FlushAsync(stop.Token);
            await TellAllAsync(http, asked, stop.Token);
        }
        catch (Exception e) when (e is SiloStoppingException || (e is OperationCanceledException && stop.IsCancellationRequested))
        {
            // The caller is gone, or the server goes: then another one answers when the caller comes back.
        }
        catch (TimeoutException)
        {
            http.Abort(); // The reader does not read.
        }
        finally
        {
            Connections.EventStream(-1);
        }
    }

    private async Task TellAllAsync(HttpContext http, Question asked, CancellationToken cancel)
    {
        var (output, pass) = (http.Response.BodyWriter, new Pass(door, Credentials.Of(http.Request), asked.Visitor));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var reader = answers.To(asked, Resumed(http.Request), ends.Token).GetAsyncEnumerator(ends.Token);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var arrived = await ArrivesAsync(next);
                if (await pass.AgainAsync(cancel) is null) return;
                if (!arrived) output.Write(":\n\n"u8);
                else if (!await next) break;
                else WriteNext(output, reader.Current);
                await FlushAsync(output, cancel);
                if (arrived) next = reader.MoveNextAsync().AsTask();
            }

            // EventSource tells of no event without data.
            output.Write("event: complete\ndata:\n\n"u8);
            await FlushAsync(output, cancel);
        }
        finally
        {
            // A reader is let go of only when nothing waits in it any more.
            await ends.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether there is news before it is time for a sign of life.</summary>
    private async ValueTask<bool> ArrivesAsync(Task next)
    {
        if (next.IsCompleted) return true;
        using var waited = new CancellationTokenSource();
        var tick = Task.Delay(Limits.Stream.KeepAlive, time, waited.Token);
        await Task.WhenAny(next, tick);
        await waited.CancelAsync();
        return next.IsCompleted;
    }

    private static void WriteNext(PipeWriter output, Answer answer)
    {
        output.Write("event: next\n"u8);
        if (answer.Sequence is { } sequence)
        {
            output.Write("id: "u8);
            sequence.TryFormat(output.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
            output.Advance(written);
            output.Write("\n"u8);
        }

        // A response is one line: the engine writes JSON without line breaks.
        output.Write("data: "u8);
        output.Write(answer.Response.Json.Span);
        output.Write("\n\n"u8);
    }

    private async ValueTask FlushAsync(PipeWriter output, CancellationToken cancel)
    {
        var flushing = output.FlushAsync(cancel);
        if (!flushing.IsCompletedSuccessfully) await flushing.AsTask().WaitAsync(Limits.Stream.ReaderWait, time, cancel);
    }

    private static long? Resumed(HttpRequest request) =>
        long.TryParse(request.Headers[LastEventId], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
}
