using Circles.Gateway.Access;
using Circles.Gateway.CommandLine;
using Circles.Gateway.Demo;
using Circles.Gateway.Hosting;
using Circles.Gateway.Http;
using Circles.Gateway.Streams;
using Circles.Gateway.Telemetry;

namespace Circles.Gateway;

/// <summary>The gateway: a server, unless a verb of the command line says otherwise.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Verbs.RunAsync(args, serve: args => Serving.RunAsync(() => Build(args), Console.Out, Console.Error));

    /// <summary>The server, made and not yet started.</summary>
    /// <param name="more">What a test adds before the server is built.</param>
    /// <exception cref="StartException">The settings cannot be used.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddSettings();
        builder.AddListening();
        builder.AddLeaving();
        builder.AddLogs();
        builder.AddTelemetry();
        builder.AddSilo();
        builder.AddAccess();
        builder.AddGraphQL();
        builder.AddStreams();
        builder.AddHealth();
        builder.AddDemo();
        more?.Invoke(builder);

        var app = builder.Build();
        app.UseFaults();
        app.UseProxies();
        app.UseLeaving();
        app.UseSecurityHeaders();
        app.UseSockets();
        app.MapGraphQL();
        app.MapSchema();
        app.MapTokens();
        app.MapGraphiql();
        app.MapHealth();
        app.MapNothingElse();
        return app;
    }
}
