using System.Net;
using System.Net.Sockets;
using Circles.Gateway.Hosting;
using Circles.Gateway.Http;

namespace Circles.Gateway.FairUse;

/// <summary>Those who show no good credential: each address may fail so often, and then slowly.</summary>
/// <remarks>
/// A good credential passes however many bad ones came from the same address: behind one address may be many people, and whoever
/// could lock them out by failing would have a weapon. Tokens and secrets hold 256 random bits, which no speed of guessing finds.
/// </remarks>
internal sealed class Strangers(TimeProvider time, GatewayLimits limits)
{
    private readonly Buckets<IPAddress> byAddress = new(time, Limits.FairUse.AddressesMax, Failures(limits));
    private readonly Buckets<string> byClient = new(time, Limits.FairUse.ClientsMax, Failures(limits));

    /// <summary>Counts a failure.</summary>
    /// <returns>The answer to it: the one that was meant, or that there were too many.</returns>
    public HttpError Turn(IPAddress? address, HttpError meant) => Told(byAddress.Take(Place(address), 1)) ?? meant;

    /// <summary>Counts a failure with a client's name.</summary>
    /// <returns>How long to wait when there were too many.</returns>
    public HttpError? TurnClient(IPAddress? address, string client)
    {
        var (here, there) = (byAddress.Take(Place(address), 1), byClient.Take(client, 1));
        return Told(here > there ? here : there);
    }

    private static Flow Failures(GatewayLimits limits) => new(limits.FailuresOfAddress, limits.FailuresOfAddressPerMinute / 60.0);

    private static HttpError? Told(TimeSpan wait) => wait == TimeSpan.Zero ? null : HttpErrors.RateLimited(wait);

    /// <summary>An IPv6 address is one of 2^64 that its owner has: they are one place.</summary>
    private static IPAddress Place(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
