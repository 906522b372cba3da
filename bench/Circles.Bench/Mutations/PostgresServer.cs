using System.Diagnostics;
using System.Globalization;
using Circles.Silo.Journals.Postgres;
using Npgsql;

namespace Circles.Bench.Mutations;

/// <summary>A PostgreSQL server of our own in a folder, with its own settings: every commit waits for the disk.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Installed = "/usr/lib/postgresql/15/bin";
    private const int ConnectionsMax = 300;

    private readonly string data;

    private PostgresServer(string data) => this.data = data;

    /// <summary>Over the socket in its folder, which is faster than TCP.</summary>
    public string ConnectionString => $"Host={data};Username=bench;Database=postgres;Max Auto Prepare=10";

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("circles-bench-postgres-").FullName;
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", folder);
        await AsItsUserAsync("initdb", "-D", folder, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        var options = string.Create(
            CultureInfo.InvariantCulture, $"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections={ConnectionsMax}");
        await AsItsUserAsync("pg_ctl", "start", "-w", "-D", folder, "-l", Path.Combine(folder, "log"), "-o", options);
        var server = new PostgresServer(folder);
        AppDomain.CurrentDomain.ProcessExit += server.Stop;
        return server;
    }

    /// <summary>Makes the journal's tables and the service's role.</summary>
    /// <returns>The service's connection string.</returns>
    public async Task<string> MigrateAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            await connection.OpenAsync();
            await using var role = new NpgsqlCommand("CREATE ROLE circles LOGIN", connection);
            await role.ExecuteNonQueryAsync();
        }

        var service = $"Host={data};Username=circles;Database=postgres";
        await PostgresMigrations.RunAsync(ConnectionString, service);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        await AsItsUserAsync("pg_ctl", "stop", "-w", "-m", "fast", "-D", data);
        Directory.Delete(data, recursive: true);
    }

    private void Stop(object? sender, EventArgs e) => AsItsUserAsync("pg_ctl", "stop", "-m", "immediate", "-D", data).GetAwaiter().GetResult();

    private static Task AsItsUserAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Installed, program);
        if (!File.Exists(path)) path = program;
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // A server that pg_ctl starts keeps what it inherits: its output goes to the log, ours is not waited for.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
