using System.Text;

namespace Circles.GraphQL.Language;

/// <summary>The value of a block string and the way back (specification, "BlockStringValue").</summary>
internal static class BlockString
{
    // A single line longer than this gets lines of its own; the reference's choice.
    private const int OneLineMax = 70;

    /// <summary>Takes the common indentation and the blank lines at both ends away.</summary>
    public static string Value(string raw)
    {
        var lines = Lines(raw);
        var common = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = Indent(lines[i]);
            if (indent == lines[i].Length)
            {
                continue;
            }

            first = first < 0 ? i : first;
            last = i;
            if (i > 0)
            {
                common = Math.Min(common, indent);
            }
        }

        var text = new StringBuilder(raw.Length);
        for (var i = Math.Max(first, 0); i <= last; i++)
        {
            if (i > first)
            {
                text.Append('\n');
            }

            text.Append(i == 0 ? lines[i] : lines[i].AsSpan(Math.Min(common, lines[i].Length)));
        }

        return text.ToString();
    }

    /// <summary>The value between triple quotes, on lines of its own where that reads better.</summary>
    public static string Print(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = Lines(escaped);
        var single = lines.Length == 1;
        var leadingLine = !single && lines.Skip(1).All(line => line.Length == 0 || line[0] is ' ' or '\t');
        var trailingTriple = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var trailingLine = (value.EndsWith('"') && !trailingTriple) || value.EndsWith('\\');
        var spread = !single || value.Length > OneLineMax || trailingLine || leadingLine || trailingTriple;

        var text = new StringBuilder("\"\"\"");
        if ((spread && !(single && value is [' ' or '\t', ..])) || leadingLine)
        {
            text.Append('\n');
        }

        text.Append(escaped);
        if (spread || trailingLine)
        {
            text.Append('\n');
        }

        return text.Append("\"\"\"").ToString();
    }

    /// <summary>Whether <see cref="Value"/> gives back exactly <paramref name="value"/> after <see cref="Print"/>.</summary>
    public static bool CanPrint(string value)
    {
        foreach (var unit in value)
        {
            if (unit is (< ' ' and not '\t' and not '\n') or '\x7f')
            {
                return false;
            }
        }

        // Several lines are printed with a leading line break, after which the first line's indentation counts too.
        return Value(value) == value && (!value.Contains('\n', StringComparison.Ordinal) || Value("\n" + value) == value);
    }

    private static string[] Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static int Indent(string line)
    {
        var count = line.AsSpan().IndexOfAnyExcept(' ', '\t');
        return count < 0 ? line.Length : count;
    }
}
