using Circles.Schema.Packs;
using Circles.Silo;
using Circles.Silo.Hosting;

namespace Circles.Gateway.Hosting;

/// <summary>The silo inside the server.</summary>
internal static class SiloSetup
{
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        // Made once, at the start, when nobody waits behind it.
        builder.Services.AddSingleton(services =>
            Store.OpenAsync(services.GetRequiredService<Settings>(), services.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult());
        builder.Services.AddSingleton(services => services.GetRequiredService<Store>().Journal);
        builder.Services.AddSingleton(services =>
        {
            var store = services.GetRequiredService<Store>();
            return new NetworkHost(store.Journal, store.Snapshots, services.GetRequiredService<TimeProvider>());
        });
        builder.Services.AddSingleton<INetworks>(services => services.GetRequiredService<NetworkHost>());
        // Registered before the web server, so it is stopped after it: when no request runs any more.
        builder.Services.AddHostedService<RunSilo>();
        builder.Services.AddSingleton(services => LoadPacks(services.GetRequiredService<Settings>().PacksPath));
    }

    private static PackLibrary LoadPacks(string folder)
    {
        try
        {
            return PackLibrary.Load(folder);
        }
        catch (PackLibraryException e)
        {
            throw new StartException(e.Message);
        }
    }

    /// <summary>The clock runs as long as the server does; then the networks are closed.</summary>
    private sealed class RunSilo(NetworkHost networks) : BackgroundService
    {
        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            await base.StopAsync(cancellationToken);
            await networks.StopAsync();
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await using var clock = new NetworkClock(networks);
            await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
