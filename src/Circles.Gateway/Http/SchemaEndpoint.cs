using Circles.Gateway.Access;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Utilities;

namespace Circles.Gateway.Http;

/// <summary>GET /graphql/schema: the schema in its own language, for whoever has been let in.</summary>
internal static class SchemaEndpoint
{
    public static void MapSchema(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<Door>();
        var text = new Lazy<string>(() => SchemaPrinter.Print(app.Services.GetRequiredService<GraphQLEngine>().Schema));
        app.MapGet($"{GraphQLEndpoint.Path}/schema", async (HttpContext http) =>
        {
            var (_, refused) = await door.EnterAsync(http.Request, http.RequestAborted);
            if (refused is not null)
            {
                await refused.WriteAsync(http.Response);
                return;
            }

            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(text.Value, http.RequestAborted);
        });
    }

    /// <summary>Paths that lead nowhere get an answer in the API's own shape.</summary>
    public static void MapNothingElse(this WebApplication app) =>
        app.MapFallback((HttpContext http) => HttpErrors.NotFound.WriteAsync(http.Response));
}
