using System.Globalization;

namespace Circles.Gateway.Tests;

/// <summary>A network namespace of its own for a gateway, with one line to its callers and one to its database, which can be cut.</summary>
/// <remarks>The addresses are of 198.18.0.0/15, kept by RFC 2544 for tests of networks.</remarks>
internal sealed class Link : IDisposable
{
    private const string Here = "198.18.77.1", There = "198.18.77.2", Database = "198.18.77.5", ToDatabase = "198.18.77.6";

    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"circles{Environment.ProcessId}");

    public Link()
    {
        Shell.NeedsRoot("cut a line of the machine");
        Ip("netns", "add", name);
        try
        {
            Join(Front, Here, There, "front");
            Join(Back, Database, ToDatabase, "back");
            Ip("-n", name, "link", "set", "lo", "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where a gateway inside listens for callers outside.</summary>
    public string ServerAddress => There;

    /// <summary>Where a database outside listens for what is inside.</summary>
    public string DatabaseAddress => Database;

    /// <summary>The addresses that what is inside has for the database, in PostgreSQL's form.</summary>
    public string DatabaseCallers => ToDatabase + "/32";

    /// <summary>The program that runs another one inside, with its arguments.</summary>
    public string[] Inside => ["ip", "netns", "exec", name];

    // A device's name has at most 15 characters.
    private string Front => string.Create(CultureInfo.InvariantCulture, $"cf{Environment.ProcessId}");

    private string Back => string.Create(CultureInfo.InvariantCulture, $"cb{Environment.ProcessId}");

    /// <summary>Nothing reaches the database any more, and nobody is told.</summary>
    public void Cut() => Ip("link", "set", Back, "down");

    public void Heal() => Ip("link", "set", Back, "up");

    /// <summary>The devices go with the namespace that holds their other ends.</summary>
    public void Dispose()
    {
        foreach (var device in (string[])[Front, Back])
            if (Directory.Exists($"/sys/class/net/{device}"))
                Ip("link", "del", device);
        Ip("netns", "del", name);
    }

    private static void Ip(params string[] arguments) => Shell.Run("ip", arguments);

    private void Join(string device, string here, string there, string inside)
    {
        Ip("link", "add", device, "type", "veth", "peer", "name", inside, "netns", name);
        Ip("addr", "add", $"{here}/30", "dev", device);
        Ip("link", "set", device, "up");
        Ip("-n", name, "addr", "add", $"{there}/30", "dev", inside);
        Ip("-n", name, "link", "set", inside, "up");
    }
}
