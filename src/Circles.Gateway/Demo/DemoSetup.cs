using System.Text.Json;
using Circles.Gateway.Hosting;
using Circles.Gateway.Http;
using Circles.Silo;

namespace Circles.Gateway.Demo;

/// <summary>Loads the demo network beside the running server, when it is asked for and the data folder holds no network.</summary>
internal static class DemoSetup
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DemoProgress>();
        builder.Services.AddSingleton<DemoMutations>();
        builder.Services.AddHostedService<Load>();
    }

    private sealed class Load(
        Settings settings, INetworks networks, DemoMutations mutations, DemoProgress progress, TimeProvider time, IHostApplicationLifetime lifetime,
        ILogger<Load> log) : BackgroundService
    {
        /// <summary>Stands in the data folder while the network is being loaded, so that a start after a crash takes it up again.</summary>
        private readonly string marker = Path.Combine(settings.DataPath, "demo.loading");

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            // The server opens its doors first; how far the loading is, /health/ready tells.
            await Task.Yield();
            try
            {
                if (settings.Demo && (File.Exists(marker) || (await networks.SlugsAsync(stoppingToken)).Count == 0)) await LoadAsync(stoppingToken);
                progress.Done();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The next start takes it up again.
            }
            catch (Exception e)
            {
                // The files are made up, so their words may be told: whoever mends them needs every one.
                progress.Fail($"The demo network cannot be loaded: {e.Message}");
                if (e is not (DemoException or SiloException or IOException or JsonException)) Faults.Note(log, e);
                lifetime.StopApplication();
            }
        }

        private async Task LoadAsync(CancellationToken cancel)
        {
            log.LogInformation("Loading the demo network");
            Directory.CreateDirectory(settings.DataPath);
            await File.WriteAllBytesAsync(marker, [], cancel);
            await new DemoNetwork(mutations, time, settings.DemoPath).LoadAsync(cancel);
            File.Delete(marker);
            log.LogInformation("The demo network is loaded");
        }
    }
}

/// <summary>A mutation of the demo network was refused: the files do not fit the rules.</summary>
internal sealed class DemoException(string message) : Exception(message);
