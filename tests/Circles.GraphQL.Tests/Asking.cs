using System.Buffers;
using System.Text;
using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests;

/// <summary>Asks an engine and hands back the response as text, as a client would see it.</summary>
internal static class Asking
{
    public static string Ask(this Schema schema, string document, string? variables = null, object? context = null, string? operation = null)
    {
        var (response, _) = schema.AskAsync(document, variables, context, operation).GetAwaiter().GetResult();
        return response;
    }

    public static async Task<(string Response, ExecutionSummary Summary)> AskAsync(
        this Schema schema, string document, string? variables = null, object? context = null, string? operation = null,
        EngineOptions? options = null)
    {
        var engine = new GraphQLEngine(schema, options);
        var output = new ArrayBufferWriter<byte>();
        var summary = await engine.ExecuteAsync(
            new GraphQLRequest
            {
                Document = document,
                Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
                Context = context ?? new object(),
                OperationName = operation,
            },
            output);
        return (Encoding.UTF8.GetString(output.WrittenSpan), summary);
    }

    /// <summary>A schema whose query root has these fields.</summary>
    public static Schema SchemaOf(params Field<object>[] fields) => new(new ObjectType<object>("Query", "The root.", () => fields));
}
