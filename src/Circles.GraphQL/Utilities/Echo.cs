using System.Text;

namespace Circles.GraphQL.Utilities;

/// <summary>A value in a message, cut at <see cref="Limits.EchoMax"/>; what is cut ends in an ellipsis.</summary>
internal static class Echo
{
    public static string Of(string text) => text.Length <= Limits.EchoMax ? text : Cut(text.AsSpan());

    public static string Of(StringBuilder text) => text.Length <= Limits.EchoMax ? text.ToString() : Cut(text.ToString(0, Limits.EchoMax + 1));

    // Never between the halves of a surrogate pair.
    private static string Cut(ReadOnlySpan<char> text)
    {
        var length = char.IsHighSurrogate(text[Limits.EchoMax - 1]) ? Limits.EchoMax - 1 : Limits.EchoMax;
        return string.Concat(text[..length], "…");
    }
}
