using System.Text.Json;
using Circles.Bench.Http;
using Npgsql;

namespace Circles.Bench.Mutations;

/// <summary>What one writes by hand for the same: Kestrel, Npgsql, one prepared insert and one commit for each request.</summary>
internal sealed class InsertEndpoint : Server
{
    private readonly NpgsqlDataSource database;

    private InsertEndpoint(WebApplication app, NpgsqlDataSource people) : base(app, "none") => this.database = people;

    public static async Task<InsertEndpoint> StartAsync(PostgresServer server, int connections)
    {
        var people = NpgsqlDataSource.Create($"{server.ConnectionString};Maximum Pool Size={connections}");
        await using (var create = people.CreateCommand("CREATE TABLE IF NOT EXISTS person (id uuid PRIMARY KEY, name text NOT NULL, registered_at timestamptz NOT NULL DEFAULT now())"))
            await create.ExecuteNonQueryAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/graphql", async (HttpContext http) =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            var name = body.RootElement.GetProperty("variables").GetProperty("input").GetProperty("name").GetString()!;
            var id = Guid.CreateVersion7();
            await using (var insert = people.CreateCommand("INSERT INTO person (id, name) VALUES ($1, $2)"))
            {
                insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
                await insert.ExecuteNonQueryAsync();
            }

            var answer = JsonSerializer.SerializeToUtf8Bytes(new { data = new { registerPerson = new { person = new { id }, errors = Array.Empty<object>() } } });
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer);
        });
        await app.StartAsync();
        return new InsertEndpoint(app, people);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }
}
