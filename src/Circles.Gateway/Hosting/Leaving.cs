using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Hosting;

/// <summary>When the server stops: at once on SIGINT and SIGQUIT, and on SIGTERM after <c>LeaveWait</c>.</summary>
/// <remarks>
/// A proxy goes on sending requests until it has heard that this server takes no more. So a server asked to leave first says that it is
/// not ready and asks for its connections to be ended, and serves on; then it takes nothing new and finishes what runs. A second signal
/// stops it at once.
/// </remarks>
internal sealed class Leaving(IHostApplicationLifetime host, GatewayLimits limits, TimeProvider time, ILogger<Leaving> log)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly CancellationTokenSource stopped = new();
    private int begun;

    public bool HasBegun => Volatile.Read(ref begun) != 0;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, LeaveAsync)));
        foreach (var atOnce in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            signals.Add(PosixSignalRegistration.Create(atOnce, signal => Take(signal, StopNowAsync)));
        host.ApplicationStarted.Register(() => log.LogInformation("Application started"));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref begun, 1);
        await stopped.CancelAsync();
    }

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
        stopped.Dispose();
    }

    /// <summary>The runtime would end the process when the handler returns.</summary>
    private static void Take(PosixSignalContext signal, Func<Task> answer)
    {
        signal.Cancel = true;
        _ = Task.Run(answer);
    }

    private async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref begun, 1) == 0 && limits.LeaveWait > TimeSpan.Zero)
        {
            log.LogInformation("Not ready any more: stopping in {Wait}", limits.LeaveWait);
            await Task.Delay(limits.LeaveWait, time, stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        host.StopApplication();
    }

    private Task StopNowAsync()
    {
        Volatile.Write(ref begun, 1);
        host.StopApplication();
        return Task.CompletedTask;
    }
}

/// <summary>Registers it, and has it heard by those who keep connections.</summary>
internal static class LeavingSetup
{
    public static void AddLeaving(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Leaving>();
        builder.Services.AddSingleton<IHostLifetime>(services => services.GetRequiredService<Leaving>());
    }

    /// <summary>A connection that ends with its answer takes no request that comes too late. HTTP/2 has a word of its own for it.</summary>
    public static void UseLeaving(this WebApplication app)
    {
        var leaving = app.Services.GetRequiredService<Leaving>();
        app.Use((http, next) =>
        {
            if (leaving.HasBegun && HttpProtocol.IsHttp11(http.Request.Protocol) && StringValues.IsNullOrEmpty(http.Request.Headers.Upgrade))
                http.Response.Headers.Connection = "close";
            return next(http);
        });
    }
}
