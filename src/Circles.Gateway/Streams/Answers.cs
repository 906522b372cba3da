using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Circles.Gateway.FairUse;
using Circles.Gateway.Http;
using Circles.Gateway.Requests;
using Circles.Gateway.Telemetry;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.Schema.Live;

namespace Circles.Gateway.Streams;

/// <summary>One answer of an operation, whatever carries it.</summary>
/// <param name="Response">Valid until the next answer is asked for. One without data ends the operation.</param>
/// <param name="Sequence">What a subscriber can resume after; null for answers that nothing follows.</param>
internal readonly record struct Answer(StreamedResponse Response, long? Sequence);

/// <summary>From what is asked to all of its answers: one of a query or a mutation, any number of a subscription.</summary>
internal sealed class Answers(GraphQLEngine engine, Desk desk, Seats seats, Budgets budgets)
{
    /// <param name="resumeAfter">The last event that the caller has, where the transport tells.</param>
    /// <remarks>Nothing is made before it is asked for, so a slow reader gets fewer answers of a live field, and the newest.</remarks>
    public IAsyncEnumerable<Answer> To(Question asked, long? resumeAfter, CancellationToken cancel) =>
        asked.Kind == OperationKind.Subscription ? FollowAsync(asked, resumeAfter, cancel) : AnswerOnceAsync(asked, cancel);

    /// <summary>An error that keeps a question from being answered, as the response without data that it would have got.</summary>
    public static Answer Refusal(HttpError refused)
    {
        var output = new ArrayBufferWriter<byte>();
        refused.WriteTo(output);
        return Refusal(output.WrittenMemory, default);
    }

    private async IAsyncEnumerable<Answer> AnswerOnceAsync(Question asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var output = new ArrayBufferWriter<byte>();
        var summary = await desk.AnswerAsync(asked, output, cancel);
        yield return summary.HasData
            ? new Answer(new StreamedResponse(output.WrittenMemory, default, summary), null)
            : Refusal(output.WrittenMemory, summary);
    }

    private static Answer Refusal(ReadOnlyMemory<byte> response, ExecutionSummary summary)
    {
        using var json = JsonDocument.Parse(response);
        var errors = JsonMarshal.GetRawUtf8Value(json.RootElement.GetProperty("errors")).ToArray();
        return new Answer(new StreamedResponse(response, errors, summary), null);
    }

    private async IAsyncEnumerable<Answer> FollowAsync(Question asked, long? resumeAfter, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var seat = seats.Take(asked.Visitor);
        if (seat is null)
        {
            yield return Refusal(HttpErrors.TooManySubscriptions);
            yield break;
        }

        LiveEvent? now = null;
        var stream = await engine.SubscribeAsync(
            new GraphQLRequest
            {
                Prepared = asked.Document,
                OperationName = asked.Parameters.OperationName,
                Variables = asked.Parameters.Variables,
                Context = asked.Context with { ResumeAfter = resumeAfter },
                ContextFor = happened => (now = (LiveEvent)happened).Context,
                TellCost = asked.Request.TellCost,
                CostOnly = asked.Request.CostOnly,
                Charge = cost => budgets.Charge(asked.Visitor, cost, out _),
                WriteExtensions = (json, summary) =>
                {
                    if (now is null || !summary.HasData) return;
                    budgets.Tell(json, asked.Visitor);
                    json.WriteString("sequence", now.Sequence.ToString(CultureInfo.InvariantCulture));
                },
            },
            cancel);
        if (stream.Refusal is { } refusal)
        {
            yield return new Answer(refusal, null);
            yield break;
        }

        byte[]? last = null;
        await foreach (var response in stream.WithCancellation(cancel))
        {
            if (now is not null && Documents.RefusalNow(asked.Visitor, now.Context.Snapshot, asked.Parameters) is { } untrusted)
            {
                yield return Refusal(untrusted);
                yield break;
            }

            if (!response.Summary.HasData)
            {
                yield return new Answer(response, null);
                yield break;
            }

            var hash = SHA256.HashData(response.Answer.Span);
            var isNew = now!.When == Sending.Always || (now.When == Sending.IfChanged && !hash.AsSpan().SequenceEqual(last));
            last = hash;
            Connections.Answer(isNew);
            if (isNew) yield return new Answer(response, now.Sequence);
        }
    }
}
