using System.Collections;

namespace Circles.GraphQL.Execution;

/// <summary>Writes a response's <c>errors</c> (specification, "Errors").</summary>
internal static class ErrorWriter
{
    public static void Write(JsonBuffer output, IReadOnlyList<GraphQLError> errors)
    {
        output.WriteRaw("\"errors\":["u8);
        for (var i = 0; i < errors.Count; i++)
        {
            output.WriteSeparator(i);
            Write(output, errors[i]);
        }

        output.WriteByte((byte)']');
    }

    private static void Write(JsonBuffer output, GraphQLError error)
    {
        output.WriteRaw("{\"message\":"u8);
        output.WriteString(error.Message);
        if (error.Locations.Count > 0)
        {
            output.WriteRaw(",\"locations\":["u8);
            for (var i = 0; i < error.Locations.Count; i++)
            {
                output.WriteSeparator(i);
                output.WriteRaw("{\"line\":"u8);
                output.WriteNumber(error.Locations[i].Line);
                output.WriteRaw(",\"column\":"u8);
                output.WriteNumber(error.Locations[i].Column);
                output.WriteByte((byte)'}');
            }

            output.WriteByte((byte)']');
        }

        if (error.Path is not null)
        {
            output.WriteRaw(",\"path\":"u8);
            WriteValue(output, error.Path);
        }

        output.WriteRaw(",\"extensions\":{\"code\":"u8);
        output.WriteString(error.Code);
        foreach (var (name, value) in error.Extensions ?? new Dictionary<string, object?>())
        {
            if (name == "code")
            {
                continue; // Said already; a key stands once in an object.
            }

            output.WriteByte((byte)',');
            output.WriteString(name);
            output.WriteByte((byte)':');
            WriteValue(output, value);
        }

        output.WriteRaw("}}"u8);
    }

    private static void WriteValue(JsonBuffer output, object? value)
    {
        switch (value)
        {
            case null: output.WriteNull(); break;
            case string text: output.WriteString(text); break;
            case bool truth: output.WriteBoolean(truth); break;
            case int number: output.WriteNumber(number); break;
            case long number: output.WriteNumber(number); break;
            case double number: output.WriteNumber(number); break;
            case IEnumerable<KeyValuePair<string, object?>> entries: WriteEntries(output, entries); break;
            case IEnumerable items: WriteItems(output, items); break;
            default: output.WriteString(value.ToString()); break;
        }
    }

    private static void WriteEntries(JsonBuffer output, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        output.WriteByte((byte)'{');
        var written = 0;
        foreach (var (name, value) in entries)
        {
            output.WriteSeparator(written++);
            output.WriteString(name);
            output.WriteByte((byte)':');
            WriteValue(output, value);
        }

        output.WriteByte((byte)'}');
    }

    private static void WriteItems(JsonBuffer output, IEnumerable items)
    {
        output.WriteByte((byte)'[');
        var written = 0;
        foreach (var item in items)
        {
            output.WriteSeparator(written++);
            WriteValue(output, item);
        }

        output.WriteByte((byte)']');
    }
}
