namespace Circles.Gateway.Tests;

public sealed class What_is_logged
{
    private static readonly string[] Canaries = ["Canaria-Person", "canary@example.org", "Canary-Organisation", "canary-token-not-good"];

    [Fact]
    public async Task holds_no_name_no_address_and_no_token()
    {
        var written = new Written();
        await using (var gateway = await Gateway.StartAsync(
            token: null,
            logs: logging => logging.ClearProviders().AddProvider(written).SetMinimumLevel(LogLevel.Trace).AddFilter<Written>(null, LogLevel.Debug)))
        {
            var token = gateway.Printed.Split("#token=")[1].Trim();
            using var founded = await gateway.AskAsync(
                "mutation { createNetwork(input: { slug: \"canary\", name: \"Canary-Organisation\", languages: [\"en\"], timeZone: \"Europe/Warsaw\" }) { errors { code } } }",
                token: token);
            using var registered = await gateway.AskAsync(
                "mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { name } errors { code } } }",
                new { input = new { name = "Canaria-Person", email = "canary@example.org" } },
                token: token);
            Assert.Contains("Canaria-Person", await registered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var refused = await gateway.AskAsync("{ person(reference: \"Canaria-Person\") { id } }", token: "canary-token-not-good");
            using var invalid = await gateway.AskAsync("{ canary(name: \"Canaria-Person\") }", token: token);
            using var page = await gateway.Http.GetAsync("/");

            Assert.NotEmpty(written.Lines);
            Assert.DoesNotContain(written.Lines, line => line.Contains(token, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(written.Lines, line => Canaries.Any(canary => line.Contains(canary, StringComparison.OrdinalIgnoreCase)));
    }
}
