using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Circles.Gateway.Hosting;

/// <summary>What an operator decides before the start.</summary>
/// <param name="DataPath">Full path of the folder of the journals.</param>
/// <param name="BootstrapToken">The operator's token at the first start; null has one made.</param>
/// <param name="Demo">Whether an empty data folder gets the demo network.</param>
/// <param name="PacksPath">Full path of the folder of process packs.</param>
/// <param name="DemoPath">Full path of the demo network's files.</param>
/// <param name="Batching">Whether one body may hold several requests.</param>
/// <param name="Limits">The limits that are not as the constants say.</param>
/// <param name="Database">The PostgreSQL database of the journals; null keeps them in the data folder.</param>
/// <param name="MasterKey">Null is a file in the data folder.</param>
public sealed record Settings(
    string DataPath,
    string? BootstrapToken,
    bool Demo,
    string PacksPath,
    string DemoPath,
    bool Batching,
    LimitSettings Limits,
    DatabaseSettings? Database,
    MasterKeySettings? MasterKey = null)
{
    public const string DefaultDataPath = "data";

    /// <summary>Networks beside the public internet in which providers of identities may be.</summary>
    public IReadOnlyList<IPNetwork> ProviderNetworks { get; init; } = [];

    /// <summary>Proxies in front of the server, which tell the caller's address in <c>X-Forwarded-For</c>.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>What a verb of the command line finds: the settings file beside the server and the environment.</summary>
    /// <exception cref="StartException">One of them cannot be used; the message says which.</exception>
    public static Settings Read() => Read(new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build());

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
            LimitSettings.Read(circles.GetSection("Limits")),
            DatabaseOf(Given(circles["Journal"]) ?? "sqlite", configuration),
            MasterKeyOf(Given(circles["MasterKeyFile"]), Given(circles["MasterKey"])))
        {
            ProviderNetworks = NetworksIn(circles["ProviderNetworks"], "ProviderNetworks"),
            Proxies = NetworksIn(circles["Proxies"], "Proxies"),
        };
    }

    private static MasterKeySettings? MasterKeyOf(string? file, string? text) => (file, text) switch
    {
        (null, null) => null,
        (not null, not null) => throw new StartException("Both Circles:MasterKeyFile and Circles:MasterKey are set: name one of them."),
        _ => new MasterKeySettings(file is null ? null : Path.GetFullPath(file), text),
    };

    private static DatabaseSettings? DatabaseOf(string journal, IConfiguration configuration) => journal.ToLowerInvariant() switch
    {
        "sqlite" => null,
        "postgres" => new DatabaseSettings(
            Given(configuration.GetConnectionString("Journal"))
                ?? throw new StartException("ConnectionStrings:Journal is missing: Circles:Journal=postgres keeps the journals there."),
            Given(configuration.GetConnectionString("JournalOwner"))),
        _ => throw new StartException("Circles:Journal is neither sqlite nor postgres."),
    };

    private static bool Demanded(IConfigurationSection circles, string name) =>
        Given(circles[name]) is { } text
        && (bool.TryParse(text, out var value) ? value : throw new StartException($"Circles:{name} is neither true nor false."));

    /// <summary>Addresses and ranges, with commas or spaces between them.</summary>
    private static IReadOnlyList<IPNetwork> NetworksIn(string? text, string name) =>
    [
        .. (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(one =>
            IPNetwork.TryParse(one, out var network) ? network
            : IPAddress.TryParse(one, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new StartException($"Circles:{name} holds {one}, which is no address and no range such as 10.0.0.0/8.")),
    ];

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

/// <param name="Service">Npgsql's connection string of the role that serves.</param>
/// <param name="Owner">Of the role that owns the tables: with it they are upgraded at the start; null leaves that to a verb.</param>
public sealed record DatabaseSettings(string Service, string? Owner);

/// <summary>Where the master keys are: in a file, which is read again when a new key is put into it, or in a text.</summary>
public sealed record MasterKeySettings(string? File, string? Text);

/// <summary>Why the server cannot start, in one line for its operator.</summary>
public sealed class StartException(string message) : Exception(message);
