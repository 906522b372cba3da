using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Circles.Gateway.Access;

/// <summary>The keys that trusted providers sign with: fetched when they are needed, kept, and fetched anew when they may have changed.</summary>
/// <remarks>
/// A provider is asked once at a time and not again for <see cref="Limits.SignIn.KeysRefetchWait"/>, however many tokens with unknown keys
/// arrive. While it cannot be reached, the keys that it had are good for <see cref="Limits.SignIn.KeysKept"/>. Source: OpenID Connect
/// Discovery 1.0, sections 3 and 4.
/// </remarks>
internal sealed class IssuerKeys(Outside outside, TimeProvider time, ILogger<IssuerKeys> log)
{
    private readonly ConcurrentDictionary<string, Provider> providers = new(StringComparer.Ordinal);

    /// <param name="issuer">One that a network trusts.</param>
    /// <returns>Null when it has no such key, or cannot be asked within <see cref="Limits.SignIn.KeysWait"/>.</returns>
    public async ValueTask<JsonWebKey?> FindAsync(string issuer, string kid, CancellationToken cancel)
    {
        var provider = providers.GetOrAdd(issuer, static _ => new Provider());
        var now = time.GetUtcNow();
        provider.UsedAt = now;
        if (providers.Count > Limits.SignIn.ProvidersMax) Forget();
        var kept = provider.Kept;
        var known = kept is not null && now - kept.At < Limits.SignIn.KeysKept ? kept.Keys.GetValueOrDefault(kid) : null;
        if (known is not null && now - kept!.At < Limits.SignIn.KeysFresh) return known;
        var isAsked = TryAsk(provider, issuer, now, out var asked);
        // Keys that are only a little old serve on while they are fetched anew.
        if (known is not null) return known;
        try
        {
            if (isAsked) await asked.WaitAsync(Limits.SignIn.KeysWait, time, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }

        return provider.Kept is { } fetched && now - fetched.At < Limits.SignIn.KeysKept ? fetched.Keys.GetValueOrDefault(kid) : null;
    }

    /// <param name="asked">The question that is on its way, or a new one.</param>
    /// <returns>False when the provider was asked a moment ago.</returns>
    private bool TryAsk(Provider provider, string issuer, DateTimeOffset now, out Task asked)
    {
        using (provider.Gate.EnterScope())
        {
            var isOver = provider.Asked.IsCompleted;
            if (isOver && provider.AskedAt is { } at && now - at < Limits.SignIn.KeysRefetchWait)
            {
                asked = provider.Asked;
                return false;
            }

            if (isOver) (provider.AskedAt, provider.Asked) = (now, FetchAsync(provider, issuer));
            asked = provider.Asked;
            return true;
        }
    }

    /// <summary>Never fails: what goes wrong is told to the operator, and the keys stay as they were.</summary>
    private async Task FetchAsync(Provider provider, string issuer)
    {
        await Task.Yield();
        using var patience = new CancellationTokenSource(Limits.SignIn.KeysWait, time);
        try
        {
            var discovery = JsonSerializer.Deserialize<Discovery>(
                await outside.ReadAsync($"{issuer.TrimEnd('/')}/.well-known/openid-configuration", patience.Token));
            if (discovery is not { issuer: { } named, jwks_uri: { } place } || !string.Equals(named, issuer, StringComparison.Ordinal))
                throw new OutsideException("its discovery document names another issuer, or no keys");
            var keys = KeysIn(System.Text.Encoding.UTF8.GetString(await outside.ReadAsync(place, patience.Token)));
            provider.Kept = new Kept(keys, time.GetUtcNow());
            log.LogInformation("Fetched {Count} keys of the issuer {Issuer}", keys.Count, issuer);
        }
        catch (Exception e)
        {
            // The reason is ours or the network's, never a text that the provider sent.
            var why = (e as OutsideException ?? e.InnerException as OutsideException)?.Message ?? e.GetType().Name;
            log.LogWarning("The keys of the issuer {Issuer} could not be fetched: {Why}", issuer, why);
        }
    }

    /// <summary>Those that sign with an algorithm we take, by their names. A name that two keys have is neither's.</summary>
    private static FrozenDictionary<string, JsonWebKey> KeysIn(string json) => new JsonWebKeySet(json).Keys
        .Where(key => key.Kid is { Length: > 0 } && key.Use is null or "" or "sig" && IsStrong(key))
        .Take(Limits.SignIn.KeysMax)
        .GroupBy(key => key.Kid, StringComparer.Ordinal)
        .Where(same => same.Count() == 1)
        .ToFrozenDictionary(same => same.Key, same => same.Single(), StringComparer.Ordinal);

    private static bool IsStrong(JsonWebKey key) =>
        key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve || (key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.KeySize >= Limits.SignIn.RsaBitsMin);

    private void Forget()
    {
        foreach (var (issuer, _) in providers.OrderBy(pair => pair.Value.UsedAt).Take(Limits.SignIn.ProvidersMax / 4)) providers.TryRemove(issuer, out _);
    }

    /// <summary>What is read of a provider's configuration; the names are OpenID Connect's.</summary>
    private sealed record Discovery(string? issuer, string? jwks_uri);

    private sealed record Kept(FrozenDictionary<string, JsonWebKey> Keys, DateTimeOffset At);

    private sealed class Provider
    {
        public readonly Lock Gate = new();

        private volatile Kept? kept;

        public Kept? Kept
        {
            get => kept;
            set => kept = value;
        }

        public Task Asked { get; set; } = Task.CompletedTask;

        public DateTimeOffset? AskedAt { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
