using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Circles.Conventions;

namespace Circles.Scenarios;

/// <summary>The real gateway in a process of its own, as an operator runs it.</summary>
public sealed class Server : IAsyncDisposable
{
    public const string OperatorToken = "an-operators-token-for-the-scenarios";

    /// <summary>A start on a busy machine; far beyond it something is wrong.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output;

    private Server(Process process, StringBuilder output, Uri address)
    {
        this.process = process;
        this.output = output;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What the process has written so far, errors included.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>Starts the gateway and waits until it says that it is ready.</summary>
    public static async Task<Server> StartAsync(string dataPath, bool demo = false)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var (process, output) = Run(["--urls", address.ToString().TrimEnd('/')], dataPath, demo);
        var server = new Server(process, output, address);
        using var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Assert.False(process.HasExited, $"The server did not start:\n{server.Output}");
            Assert.True(waited.Elapsed < Patience, $"The server is not ready:\n{server.Output}");
            try
            {
                using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.StatusCode == HttpStatusCode.OK) return server;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
                await Task.Yield();
            }
        }
    }

    /// <summary>Runs the gateway's command line to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(string dataPath, params string[] arguments)
    {
        var (process, output) = Run(arguments, dataPath, demo: false);
        using (process)
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
            lock (output) return (process.ExitCode, output.ToString());
        }
    }

    public Caller As(string token, string? network = null) => new(Address, token, network);

    /// <summary>As an operator stops it: SIGTERM, and time to finish.</summary>
    public async Task StopAsync()
    {
        if (!process.HasExited) Assert.Equal(0, Signal(process.Id, 15));
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>SIGKILL: no time for anything.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static (Process Process, StringBuilder Output) Run(IEnumerable<string> arguments, string dataPath, bool demo)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.FullPath("src/Circles.Gateway"),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Circles.Gateway.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Circles__Limits__LeaveWait"] = "00:00:00";
        start.Environment["Circles__DataPath"] = dataPath;
        start.Environment["Circles__Demo"] = demo ? "true" : "false";
        start.Environment["Circles__Bootstrap__Token"] = OperatorToken;
        var written = new StringBuilder();
        var started = new Process { StartInfo = start };
        started.OutputDataReceived += Keep;
        started.ErrorDataReceived += Keep;
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return (started, written);

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (written) written.AppendLine(line.Data);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
