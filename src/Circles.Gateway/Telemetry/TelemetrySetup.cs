using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Circles.Gateway.Telemetry;

/// <summary>Logs to the console; traces, metrics and logs to a collector when the standard variables name one.</summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AspNetCore = "Microsoft.AspNetCore";

    private static readonly string[] Meters =
        [Operations.Name, Silo.Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        // Scopes hold paths and connection ids of the framework, which nobody needs here.
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        // A start that fails is told in one line by Serving.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // Read by the SDK from the environment; from the other settings it is taken too, to turn it on.
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(Resource()).AddOtlpExporter());
        builder.Services.AddHostedService<Export>();
    }

    private static ResourceBuilder Resource() =>
        ResourceBuilder.CreateDefault().AddService("circles-gateway", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector();

    /// <summary>Exports for as long as the server runs; what is left goes out at the stop.</summary>
    private sealed class Export : IHostedService, IDisposable
    {
        private TracerProvider? traces;
        private MeterProvider? metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource())
                .AddSource(Operations.Name, Silo.Telemetry.Name, AspNetCore).AddOtlpExporter().Build();
            metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(Meters).AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            traces?.Dispose();
            metrics?.Dispose();
        }
    }
}
