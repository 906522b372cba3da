namespace Circles.Gateway.Hosting;

/// <summary>Where the server listens and how patient it is.</summary>
internal static class Listening
{
    private const string DefaultUrl = "http://localhost:5080";

    public static void AddSettings(this WebApplicationBuilder builder) => builder.Services.AddSingleton(Settings.Read(builder.Configuration));

    public static void AddListening(this WebApplicationBuilder builder)
    {
        string[] asked = ["urls", "http_ports", "https_ports"];
        if (asked.All(name => string.IsNullOrEmpty(builder.Configuration[name]))) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.ReceivedBytesMax;
            kestrel.Limits.RequestHeadersTimeout = Limits.RequestHeadersWait;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Limits.StopWait);
    }
}
