namespace Circles.GraphQL.Language;

/// <summary>A document's text, and the way from an offset in it to a line and column.</summary>
public sealed class Source(string body, string name = "GraphQL request")
{
    private int[]? lineStarts;

    public string Body { get; } = body;

    public string Name { get; } = name;

    /// <summary>The line and column of <paramref name="offset"/>, both from 1; columns count UTF-16 units as the reference does.</summary>
    public SourceLocation Locate(int offset)
    {
        var starts = lineStarts ??= FindLines(Body);
        var line = Array.BinarySearch(starts, offset);
        if (line < 0)
        {
            line = ~line - 1;
        }

        return new SourceLocation(line + 1, offset - starts[line] + 1);
    }

    // Line terminators are LF, CR and CR LF (specification, "Line Terminators").
    private static int[] FindLines(string text)
    {
        List<int> starts = [0];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}

/// <summary>A place in a document; both numbers count from 1 (specification, "Errors").</summary>
public readonly record struct SourceLocation(int Line, int Column);

/// <summary>The stretch of the source that a node was read from: UTF-16 offsets, end exclusive.</summary>
public readonly record struct Span(int Start, int End);
