using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Circles.Gateway.Hosting;

/// <summary>Where the server listens and how patient it is.</summary>
internal static class Listening
{
    private const string DefaultUrl = "http://localhost:5080";

    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var settings = Settings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Limits.In(new GatewayLimits()));
    }

    /// <summary>Behind proxies that the settings name, the caller's address is the one that they tell.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<Settings>().Proxies;
        if (proxies.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        app.UseForwardedHeaders(options);
    }

    public static void AddListening(this WebApplicationBuilder builder)
    {
        string[] asked = ["urls", "http_ports", "https_ports"];
        if (asked.All(name => string.IsNullOrEmpty(builder.Configuration[name]))) builder.WebHost.UseUrls(DefaultUrl);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<GatewayLimits>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.ReceivedBytesMax;
            kestrel.Limits.MaxRequestLineSize = limits.RequestLineBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.RequestHeadersBytesMax;
            kestrel.Limits.RequestHeadersTimeout = limits.RequestHeadersWait;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.BodyBytesPerSecondMin, limits.SlowBodyWait);
        });
        builder.Services.AddOptions<HostOptions>().Configure<GatewayLimits>((host, limits) => host.ShutdownTimeout = limits.StopWait);
    }
}
