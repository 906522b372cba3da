using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Circles.Gateway.FairUse;
using Circles.Gateway.Http;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.SignIn;
using Circles.Schema;
using Circles.Silo;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Circles.Gateway.Access;

/// <summary>POST /oauth/token: a client's secret for an access token that works for an hour.</summary>
/// <remarks>
/// The network is named as everywhere, by header or host. Whatever is wrong with the client, its secret or the network is told alike.
/// Sources: RFC 6749, sections 2.3.1, 3.3, 4.4 and 5.
/// </remarks>
internal sealed class TokenEndpoint(Door door, Strangers strangers, TimeProvider time)
{
    public const string Path = "/oauth/token";

    private const string Form = "application/x-www-form-urlencoded";
    private const string Basic = "Basic ";

    public async Task HandleAsync(HttpContext http)
    {
        var answer = await AnswerAsync(http.Request, http.RequestAborted);
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        if (answer.Wait is { } wait) response.Headers.RetryAfter = HttpError.Whole(wait);
        // Section 5.2: a client that came by a header is told which header there is.
        if (answer.Status == StatusCodes.Status401Unauthorized && http.Request.Headers.Authorization.Count > 0)
            response.Headers.WWWAuthenticate = "Basic realm=\"Circles\"";
        await response.WriteAsJsonAsync(answer.Body, Entries, http.RequestAborted);
    }

    private static readonly JsonSerializerOptions Entries = new();

    private async Task<Answer> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals(Form, StringComparison.OrdinalIgnoreCase) != true)
            return Answer.No(400, "invalid_request", $"The body must be {Form}.");
        var (body, refused) = await RequestBody.ReadAsync(request, Limits.SignIn.TokenRequestBytesMax, cancel);
        if (body is null) return Answer.No(refused!.Status, "invalid_request", refused.Message);
        Dictionary<string, StringValues> form;
        using (body) form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Bytes.Span));
        if (form.Values.Any(value => value.Count > 1)) return Answer.No(400, "invalid_request", "A parameter must not be sent twice.");
        var (shown, fault) = Shown(request.Headers.Authorization, form);
        if (fault is not null) return Answer.No(400, "invalid_request", fault);
        if (Text(form, "grant_type") is not { } grant) return Answer.No(400, "invalid_request", "The parameter grant_type is missing.");
        if (grant != "client_credentials") return Answer.No(400, "unsupported_grant_type", "The grant_type here is client_credentials.");

        var credentials = Credentials.Of(request);
        var network = await door.NetworkOfAsync(credentials, cancel);
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (network is null || Find(network.Current, shown, now) is not { } secret) return Turn(credentials.Address, shown.Client);
        return await FetchAsync(network, secret, Text(form, "scope"), cancel);
    }

    private async Task<Answer> FetchAsync(INetwork network, Secret secret, string? asked, CancellationToken cancel)
    {
        var grants = network.Current.Clients[secret.Client].Grants.ToDictionary(Scope, StringComparer.Ordinal);
        var names = (asked ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!names.All(grants.ContainsKey)) return NoScope;
        var token = $"circles_access_{TokenSecret.New()}";
        var command = new SignInCommand.FetchToken(secret.Id, TokenSecret.Hash(token), names.Select(name => grants[name]).ToValueList());
        var envelope = time.Ask(command, new Actor.Program(secret.Client));
        var fetched = await network.SendAsync(envelope, cancel);
        if (!fetched.Decision.IsRefused)
        {
            var made = fetched.State.Secrets[secret.Id].Tokens.Single(one => one.Hash == command.Hash);
            return new Answer(200, new()
            {
                ["access_token"] = token,
                ["token_type"] = "Bearer",
                ["expires_in"] = (int)(made.ExpiresAt - envelope.At).TotalSeconds,
                ["scope"] = string.Join(' ', made.Scopes.Select(Scope).Order(StringComparer.Ordinal)),
            });
        }

        var why = fetched.Decision.Refusals[0];
        return why.Code == SignInErrors.ScopeNotGranted("").Code ? NoScope
            : why.Retryable ? Answer.No(429, "temporarily_unavailable", why.Message) with { Wait = TimeSpan.FromMinutes(1) }
            : Answer.NoClient;
    }

    private static Answer NoScope => Answer.No(400, "invalid_scope", "The client or its secret was not granted this scope.");

    private Answer Turn(IPAddress? address, string client) =>
        strangers.TurnClient(address, client) is { } tooMany
            ? Answer.No(tooMany.Status, "temporarily_unavailable", tooMany.Message) with { Wait = tooMany.Wait }
            : Answer.NoClient;

    /// <summary>The client's good secret that was shown. Takes as long for a wrong one, and for a client that is not there.</summary>
    private static Secret? Find(NetworkState state, (string Client, string Secret) shown, Instant now)
    {
        var hash = Encoding.ASCII.GetBytes(TokenSecret.Hash(shown.Secret));
        Secret? found = null;
        var client = Id<Client>.TryParse(shown.Client, out var id) ? id : default;
        foreach (var secret in state.SecretsByClient.GetValueOrDefault(client, []).Select(one => state.Secrets[one]).Where(one => one.IsGoodAt(now)))
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(secret.Hash))) found = secret;
        return found;
    }

    /// <summary>By the header or in the body, and not both.</summary>
    private static ((string Client, string Secret) Shown, string? Fault) Shown(StringValues authorization, Dictionary<string, StringValues> form)
    {
        var (client, secret) = (Text(form, "client_id"), Text(form, "client_secret"));
        if (authorization.Count == 0)
            return client is null || secret is null ? (default, "The client shows client_id and client_secret, by HTTP Basic or in the body.") : ((client, secret), null);
        if (authorization is not [{ } header] || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) || header.Length > Limits.TokenMax * 2)
            return (default, "The header Authorization must be Basic.");
        if (secret is not null) return (default, "The client shows its secret by HTTP Basic or in the body, not both.");
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length)
            || Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var name, var password]) return (default, "The header Authorization cannot be read.");
        name = WebUtility.UrlDecode(name);
        return client is not null && client != name ? (default, "The client_id is told twice, and not the same.") : ((name, WebUtility.UrlDecode(password)), null);
    }

    private static string? Text(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out var value) && value is [{ Length: > 0 } text] ? text : null;

    /// <summary>A grant as a scope is written: <c>reader</c>, <c>regional_admin:PL51</c>.</summary>
    private static string Scope(Grant grant) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName($"{grant.Role}") + (grant.Region is { } region ? $":{Uri.EscapeDataString(region)}" : "");

    private sealed record Answer(int Status, Dictionary<string, object> Body)
    {
        public static readonly Answer NoClient = No(401, "invalid_client", "No client of this network has such a secret.");

        public TimeSpan? Wait { get; init; }

        public static Answer No(int status, string error, string description) =>
            new(status, new() { ["error"] = error, ["error_description"] = description });
    }
}

/// <summary>Maps the endpoint.</summary>
internal static class TokenSetup
{
    public static void MapTokens(this WebApplication app) =>
        app.MapPost(TokenEndpoint.Path, (HttpContext http, TokenEndpoint endpoint) => endpoint.HandleAsync(http));
}
