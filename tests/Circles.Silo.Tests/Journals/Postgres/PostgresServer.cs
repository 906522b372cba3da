using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Circles.Tests.Postgres.SharedServer))]

namespace Circles.Tests.Postgres;

/// <summary>A real PostgreSQL server of the tests' own: on a free port, in a folder of its own, gone with the tests.</summary>
/// <remarks>It runs below a shell that waits for its input to end, so it ends even when the tests' process is killed.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Owner = "circles_owner", Service = "circles_service";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("circles-postgres-").FullName;
    private readonly string settings;
    private Process? shell;
    private int databases;

    private PostgresServer(string settings) => this.settings = settings;

    public int Port { get; } = FreePort();

    /// <summary>The data directory.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <param name="settings">As the command line takes them: <c>-c fsync=off</c>.</param>
    public static async Task<PostgresServer> StartAsync(string settings = "")
    {
        var server = new PostgresServer(settings);
        // initdb refuses to run as root.
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", server.folder);
        Run("sh", "-c", server.AsPostgres($"{Program("initdb")} -D {server.Data} -U postgres -A trust -E UTF8 --no-locale -N >/dev/null"));
        await server.StartAgainAsync();
        foreach (var role in (string[])[Owner, Service]) await server.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        return server;
    }

    /// <summary>Starts it again over the same folder and port, after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            shell = Process.Start(new ProcessStartInfo("sh", ["-c", AsPostgres(
                $"{Program("postgres")} -D {Data} -p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
                + $"-c max_connections=300 -c shared_buffers=32MB {settings} >>{folder}/log 2>&1 & server=$!; exec 2>/dev/null; "
                + "(cat; kill -QUIT $server) <&3 & watcher=$!; wait $server; kill $watcher")])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
            })!;
            // After a kill the old server's processes may still be ending: then the new one does not start, and is started once more.
            while (!shell.HasExited)
            {
                if (await AnswersAsync(patience.Token)) return;
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>An orderly stop: sessions are ended, what is committed is kept.</summary>
    public Task StopAsync() => EndAsync("-INT");

    /// <summary>SIGKILL for the server and all its sessions.</summary>
    public Task KillAsync() => EndAsync("-KILL");

    /// <summary>A new empty database with its two roles' connection strings.</summary>
    public async Task<(string Owner, string Service)> CreateDatabaseAsync()
    {
        var name = $"circles_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {Owner}");
        return (ConnectionTo(name, Owner), ConnectionTo(name, Service));
    }

    public string ConnectionTo(string database, string role) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={role};Maximum Pool Size=20";

    /// <summary>Lets callers in from addresses beside the machine's own, without a password as those.</summary>
    /// <param name="addresses">As <c>pg_hba.conf</c> takes them: <c>198.51.100.2/32</c>.</param>
    public async Task LetInAsync(string addresses)
    {
        await File.AppendAllTextAsync(Path.Combine(Data, "pg_hba.conf"), $"host all all {addresses} trust\n");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>As the superuser.</summary>
    public async Task<object?> ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(database, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (shell is { HasExited: false })
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync().WaitAsync(Patience);
        }

        shell?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Program(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        // Debian keeps the server's programs beside the path, one folder for each version.
        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return folders.Concat(versions.OrderDescending().Select(version => Path.Combine(version, "bin")))
                .Select(path => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"PostgreSQL's {name} is not installed: apt-get install postgresql.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string AsPostgres(string script) =>
        Environment.IsPrivilegedProcess ? $"exec 3<&0; cd {folder}; exec runuser -u postgres -- sh -c '{script}'" : $"exec 3<&0; {script}";

    private async Task EndAsync(string signal)
    {
        var id = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        // The sessions of a killed server would go on until they notice: a power cut ends them at the same moment.
        if (signal == "-KILL") Run("sh", "-c", $"kill -STOP {id}; pkill -KILL -P {id}; kill -KILL {id}");
        else Run("kill", signal, id);
        await shell!.WaitForExitAsync().WaitAsync(Patience);
        shell.Dispose();
        shell = null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres", "postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        var said = string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }
}

/// <summary>The one server that most tests share, started by the first that asks and stopped after the last test.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.StartAsync());

    public static Task<PostgresServer> Started => Server.Value;

    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated) await (await Server.Value).DisposeAsync();
    }
}
