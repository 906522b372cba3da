using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Circles.Gateway.Tests.SignIn;

/// <summary>RFC 6749, as far as client credentials go.</summary>
public sealed class A_clients_secret(Doors doors) : IClassFixture<Doors>
{
    [Fact]
    public async Task is_given_for_an_access_token_of_an_hour()
    {
        var client = await doors.RegisterClientAsync();
        var (_, secret) = await doors.AddSecretAsync(client);
        using var answer = await doors.FetchAsync(client, secret);
        var json = await Gateway.JsonOf(answer);
        Assert.Equal((HttpStatusCode.OK, "Bearer", 3600, "reader"), (
            answer.StatusCode, json.GetProperty("token_type").GetString(), json.GetProperty("expires_in").GetInt32(), json.GetProperty("scope").GetString()));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("no-cache", answer.Headers.Pragma.ToString());
        var token = doors.Secret(json.GetProperty("access_token").GetString()!);
        var seen = await doors.Gateway.DataAsync("{ viewer { actor { client { id name } } } }", network: "first", token: token);
        Assert.Equal(client, seen.GetProperty("viewer").GetProperty("actor").GetProperty("client").GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(token, "second"));
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(token[..^1]));
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(secret));
    }

    [Fact]
    public async Task may_be_shown_in_the_body()
    {
        var client = await doors.RegisterClientAsync();
        var (_, secret) = await doors.AddSecretAsync(client);
        using var answer = await doors.PostAsync(new() { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        doors.Secret((await Gateway.JsonOf(answer)).GetProperty("access_token").GetString()!);
    }

    [Fact]
    public async Task is_kept_as_a_hash_and_told_with_its_last_use()
    {
        var client = await doors.RegisterClientAsync();
        var (id, secret) = await doors.AddSecretAsync(client);
        const string Query = "query ($id: ID!) { node(id: $id) { ... on ClientSecret { label lastUsedAt expiresAt revokedAt scopes { role } } } }";
        Assert.Equal(JsonValueKind.Null, (await doors.Gateway.DataAsync(Query, new { id }, "first")).GetProperty("node").GetProperty("lastUsedAt").ValueKind);
        await doors.AccessAsync(client, secret);
        Assert.Equal(doors.Time.GetUtcNow(), (await doors.Gateway.DataAsync(Query, new { id }, "first")).GetProperty("node").GetProperty("lastUsedAt").GetDateTimeOffset());
        var history = await doors.Gateway.DataAsync("query ($id: ID!) { history(of: $id, first: 10) { nodes { what changes { field } } } }", new { id }, "first");
        Assert.DoesNotContain("hash", history.GetRawText(), StringComparison.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(doors.Gateway.DataPath, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret)));
        }
    }

    [Fact]
    public async Task is_changed_for_another_while_both_work()
    {
        var client = await doors.RegisterClientAsync();
        var (first, old) = await doors.AddSecretAsync(client);
        var (_, next) = await doors.AddSecretAsync(client);
        var (before, after) = (await doors.AccessAsync(client, old), await doors.AccessAsync(client, next));
        await doors.DoAsync("revokeSecret", new { secret = first });
        using var refused = await doors.FetchAsync(client, old);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await doors.KnockAsync(before), await doors.KnockAsync(after)));
        await doors.AccessAsync(client, next);
    }

    [Fact]
    public async Task gives_no_more_than_the_scopes_that_it_and_the_request_name()
    {
        var client = await doors.RegisterClientAsync(new object[] { new { role = "READER" }, new { role = "NETWORK_OPERATOR" } });
        var (_, wide) = await doors.AddSecretAsync(client);
        var (_, narrow) = await doors.AddSecretAsync(client, new[] { new { role = "READER" } });
        Assert.Equal("2", await GrantsAsync(await doors.AccessAsync(client, wide)));
        Assert.Equal("READER", await GrantsAsync(await doors.AccessAsync(client, wide, "reader")));
        Assert.Equal("READER", await GrantsAsync(await doors.AccessAsync(client, narrow)));
        foreach (var scope in new[] { "network_operator", "admin", "reader network_operator" })
        {
            using var refused = await doors.FetchAsync(client, narrow, scope: scope);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (refused.StatusCode, await ErrorOf(refused)));
        }
    }

    [Fact]
    public async Task that_is_wrong_is_told_alike_whatever_is_wrong()
    {
        var client = await doors.RegisterClientAsync();
        var (id, secret) = await doors.AddSecretAsync(client);
        var other = await doors.RegisterClientAsync(network: "second");
        await doors.DoAsync("revokeSecret", new { secret = id });
        var (_, ended) = await doors.AddSecretAsync(client, expiresAt: doors.Time.GetUtcNow().AddMinutes(1));
        doors.Time.Advance(TimeSpan.FromMinutes(2));
        var answers = new HashSet<string>(StringComparer.Ordinal);
        (string Client, string Secret, string Network)[] wrong =
        [
            (client, secret, "first"), (client, ended, "first"), (client, "wrong", "first"), (client, secret[..^1], "first"), ("cli_00000000000000000000000007", "x", "first"),
            ("nobody", "x", "first"), (other, "x", "first"), (client, secret, "second"), (client, secret, "absent"), (client, Gateway.OperatorToken, "platform"),
        ];
        foreach (var (name, shown, network) in wrong)
        {
            using var answer = await doors.FetchAsync(name, shown, network);
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.StatusCode, await ErrorOf(answer)));
            Assert.Equal("Basic", answer.Headers.WwwAuthenticate.Single().Scheme);
            answer.Headers.Remove("Date");
            answers.Add($"{answer.Headers}{await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Single(answers);
    }

    public static TheoryData<string, Dictionary<string, string>, string?> Faulty => new()
    {
        { "invalid_request", new() { ["client_id"] = "a", ["client_secret"] = "b" }, null },
        { "invalid_request", new() { ["grant_type"] = "client_credentials" }, null },
        { "invalid_request", new() { ["grant_type"] = "client_credentials", ["client_id"] = "a" }, null },
        { "invalid_request", new() { ["grant_type"] = "client_credentials", ["client_secret"] = "b" }, "YTpi" },
        { "invalid_request", new() { ["grant_type"] = "client_credentials", ["client_id"] = "other" }, "YTpi" },
        { "invalid_request", new() { ["grant_type"] = "client_credentials" }, "?" },
        { "invalid_request", new() { ["grant_type"] = "client_credentials" }, "YWI=" },
        { "unsupported_grant_type", new() { ["grant_type"] = "password", ["client_id"] = "a", ["client_secret"] = "b" }, null },
        { "unsupported_grant_type", new() { ["grant_type"] = "authorization_code", ["client_id"] = "a", ["client_secret"] = "b" }, null },
    };

    [Theory, MemberData(nameof(Faulty))]
    public async Task in_a_request_that_cannot_be_read_is_told_by_a_code(string error, Dictionary<string, string> form, string? basic)
    {
        using var answer = await doors.PostAsync(form, basic is null ? null : new AuthenticationHeaderValue("Basic", basic));
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.StatusCode, await ErrorOf(answer)));
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&grant_type=client_credentials&client_id=a&client_secret=b", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "%%%=%zz&&&=", HttpStatusCode.BadRequest)]
    public async Task in_a_body_of_another_kind_is_refused(string type, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        using var answer = await doors.Gateway.Http.PostAsync("/oauth/token", content);
        Assert.Equal((status, "invalid_request"), (answer.StatusCode, await ErrorOf(answer)));
        using var large = new StringContent(new string('a', 9_000), MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        using var refused = await doors.Gateway.Http.PostAsync("/oauth/token", large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        using var got = await doors.Gateway.Http.GetAsync("/oauth/token");
        Assert.InRange((int)got.StatusCode, 404, 405);
    }

    private async Task<string> GrantsAsync(string token)
    {
        var grants = (await doors.Gateway.DataAsync("{ viewer { grants { role } } }", network: "first", token: token)).GetProperty("viewer").GetProperty("grants");
        return grants.GetArrayLength() == 1 ? grants[0].GetProperty("role").GetString()! : $"{grants.GetArrayLength()}";
    }

    private static async Task<string?> ErrorOf(HttpResponseMessage answer) => (await Gateway.JsonOf(answer)).GetProperty("error").GetString();
}
