namespace Circles.Gateway.Http;

/// <summary>GET /: GraphiQL, from files that the build restored from npm. The page asks for a token itself; the files hold none.</summary>
internal static class GraphiqlPage
{
    /// <summary>
    /// Scripts from here only, and connections to here only: a token in the page cannot leave. CodeMirror measures text with style
    /// elements of its own, hence inline styles; GraphiQL's fonts stand in its style sheet.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["page.js"] = "text/javascript",
        ["page.css"] = "text/css",
        ["graphiql/graphiql.min.js"] = "text/javascript",
        ["graphiql/graphiql.min.css"] = "text/css",
        ["graphiql/react.production.min.js"] = "text/javascript",
        ["graphiql/react-dom.production.min.js"] = "text/javascript",
    };

    public static void MapGraphiql(this WebApplication app)
    {
        var root = Path.GetFullPath(app.Configuration["Circles:PagePath"] ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var whole = Files.Keys.All(name => File.Exists(Path.Combine(root, name)));
        app.MapGet("/", (HttpContext http) => Send(http, Path.Combine(root, whole ? "index.html" : "missing.html"), "text/html"));
        foreach (var (name, type) in Files.Where(file => File.Exists(Path.Combine(root, file.Key))))
            app.MapGet($"/{name}", (HttpContext http) => Send(http, Path.Combine(root, name), type));
    }

    private static IResult Send(HttpContext http, string path, string type)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        // Asked for again each time, answered with 304 while it is the same: a new build is seen at once.
        http.Response.Headers.CacheControl = "no-cache";
        return Results.File(path, $"{type}; charset=utf-8", lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(path)));
    }
}
