using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Circles.Gateway.Tests;

/// <summary>The gateway's own process in Production, which a test may kill.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> printed = [];

    private GatewayProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts a server, and waits until it is ready.</summary>
    public static Task<GatewayProcess> ServeAsync(params (string Name, string Value)[] environment) => ServeAsync("127.0.0.1", [], environment);

    /// <param name="host">The address that it listens on.</param>
    /// <param name="under">The program that runs it, with its arguments; none is the test's own surroundings.</param>
    public static async Task<GatewayProcess> ServeAsync(string host, string[] under, params (string Name, string Value)[] environment)
    {
        var address = $"http://{host}:{FreePort()}";
        var server = new GatewayProcess(Start([$"--urls={address}"], environment, under), new Uri(address));
        server.process.OutputDataReceived += (_, line) => server.Note(line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Note(line.Data);
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            Assert.False(server.process.HasExited, string.Join('\n', server.printed));
            try
            {
                using var answer = await server.Http.GetAsync("/health/ready", patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return server;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(string verb, params (string Name, string Value)[] environment) =>
        RunAsync([verb], environment);

    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string[] arguments, params (string Name, string Value)[] environment)
    {
        using var verbs = Start(arguments, environment);
        var (output, errors) = (verbs.StandardOutput.ReadToEndAsync(), verbs.StandardError.ReadToEndAsync());
        await verbs.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (verbs.ExitCode, await output, await errors);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM, as an orchestrator stops it.</summary>
    public void Leave() => Shell.Run("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));

    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(string[] arguments, (string Name, string Value)[] environment, string[]? under = null)
    {
        string[] all = [.. under ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "Circles.Gateway.dll"), .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Gateway.NewFolder(),
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        // No proxy needs to hear of it.
        start.Environment["Circles__Limits__LeaveWait"] = "00:00:00";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Note(string? line)
    {
        if (line is not null)
            lock (printed)
                printed.Add(line);
    }
}
