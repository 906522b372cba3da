using System.Net;
using Circles.Gateway.Http;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Registry;
using Circles.Silo;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Circles.Gateway.Access;

/// <summary>Who asks, and of which network.</summary>
internal sealed record Visitor(INetwork Network, Actor Actor);

/// <summary>What a request shows at the door.</summary>
/// <param name="Authorization">As the header of this name.</param>
/// <param name="Network">As the header <c>Circles-Network</c>.</param>
/// <param name="Host">Without its port.</param>
internal sealed record Credentials(StringValues Authorization, StringValues Network, string Host)
{
    public static Credentials Of(HttpRequest request) =>
        new(request.Headers.Authorization, request.Headers[Door.NetworkHeader], request.Host.Host);
}

/// <summary>Lets a request in or turns it away. Every request is looked up anew, so a revoked token is dead at once.</summary>
/// <remarks>
/// Without a good token the answer is the same, whatever network is named and whether there is such a network. What the visitor may
/// see and do inside is the domain's matter.
/// </remarks>
internal sealed class Door(INetworks networks, TimeProvider time)
{
    public const string NetworkHeader = "Circles-Network";

    /// <returns>The visitor, or the error that turns the request away.</returns>
    /// <exception cref="SiloException">The network is there and cannot be opened now.</exception>
    public ValueTask<(Visitor? Visitor, HttpError? Refused)> EnterAsync(HttpRequest request, CancellationToken cancel) =>
        EnterAsync(Credentials.Of(request), cancel);

    /// <inheritdoc cref="EnterAsync(HttpRequest, CancellationToken)"/>
    public async ValueTask<(Visitor? Visitor, HttpError? Refused)> EnterAsync(Credentials shown, CancellationToken cancel)
    {
        if (BearerToken.HashIn(shown.Authorization) is not { } hash) return (null, HttpErrors.Unauthenticated);
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var platform = await networks.OpenAsync(Slug.Platform, cancel);
        var runsPlatform = BearerOf(platform.Current, hash, now) is Actor.PlatformOperator;

        var (slug, count) = await NameAsync(shown, cancel);
        var standing = slug is null ? NetworkStanding.Active : StandingOf(platform.Current, slug);
        if (standing == NetworkStanding.Closed) return (null, runsPlatform ? HttpErrors.NetworkClosed : HttpErrors.Unauthenticated);
        var network = slug is null ? null : await TryOpenAsync(slug, cancel);
        if (network is not null && (runsPlatform ? Actor.Operator : BearerOf(network.Current, hash, now)) is { } actor)
            return runsPlatform || standing == NetworkStanding.Active
                ? (new Visitor(network, actor), null)
                : (null, HttpErrors.NetworkSuspended);
        if (!runsPlatform) return (null, HttpErrors.Unauthenticated);
        if (slug is not null) return (null, HttpErrors.NetworkUnknown);
        // Before the first network there is only the platform itself: from there the first one is founded.
        return count == 0 ? (new Visitor(platform, Actor.Operator), null) : (null, HttpErrors.NetworkRequired);
    }

    /// <summary>One that is not registered yet was founded a moment ago.</summary>
    private static NetworkStanding StandingOf(NetworkState platform, string slug) =>
        platform.RegisteredBySlug.TryGetValue(slug, out var id) ? platform.Registered[id].Standing : NetworkStanding.Active;

    /// <summary>The header's network, else the host's, else the only one there is.</summary>
    /// <returns>The slug, or null with the number of networks there are.</returns>
    private async ValueTask<(string? Slug, int Count)> NameAsync(Credentials shown, CancellationToken cancel)
    {
        var header = shown.Network;
        // Several headers name no one network; a name that no network can have says so further on.
        if (header.Count > 0) return (header.Count == 1 ? header[0] : "", 0);
        var slugs = await networks.SlugsAsync(cancel);
        if (HostLabel(shown.Host) is { } label && slugs.Contains(label, StringComparer.Ordinal)) return (label, slugs.Count);
        return (slugs.Count == 1 ? slugs[0] : null, slugs.Count);
    }

    private static string? HostLabel(string host) =>
        host.Length == 0 || IPAddress.TryParse(host, out _) || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? null
            : host.Split('.', 2)[0].ToLowerInvariant();

    private async ValueTask<INetwork?> TryOpenAsync(string slug, CancellationToken cancel)
    {
        try
        {
            return await networks.OpenAsync(slug, cancel);
        }
        catch (NetworkUnknownException)
        {
            return null;
        }
    }

    /// <summary>Whom a good token speaks for, as long as that person or program exists.</summary>
    private static Actor? BearerOf(NetworkState state, string hash, Instant now) =>
        state.TokenByHash.TryGetValue(hash, out var id) && state.Tokens[id] is var token && token.IsGoodAt(now)
            ? token.Bearer switch
            {
                Actor.Member member => state.People.ContainsKey(member.Person) ? member : null,
                Actor.Program program => state.Clients.ContainsKey(program.Client) ? program : null,
                // Only the platform's own stream speaks for its operator.
                Actor.PlatformOperator operates => state.Network?.Slug == Slug.Platform ? operates : null,
                _ => null,
            }
            : null;
}

/// <summary>Registers what lets requests in.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Bootstrap>();
        builder.Services.AddSingleton<Door>();
    }
}
