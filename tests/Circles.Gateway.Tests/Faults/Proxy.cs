using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Circles.Gateway.Tests;

/// <summary>A real nginx before gateways that come and go, told of them as an ingress controller tells it.</summary>
/// <remarks>It runs below a shell that waits for its input to end, so it ends even when the tests' process is killed.</remarks>
internal sealed class Proxy : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Gateway.NewFolder();
    private readonly int port = FreePort();
    private readonly Process shell;
    private int generation;

    private Proxy(IEnumerable<GatewayProcess> servers)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        Write(servers);
        var start = new ProcessStartInfo("sh", ["-c", $"exec 3<&0; nginx -c {Settings} & server=$!; (cat <&3; kill -TERM $server) & wait $server"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        shell = Process.Start(start)!;
    }

    public Uri Address { get; }

    private string Settings => Path.Combine(folder, "nginx.conf");

    public static async Task<Proxy> StartAsync(params GatewayProcess[] servers)
    {
        var proxy = new Proxy(servers);
        await proxy.HeardAsync();
        return proxy;
    }

    /// <summary>Sends what comes from here on to these servers. Requests on their way to another are finished there.</summary>
    public async Task SendToAsync(params IEnumerable<GatewayProcess> servers)
    {
        Write(servers);
        Shell.Run("nginx", "-c", Settings, "-s", "reload");
        await HeardAsync();
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync().WaitAsync(Patience);
        shell.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <remarks>
    /// What nginx may send to the next server is only what reached none: it repeats no POST that it has sent. Its own callers get a
    /// connection for each request, because it drops idle ones when it is told of other servers.
    /// </remarks>
    private void Write(IEnumerable<GatewayProcess> servers)
    {
        generation++;
        var folders = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(of => $"{of}_temp_path {folder}/{of};\n"));
        File.WriteAllText(Settings, $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            pid {{folder}}/pid;
            error_log {{folder}}/errors;
            worker_processes 1;
            events { worker_connections 512; }
            http {
              access_log off;
              {{folders}}
              map $http_upgrade $connection_kind { default upgrade; '' ''; }
              upstream circles {
                {{string.Join('\n', servers.Select(server => $"server {server.Http.BaseAddress!.Authority};"))}}
                keepalive 16;
              }
              server {
                listen 127.0.0.1:{{port}};
                keepalive_timeout 0;
                location = /generation { return 200 "{{generation}}"; }
                location / {
                  proxy_pass http://circles;
                  proxy_http_version 1.1;
                  proxy_set_header Host $host;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_kind;
                  proxy_connect_timeout 5s;
                  proxy_next_upstream error timeout;
                }
              }
            }
            """);
    }

    /// <summary>Until it answers by the settings written last.</summary>
    private async Task HeardAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(shell.HasExited, "nginx ended; its errors stand above.");
            try
            {
                if (await http.GetStringAsync("/generation", patience.Token) == generation.ToString(CultureInfo.InvariantCulture)) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
