using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>Reads a stream of server-sent events line by line (HTML, "Server-sent events").</summary>
internal sealed class EventsReader(HttpResponseMessage answer, StreamReader lines) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public HttpResponseMessage Answer => answer;

    public static async Task<EventsReader> OpenAsync(Gateway gateway, HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new EventsReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
        }
    }

    public async Task<string?> LineAsync() => await lines.ReadLineAsync().WaitAsync(Patience);

    /// <summary>The next event; comments are passed over.</summary>
    public async Task<Happening> NextAsync()
    {
        var (name, id, data) = ("", "", "");
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0 && name.Length > 0) return new Happening(name, id, data);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;
            var value = line[(colon + 1)..].TrimStart(' ');
            switch (line[..colon])
            {
                case "event":
                    name = value;
                    break;
                case "id":
                    id = value;
                    break;
                case "data":
                    data = value;
                    break;
            }
        }

        throw new EndOfStreamException("The stream has ended.");
    }

    /// <summary>What comes until the end.</summary>
    public Task<string> RestAsync() => lines.ReadToEndAsync().WaitAsync(Patience);

    public void Dispose()
    {
        lines.Dispose();
        answer.Dispose();
    }

    internal sealed record Happening(string Event, string Id, string Data)
    {
        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data);
    }
}
