using System.Net;
using Circles.Gateway.Streams;
using Microsoft.Playwright;

namespace Circles.Gateway.Tests;

public sealed class The_GraphiQL_page
{
    [Fact]
    public async Task runs_a_query_with_the_token_of_its_address_and_breaks_no_policy()
    {
        await using var gateway = await Gateway.WithNetworksAsync("first");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var told = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") told.Add(message.Text);
        };
        page.PageError += (_, error) => told.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(gateway.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                told.Add($"left the server: {request.Url}");
        };

        await page.GotoAsync($"{gateway.Address}#token={Gateway.OperatorToken}&network=first");
        await page.GetByRole(AriaRole.Button, new() { Name = "Execute query (Ctrl-Enter)" }).ClickAsync();
        await page.Locator(".result-window").GetByText("Network first").WaitForAsync();
        Assert.Equal(gateway.Address.ToString(), page.Url);
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "graphiql.png") });
        Assert.Empty(told);
    }

    [Fact]
    public async Task follows_a_subscription_until_it_is_stopped()
    {
        await using var gateway = await Gateway.WithNetworksAsync("first");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var told = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") told.Add(message.Text);
        };
        page.PageError += (_, error) => told.Add(error);
        await page.GotoAsync($"{gateway.Address}#token={Gateway.OperatorToken}&network=first");
        // A second tab, for tabs have names: what was typed has been read when the tab is called like it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add tab" }).ClickAsync();
        await page.Locator(".graphiql-query-editor .CodeMirror").ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync("subscription Feed { activity(after: \"0\") { what changes { value } } }");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Feed" }).WaitForAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        var result = page.Locator(".result-window");
        await result.GetByText("network.founded.1").WaitForAsync();
        foreach (var name in new[] { "Ana", "Ben" })
        {
            await gateway.DataAsync($"mutation {{ registerPerson(input: {{ name: \"{name}\" }}) {{ errors {{ code }} }} }}", network: "first");
            await result.GetByText($"\"{name}\"").WaitForAsync();
        }

        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "graphiql-subscription.png") });
        var seats = gateway.Services.GetRequiredService<Seats>();
        Assert.Equal(1, seats.Of("first"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop query (Ctrl-Enter)" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Execute query (Ctrl-Enter)" }).WaitForAsync();
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); seats.Of("first") > 0;)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "The server still follows.");
            using var live = await gateway.Http.GetAsync("/health/live");
        }

        Assert.Empty(told);
    }

    [Fact]
    public async Task asks_for_a_token_when_it_has_none()
    {
        await using var gateway = await Gateway.WithNetworksAsync("first");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(gateway.Address.ToString());
        await page.GetByText("Enter a token.").WaitForAsync();
        await page.GetByLabel("Token").FillAsync("nobodys-token");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use", Exact = true }).ClickAsync();
        await page.GetByText("This token is not known here.").WaitForAsync();
        await page.GetByLabel("Token").FillAsync(Gateway.OperatorToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Execute query (Ctrl-Enter)" }).ClickAsync();
        await page.Locator(".result-window").GetByText("Network first").WaitForAsync();
    }

    [Fact]
    public async Task is_served_with_a_strict_policy_and_without_a_token()
    {
        await using var gateway = await Gateway.StartAsync();
        using var answer = await gateway.Http.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("default-src 'none'; script-src 'self'; ", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain(Gateway.OperatorToken, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task says_what_is_missing_when_the_build_had_no_Node()
    {
        await using var gateway = await Gateway.StartAsync(more: $"--Circles:PagePath={await FolderWithoutGraphiqlAsync()}");
        using var answer = await gateway.Http.GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("GraphiQL is not part of this build", page, StringComparison.Ordinal);
        Assert.Contains("Node.js", page, StringComparison.Ordinal);
    }

    private static string Chromium => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private static async Task<string> FolderWithoutGraphiqlAsync()
    {
        var folder = Gateway.NewFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot")))
            await File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(file)), await File.ReadAllBytesAsync(file));
        return folder;
    }
}
