using Circles.Schema.Packs;
using Circles.Silo;
using Circles.Silo.Hosting;

namespace Circles.Gateway.Hosting;

/// <summary>The silo inside the server.</summary>
internal static partial class SiloSetup
{
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        // Made once, at the start, when nobody waits behind it.
        builder.Services.AddSingleton(services =>
            Store.OpenAsync(services.GetRequiredService<Settings>(), services.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult());
        builder.Services.AddSingleton(services => services.GetRequiredService<Store>().Journal);
        builder.Services.AddSingleton<INetworks>(services =>
        {
            var store = services.GetRequiredService<Store>();
            if (store.MadeKeyFile is { } made) KeyMade(services.GetRequiredService<ILogger<Store>>(), made);
            return new NetworkHost(store.Journal, store.Snapshots, services.GetRequiredService<TimeProvider>(), seals: store.Seals);
        });
        // Registered before the web server, so it is stopped after it: when no request runs any more.
        builder.Services.AddHostedService<StopSilo>();
        builder.Services.AddSingleton(services => LoadPacks(services.GetRequiredService<Settings>().PacksPath));
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A master key was made: {File}. Names and texts in the data folder are sealed under it. Keep a copy of it apart from the data's copies.")]
    private static partial void KeyMade(ILogger logger, string file);

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

    private sealed class StopSilo(INetworks networks) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => networks.StopAsync();
    }
}
