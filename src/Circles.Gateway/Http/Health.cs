using System.Text.Json;
using Circles.Gateway.Demo;
using Circles.Gateway.Hosting;
using Circles.Silo;

namespace Circles.Gateway.Http;

/// <summary>GET /health/live: the process answers. GET /health/ready: it can serve. For anyone, so they tell nothing else.</summary>
internal sealed class Health(Settings settings, INetworks networks, DemoProgress demo, Leaving leaving, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private Task<bool> asked = Task.FromResult(false);
    private long probedAt;
    private (bool Data, bool Journal)? probed;

    public async Task<(bool Ready, object Answer)> AskAsync(CancellationToken cancel)
    {
        var (data, journal) = await ProbeAsync(cancel);
        var ready = data && journal && demo.IsDone && !leaving.HasBegun;
        return (ready, new
        {
            status = ready ? "ready" : leaving.HasBegun ? "leaving" : "not ready",
            checks = new { data = Word(data), journal = Word(journal), demo = demo.Failure is not null ? "failed" : demo.IsDone ? "ok" : "loading" },
        });
    }

    public void Dispose() => turn.Dispose();

    private static string Word(bool good) => good ? "ok" : "failed";

    private async Task<(bool Data, bool Journal)> ProbeAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (probed is { } kept && time.GetElapsedTime(probedAt) < Limits.ProbeKept) return kept;
            var found = (settings.Database is not null || IsWritable(settings.DataPath), await IsUsableAsync());
            (probed, probedAt) = (found, time.GetTimestamp());
            return found;
        }
        finally
        {
            turn.Release();
        }
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            var path = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(path, [0]);
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Asks the store itself. One question is on its way at a time: a store that is silent is not asked more and more often.</summary>
    private async Task<bool> IsUsableAsync()
    {
        if (asked.IsCompleted) asked = AnswersAsync();
        try
        {
            return await asked.WaitAsync(Limits.ProbeWait, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Reads the last event of the platform's network, past what is in memory.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            var platform = await networks.OpenAsync(Slug.Platform);
            return await platform.ReadAsync([platform.Current.Sequence]) is [_];
        }
        catch (Exception e) when (e is SiloException or InvalidOperationException)
        {
            // Away, or closed meanwhile.
            return false;
        }
    }
}

/// <summary>Registers and maps the health answers.</summary>
internal static class HealthSetup
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Health>();

    public static void MapHealth(this WebApplication app)
    {
        var health = app.Services.GetRequiredService<Health>();
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }, Json));
        app.MapGet("/health/ready", async (HttpContext http) =>
        {
            var (ready, answer) = await health.AskAsync(http.RequestAborted);
            return Results.Json(answer, Json, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
