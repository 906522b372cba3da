namespace Circles.Grains.Kernel;

/// <summary>Why a command was not done: a value, not an exception.</summary>
/// <param name="Code">Public and for good, in upper snake case: <c>CIRCLE_FULL</c>.</param>
/// <param name="Template">The English sentence with <c>{0}</c> places; other languages keep theirs by code.</param>
/// <param name="Values">What goes into the places, in order.</param>
/// <param name="Path">The input field at fault, from the input's root (<c>members.0.person</c>); empty when it is no one field.</param>
/// <param name="Retryable">Whether the same request can succeed later without a change by the caller.</param>
/// <param name="About">A text of a process pack that stands in place <c>{0}</c>, since it has languages of its own.</param>
public sealed record Refusal(string Code, string Template, [Sealed] ValueList<string> Values, string Path, bool Retryable, Texts? About = null)
{
    /// <summary>The sentence in English.</summary>
    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, Template, [.. Values]);

    /// <summary>The same refusal, said of one input field.</summary>
    public Refusal At(string path) => this with { Path = path };

    public static Refusal Of(string code, FormattableString message, string path = "", bool retryable = false) =>
        new(code, message.Format, message.GetArguments().Select(Print).ToValueList(), path, retryable);

    private static string Print(object? value) =>
        value is IFormattable formattable
            ? formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture)
            : value?.ToString() ?? "";
}
