namespace Circles.GraphQL.Language;

/// <summary>Writes a syntax tree back as text, in the reference's layout.</summary>
public static class Printer
{
    internal static string Shown(ValueNode value) => value.ToString() ?? "";
}
