using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Circles.Gateway.Tests;

/// <summary>The program itself, from its first line to an orderly stop.</summary>
public sealed class Running_as_a_process
{
    private const string Person = "Canaria-Person";

    [Fact]
    public async Task prints_the_token_once_serves_and_stops_in_order_when_asked_to()
    {
        await using var process = new Running([]);
        var (address, token) = await process.PrintedAsync();
        using var answer = await AskAsync(address, token, "{ __typename }");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        Assert.Equal(0, await process.StopAsync());
        // The token stands in what was printed, and in no line of the log.
        Assert.All(process.Lines.Where(line => line.StartsWith('{')), line => Assert.DoesNotContain(token, line, StringComparison.Ordinal));
        Assert.Contains(process.Lines, line => line.StartsWith('{'));
        Assert.Empty(process.Errors);
    }

    [Fact]
    public async Task tells_a_collector_of_operations_and_never_of_people_or_tokens()
    {
        await using var collector = await Collector.StartAsync();
        await using var process = new Running(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "circles-under-test",
        });
        var (address, token) = await process.PrintedAsync();
        using var founded = await AskAsync(
            address, token, "mutation FoundIt { createNetwork(input: { slug: \"one\", name: \"One\", languages: [\"en\"], timeZone: \"Europe/Warsaw\" }) { errors { code } } }");
        using var registered = await AskAsync(
            address, token, $"mutation RegisterSomebody {{ registerPerson(input: {{ name: \"{Person}\", email: \"canary@example.org\" }}) {{ person {{ name }} errors {{ code }} }} }}");
        Assert.Contains(Person, await registered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await process.StopAsync());

        var (traces, metrics, logs) = (collector.Sent("/v1/traces"), collector.Sent("/v1/metrics"), collector.Sent("/v1/logs"));
        Assert.Contains("mutation RegisterSomebody", traces, StringComparison.Ordinal);
        Assert.Contains("graphql.operation.type", traces, StringComparison.Ordinal);
        Assert.Contains("circles-under-test", traces, StringComparison.Ordinal);
        Assert.Contains("circles.gateway.operation.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("circles.silo.commits", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("Application started", logs, StringComparison.Ordinal);
        foreach (var sent in new[] { traces, metrics, logs })
            foreach (var canary in new[] { Person, "canary@example.org", token }) Assert.DoesNotContain(canary, sent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(string address, string token, string query)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var request = Gateway.Post(System.Text.Json.JsonSerializer.Serialize(new { query }), token: token);
        return await http.SendAsync(request);
    }

    /// <summary>The gateway's own process in Production, with a data folder of its own.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly Process process;
        private readonly TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Running(Dictionary<string, string> environment)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Circles.Gateway.dll"), "--urls=http://127.0.0.1:0"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Gateway.NewFolder(),
            };
            start.Environment["DOTNET_ENVIRONMENT"] = "Production";
            start.Environment["Circles__Limits__LeaveWait"] = "00:00:00";
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
            foreach (var (name, value) in environment) start.Environment[name] = value;
            process = new Process { StartInfo = start, EnableRaisingEvents = true };
            process.OutputDataReceived += (_, line) => Take(line.Data);
            process.ErrorDataReceived += (_, line) =>
            {
                if (line.Data is not null) Errors.Enqueue(line.Data);
            };
            process.Exited += (_, _) => opened.TrySetException(new InvalidOperationException($"It ended: {string.Join('\n', Errors)}"));
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<string> Errors { get; } = new();

        public async Task<(string Address, string Token)> PrintedAsync()
        {
            var line = await opened.Task.WaitAsync(TimeSpan.FromMinutes(1));
            var parts = line["Open ".Length..].Split("/#token=");
            return (parts[0], parts[1]);
        }

        public async Task<int> StopAsync()
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        private void Take(string? line)
        {
            if (line is null) return;
            Lines.Enqueue(line);
            if (line.StartsWith("Open http", StringComparison.Ordinal)) opened.TrySetResult(line);
        }
    }

    /// <summary>Takes what an OpenTelemetry exporter sends, as bytes: a text in them is a text that left the server.</summary>
    private sealed class Collector(WebApplication app, ConcurrentQueue<(string Path, string Text)> sent) : IAsyncDisposable
    {
        public string Address => app.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var made = builder.Build();
            var sent = new ConcurrentQueue<(string, string)>();
            made.Urls.Add("http://127.0.0.1:0");
            made.MapFallback(async (HttpContext http) =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                sent.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
                http.Response.ContentType = new MediaTypeHeaderValue("application/x-protobuf").ToString();
            });
            await made.StartAsync();
            return new Collector(made, sent);
        }

        public string Sent(string path) => string.Concat(sent.Where(one => one.Path == path).Select(one => one.Text));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
