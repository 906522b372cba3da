using Circles.Gateway.Hosting;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Registry;
using Circles.Schema;
using Circles.Silo;

namespace Circles.Gateway.Access;

/// <summary>
/// The platform's own stream: founded at the very first start, with a token for its operator. Each start registers new networks.
/// </summary>
internal sealed class Bootstrap(INetworks networks, Settings settings, TimeProvider time)
{
    private bool needsToken;

    /// <summary>Founds the stream, and issues the token that the settings name. A second start finds both there.</summary>
    public async Task FoundAsync()
    {
        var found = new NetworkCommand.Found(Slug.Platform, "Platform", ["en"], "Etc/UTC");
        INetwork platform;
        try
        {
            platform = await networks.OpenAsync(Slug.Platform);
        }
        catch (NetworkUnknownException)
        {
            await networks.FoundAsync(Slug.Platform, Ask(found));
            platform = await networks.OpenAsync(Slug.Platform);
        }

        await RegisterAsync(platform);
        if (!platform.Current.Tokens.IsEmpty) return;
        if (settings.BootstrapToken is { } token) await IssueAsync(token);
        else needsToken = true;
    }

    /// <summary>Registers networks that came into the store another way: from an archive, or by a version without a registry.</summary>
    private async Task RegisterAsync(INetwork platform)
    {
        var registered = platform.Current.RegisteredBySlug;
        ValueList<string> missing = [.. (await networks.SlugsAsync()).Where(slug => !registered.ContainsKey(slug))];
        if (!missing.IsEmpty) await platform.SendAsync(Ask(new RegistryCommand.Register(missing)));
    }

    /// <summary>Makes a token and prints it, once the address is known that it is for. Printed, never logged: logs are kept.</summary>
    public async Task TellAsync(string address, TextWriter output)
    {
        if (!needsToken) return;
        needsToken = false;
        var token = TokenSecret.New();
        if (!await IssueAsync(token)) return;
        await output.WriteLineAsync($"""

            The operator's token, shown this once: {token}
            Open {address.TrimEnd('/')}/#token={token}

            """);
        await output.FlushAsync();
    }

    /// <summary>One key for all nodes: however many of them start over a new database, it gets one token.</summary>
    /// <returns>False when another node was first, with a token of its own.</returns>
    private async Task<bool> IssueAsync(string token)
    {
        var hash = TokenSecret.Hash(token);
        var platform = await networks.OpenAsync(Slug.Platform);
        var issued = await platform.SendAsync(Ask(new AccessCommand.IssueToken(Actor.Operator, "First start", hash, ExpiresAt: null)) with
        {
            Key = new IdempotencyKey("first-start", hash),
        });
        if (!issued.Decision.IsRefused) return true;
        if (!issued.State.Tokens.IsEmpty) return false;
        throw new StartException(issued.Decision.Refusals[0].Message);
    }

    private Envelope Ask(Command command) => time.Ask(command, Actor.Operator);
}
