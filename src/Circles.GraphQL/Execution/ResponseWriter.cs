using System.Buffers;
using System.Text.Json;

namespace Circles.GraphQL.Execution;

/// <summary>Puts a response together (specification, "Response Format"): errors first, then data, then extensions.</summary>
internal static class ResponseWriter
{
    private const int BeforeErrors = 10; // {"errors":

    /// <summary>The array of errors in a response with errors; empty in one without.</summary>
    public static ReadOnlyMemory<byte> ErrorsIn(ReadOnlyMemory<byte> json, int errorsLength) =>
        errorsLength == 0 ? default : json.Slice(BeforeErrors, errorsLength);

    public static Outcome Write(
        GraphQLRequest request, IReadOnlyList<GraphQLError>? errors, ReadOnlySpan<byte> data, ExecutionSummary summary, int costMax,
        IBufferWriter<byte> output)
    {
        var tellsCost = request.TellCost || request.CostOnly;
        if (errors is null && !tellsCost && request.WriteExtensions is null)
        {
            output.Write("{\"data\":"u8);
            output.Write(data);
            output.Write("}"u8);
            return new Outcome(summary, 0, "{\"data\":"u8.Length + data.Length);
        }

        using var frame = new JsonBuffer();
        var (errorsLength, beforeData) = (0, 0);
        frame.WriteByte((byte)'{');
        if (errors is not null)
        {
            ErrorWriter.Write(frame, errors);
            errorsLength = frame.Length - BeforeErrors;
        }

        if (!data.IsEmpty)
        {
            frame.WriteRaw(errors is null ? "\"data\":"u8 : ",\"data\":"u8);
            output.Write(frame.Written);
            output.Write(data);
            beforeData = frame.Length;
            frame.Truncate(0);
        }

        var answerLength = beforeData + data.Length + frame.Length;
        if (request.WriteExtensions is null && tellsCost)
        {
            WriteCost(frame, summary.Cost, costMax);
        }
        else if (request.WriteExtensions is not null)
        {
            frame.WriteRaw(",\"extensions\":"u8);
            frame.WriteObjectWith(writer =>
            {
                if (tellsCost)
                {
                    WriteCost(writer, summary.Cost, costMax);
                }

                request.WriteExtensions.Invoke(writer, summary);
            });
        }

        frame.WriteByte((byte)'}');
        output.Write(frame.Written);
        return new Outcome(summary, errorsLength, answerLength);
    }

    // The extension that nearly every answer has, without a writer of its own.
    private static void WriteCost(JsonBuffer frame, int cost, int max)
    {
        frame.WriteRaw(",\"extensions\":{\"cost\":{\"requested\":"u8);
        frame.WriteNumber(cost);
        frame.WriteRaw(",\"max\":"u8);
        frame.WriteNumber(max);
        frame.WriteRaw("}}"u8);
    }

    private static void WriteCost(Utf8JsonWriter writer, int cost, int max)
    {
        writer.WriteStartObject("cost"u8);
        writer.WriteNumber("requested"u8, cost);
        writer.WriteNumber("max"u8, max);
        writer.WriteEndObject();
    }
}

/// <param name="Summary">For the host.</param>
/// <param name="ErrorsLength">Bytes of the array of errors, brackets included; 0 without errors.</param>
/// <param name="AnswerLength">Bytes before the extensions, or before the closing brace where there are none.</param>
internal readonly record struct Outcome(ExecutionSummary Summary, int ErrorsLength, int AnswerLength);
