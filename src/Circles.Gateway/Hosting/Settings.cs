using System.Diagnostics.CodeAnalysis;

namespace Circles.Gateway.Hosting;

/// <summary>What an operator decides before the start.</summary>
/// <param name="DataPath">Full path of the folder of the journals.</param>
/// <param name="BootstrapToken">The operator's token at the first start; null has one made.</param>
/// <param name="Demo">Whether an empty data folder gets the demo network.</param>
/// <param name="PacksPath">Full path of the folder of process packs.</param>
/// <param name="DemoPath">Full path of the demo network's files.</param>
/// <param name="Batching">Whether one body may hold several requests.</param>
/// <param name="Limits">The limits that are not as the constants say.</param>
public sealed record Settings(
    string DataPath, string? BootstrapToken, bool Demo, string PacksPath, string DemoPath, bool Batching, LimitSettings Limits)
{
    public const string DefaultDataPath = "data";

    /// <exception cref="StartException">One of them cannot be used; the message says which.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var circles = configuration.GetSection("Circles");
        var demo = Demanded(circles, "Demo");
        return new Settings(
            Path.GetFullPath(Given(circles["DataPath"]) ?? DefaultDataPath),
            Bootstrap(Given(circles["Bootstrap:Token"])),
            demo,
            Path.GetFullPath(Given(circles["PacksPath"]) ?? Path.Combine(AppContext.BaseDirectory, "packs")),
            Path.GetFullPath(Given(circles["DemoPath"]) ?? Path.Combine(AppContext.BaseDirectory, "samples", "demo")),
            Demanded(circles, "Batching"),
            LimitSettings.Read(circles.GetSection("Limits")));
    }

    private static bool Demanded(IConfigurationSection circles, string name) =>
        Given(circles[name]) is { } text
        && (bool.TryParse(text, out var value) ? value : throw new StartException($"Circles:{name} is neither true nor false."));

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Given(string? text) => text is "" ? null : text;

    private static string? Bootstrap(string? token) => token switch
    {
        null => null,
        { Length: < Gateway.Limits.BootstrapTokenMin } => throw new StartException(
            $"Circles:Bootstrap:Token is too short to be safe: it needs at least {Gateway.Limits.BootstrapTokenMin} characters."),
        { Length: > Gateway.Limits.TokenMax } => throw new StartException(
            $"Circles:Bootstrap:Token is too long: at most {Gateway.Limits.TokenMax} characters."),
        _ when token.Any(character => character is <= ' ' or > '~') => throw new StartException(
            "Circles:Bootstrap:Token holds characters that do not fit into a header: use letters, digits and signs of ASCII."),
        _ when token.Distinct().Count() < 4 => throw new StartException(
            "Circles:Bootstrap:Token can be guessed: it repeats the same few characters."),
        _ => token,
    };
}

/// <summary>Why the server cannot start, in one line for its operator.</summary>
public sealed class StartException(string message) : Exception(message);
