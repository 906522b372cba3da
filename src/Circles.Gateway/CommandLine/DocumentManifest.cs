using System.Text.Json;
using Circles.Gateway.Hosting;

namespace Circles.Gateway.CommandLine;

/// <summary>A document as a build tool wrote it down.</summary>
/// <param name="Id">What clients built with the manifest will send.</param>
/// <param name="Name">What people call it: an operation's name, else the id.</param>
internal sealed record ManifestEntry(string Id, string Name, string Text);

/// <summary>Reads the manifests that build tools make.</summary>
/// <remarks>
/// Apollo: <c>{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id", "name", "type", "body"}]}</c>. Relay's
/// compiler and GraphQL Code Generator: one object from id to text.
/// </remarks>
internal static class DocumentManifest
{
    private const string ApolloFormat = "apollo-persisted-query-manifest";

    /// <exception cref="StartException">It is no manifest of a known form; the message says what is wrong.</exception>
    public static IReadOnlyList<ManifestEntry> Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > Limits.ManifestBytesMax)
            throw new StartException($"The file is larger than {Limits.ManifestBytesMax} bytes: that is no manifest.");
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            using var json = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var entries = Entries(json.RootElement);
            return entries.Count > 0 ? entries : throw new StartException("The manifest holds no documents.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what reading a text that is no Unicode throws.
            throw new StartException($"The file is not a manifest: {e.Message}");
        }
    }

    private static List<ManifestEntry> Entries(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Unknown();
        if (!root.TryGetProperty("operations", out var operations) || operations.ValueKind != JsonValueKind.Array)
            return [.. root.EnumerateObject().Select(entry => new ManifestEntry(entry.Name, entry.Name, TextOf(entry.Value, entry.Name)))];
        if (!Says(root, "format", ApolloFormat)) throw Unknown();
        if (!root.TryGetProperty("version", out var version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number)
            || number != 1)
            throw new StartException("This manifest has a version that is not known here; 1 is.");
        return
        [
            .. operations.EnumerateArray().Select((operation, i) =>
            {
                if (operation.ValueKind != JsonValueKind.Object) throw new StartException($"Operation {i} of the manifest is not an object.");
                var id = TextOf(operation, "id", i);
                return new ManifestEntry(id, operation.TryGetProperty("name", out _) ? TextOf(operation, "name", i) : id, TextOf(operation, "body", i));
            }),
        ];
    }

    private static bool Says(JsonElement from, string name, string text) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static string TextOf(JsonElement operation, string name, int index) =>
        operation.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new StartException($"Operation {index} of the manifest has no {name}.");

    private static string TextOf(JsonElement value, string id) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new StartException($"The manifest's entry '{id}' is not a document's text.");

    private static StartException Unknown() =>
        new($"The file is neither a manifest of the format {ApolloFormat} nor one object from id to text.");
}
