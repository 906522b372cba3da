using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.Hosting;
using Circles.Gateway.Http;

namespace Circles.Gateway.Requests;

/// <summary>Several requests in one JSON array, where the settings allow it: answered one after another, in an array of the same order.</summary>
/// <remarks>
/// A convention of clients, in no specification. Each request has its own budget, so a batch asks for as much as its members do one by one;
/// what it saves is round trips. Off by default: it multiplies what one call can ask for.
/// </remarks>
internal sealed class Batches(Desk desk, Settings settings, GatewayLimits limits)
{
    /// <returns>The array of responses, or why there is none; then nothing was executed.</returns>
    public async ValueTask<(ReadOnlyMemory<byte>? Answers, HttpError? Refused)> AnswerAsync(
        Visitor visitor, JsonElement batch, string language, bool costOnly, string? asOf, CancellationToken cancel)
    {
        if (!settings.Batching) return (null, HttpErrors.BatchingOff);
        if (batch.GetArrayLength() > limits.BatchRequestsMax) return (null, HttpErrors.BatchTooLarge(limits.BatchRequestsMax));
        var members = new List<RequestParameters>();
        foreach (var json in batch.EnumerateArray())
        {
            var (member, fault) = RequestParameters.Read(json);
            if (member is null)
                return (null, HttpErrors.BadRequest(string.Create(CultureInfo.InvariantCulture, $"In request {members.Count + 1} of the batch: {fault}")));
            members.Add(member);
        }

        if (members.Count == 0) return (null, HttpErrors.BadRequest("The batch holds no request."));
        var output = new ArrayBufferWriter<byte>();
        for (var i = 0; i < members.Count; i++)
        {
            output.Write(i == 0 ? "["u8 : ","u8);
            // Taken in its turn: it sees what the ones before it changed.
            var (asked, refused) = await desk.TakeAsync(visitor, members[i], language, cancel, costOnly, asOf);
            if (asked is null) refused!.WriteTo(output);
            else await desk.AnswerAsync(asked, output, cancel);
        }

        output.Write("]"u8);
        return (output.WrittenMemory, null);
    }
}
