using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.Http;
using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Streams;

/// <summary>
/// What a socket's first request told, and what the payload of <c>connection_init</c> adds: browsers set no headers on sockets, so it
/// may hold those of the same names.
/// </summary>
/// <remarks>
/// There are no cookies here, so a page of another origin has nothing to misuse. Should a proxy add a token to what passes through, a
/// page of another origin must not get it: for such a page only the token in the payload counts, which it must know itself.
/// </remarks>
internal sealed class Handshake(HttpRequest request)
{
    private readonly Credentials shown =
        IsForeign(request) ? Credentials.Of(request) with { Authorization = default } : Credentials.Of(request);

    private readonly StringValues acceptLanguage = request.Headers.AcceptLanguage;

    private readonly StringValues atLeast = request.Headers[AtLeast.Header];

    public string Language => Languages.Choose(acceptLanguage);

    public Credentials With(JsonElement? payload) => shown with
    {
        Authorization = Entry(payload, "Authorization") ?? shown.Authorization,
        Network = Entry(payload, Door.NetworkHeader) ?? shown.Network,
    };

    public string LanguageOf(JsonElement? payload) => Languages.Choose(Entry(payload, "Accept-Language") ?? acceptLanguage);

    public StringValues AtLeastIn(JsonElement? payload) => Entry(payload, AtLeast.Header) ?? atLeast;

    /// <summary>A text of this name in any case, as headers have theirs.</summary>
    private static StringValues? Entry(JsonElement? payload, string name)
    {
        if (payload is not { } entries) return null;
        foreach (var entry in entries.EnumerateObject())
            if (entry.Value.ValueKind == JsonValueKind.String && entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return entry.Value.GetString();
        return null;
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.Count > 0
        && !(Uri.TryCreate(request.Headers.Origin[0], UriKind.Absolute, out var origin)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
