using System.Net;
using System.Net.Sockets;
using Circles.Gateway.Hosting;

namespace Circles.Gateway.Access;

/// <summary>Reads documents of other machines, at addresses that a network's operator chose: never from inside this machine's own networks.</summary>
/// <remarks>
/// The address is checked when the connection is made, after the name was resolved, so a name that resolves to something else the second
/// time gains nothing. Redirects are not followed, answers are small, and nothing of ours is sent along: no cookie, no trace, no proxy.
/// </remarks>
internal sealed class Outside : IDisposable
{
    /// <summary>RFC 6890 and its registry: what is no place on the public internet. IPv6 has one block that is: 2000::/3.</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Those that carry an IPv4 address in them (Teredo, 6to4), and the one for documents.
            "2001::/32", "2001:db8::/32", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    private readonly IReadOnlyList<IPNetwork> allowed;
    private readonly HttpClient http;

    public Outside(Settings settings)
    {
        allowed = settings.ProviderNetworks;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            ConnectTimeout = Limits.SignIn.KeysWait,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = ConnectAsync,
        })
        {
            MaxResponseContentBufferSize = Limits.SignIn.ProviderBytesMax,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <exception cref="OutsideException">It may not be asked, or answered with something else.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached, or its answer is too large.</exception>
    public async Task<byte[]> ReadAsync(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsSafe(uri)) throw new OutsideException("its address is not one of https");
        using var answer = await http.GetAsync(uri, cancel);
        if (answer.StatusCode != HttpStatusCode.OK) throw new OutsideException($"it answered {(int)answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(cancel);
    }

    public void Dispose() => http.Dispose();

    /// <summary>A place on the public internet, or in a network that the settings name.</summary>
    public bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Any(network => network.Contains(address))) return true;
        return (address.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(address)) && !NotPublic.Any(network => network.Contains(address));
    }

    /// <summary>Unencrypted only where nothing leaves the machine, and the settings let it be asked.</summary>
    private bool IsSafe(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && IsAllowed(IPAddress.Loopback));

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext connection, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(connection.DnsEndPoint.Host, cancel);
        // A name with one address inside has no business here, whatever its others are.
        if (addresses.Length == 0 || !addresses.All(IsAllowed)) throw new OutsideException("its name leads to no address that may be asked");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, connection.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Why another machine's document was not read, for this server's operator.</summary>
internal sealed class OutsideException(string message) : Exception(message);
