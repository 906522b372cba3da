using Circles.Schema.Packs;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Snapshots;

namespace Circles.Gateway.Hosting;

/// <summary>The silo inside the server.</summary>
internal static class SiloSetup
{
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IJournal>(services =>
            new SqliteJournal(services.GetRequiredService<Settings>().DataPath, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ISnapshots>(services => new FileSnapshots(services.GetRequiredService<Settings>().DataPath));
        builder.Services.AddSingleton<INetworks>(services => new NetworkHost(
            services.GetRequiredService<IJournal>(), services.GetRequiredService<ISnapshots>(), services.GetRequiredService<TimeProvider>()));
        // Registered before the web server, so it is stopped after it: when no request runs any more.
        builder.Services.AddHostedService<StopSilo>();
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

    private sealed class StopSilo(INetworks networks) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => networks.StopAsync();
    }
}
