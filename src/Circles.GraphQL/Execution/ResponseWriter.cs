using System.Buffers;

namespace Circles.GraphQL.Execution;

/// <summary>Puts a response together (specification, "Response Format"): errors first, then data, then extensions.</summary>
internal static class ResponseWriter
{
    private const int BeforeErrors = 10; // {"errors":

    /// <summary>The array of errors in a response with errors.</summary>
    public static ReadOnlyMemory<byte> ErrorsIn(ReadOnlyMemory<byte> json, int errorsLength) =>
        errorsLength == 0 ? default : json.Slice(BeforeErrors, errorsLength);

    /// <returns>The summary, completed by what only writing tells.</returns>
    public static ExecutionSummary Write(
        GraphQLRequest request, IReadOnlyList<GraphQLError>? errors, JsonBuffer? data, ExecutionSummary summary, IBufferWriter<byte> output)
    {
        if (errors is null && request.WriteExtensions is null)
        {
            output.Write("{\"data\":"u8);
            output.Write(data!.Written);
            output.Write("}"u8);
            return summary with { AnswerLength = "{\"data\":"u8.Length + data.Length };
        }

        using var response = new JsonBuffer();
        var errorsLength = 0;
        response.WriteByte((byte)'{');
        if (errors is not null)
        {
            ErrorWriter.Write(response, errors);
            errorsLength = response.Length - BeforeErrors;
        }

        if (data is not null)
        {
            response.WriteRaw(errors is null ? "\"data\":"u8 : ",\"data\":"u8);
            response.WriteRaw(data.Written);
        }

        var answerLength = response.Length;
        if (request.WriteExtensions is { } write)
        {
            response.WriteRaw(",\"extensions\":"u8);
            response.WriteObjectWith(writer => write(writer, summary));
        }

        response.WriteByte((byte)'}');
        output.Write(response.Written);
        return summary with { ErrorsLength = errorsLength, AnswerLength = answerLength };
    }
}
