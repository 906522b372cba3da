using Circles.Gateway.Access;
using Circles.Gateway.Demo;
using Circles.Schema.Packs;
using Circles.Silo;
using Microsoft.AspNetCore.Connections;

namespace Circles.Gateway.Hosting;

/// <summary>From the start to the orderly stop of a server, with an exit code.</summary>
internal static class Serving
{
    /// <returns>0 after a stop that was asked for, 1 when the server could not start or its demo network could not be loaded.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, TextWriter output, TextWriter errors)
    {
        try
        {
            await using var app = build();
            try
            {
                await StartAsync(app, output);
                await app.WaitForShutdownAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Told to stop before it had started.
            }

            if (app.Services.GetRequiredService<DemoProgress>().Failure is not { } failure) return 0;
            await errors.WriteLineAsync(failure);
        }
        catch (Exception e) when (e is StartException or SiloException)
        {
            await errors.WriteLineAsync($"Circles cannot start: {e.Message}");
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await errors.WriteLineAsync("Circles cannot start: another program listens on its address. Choose another one with --urls.");
        }

        return 1;
    }

    /// <summary>Opens the silo, then the doors, and tells a new operator's token.</summary>
    public static async Task StartAsync(WebApplication app, TextWriter output)
    {
        // Made now, so that a broken pack is told before anybody is let in.
        app.Services.GetRequiredService<PackLibrary>();
        var bootstrap = app.Services.GetRequiredService<Bootstrap>();
        await bootstrap.FoundAsync();
        await app.StartAsync();
        await bootstrap.TellAsync(app.Urls.FirstOrDefault() ?? "", output);
    }
}
