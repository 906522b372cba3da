using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;

namespace Circles.Schema.Tests;

public sealed class Importing
{
    private const string Import =
        """
        mutation($content: String!, $dryRun: Boolean! = false, $into: ID) {
          importFile(input: {kind: PEOPLE, fileName: "people.csv", content: $content, into: $into}, dryRun: $dryRun) {
            import { id newCount alreadyThereCount faultyCount rows(first: 9) { nodes { number group object { id __typename } faults { code path } } } }
            errors { code path }
          }
        }
        """;

    [Fact]
    public async Task by_dry_run_shows_the_three_groups_and_keeps_nothing()
    {
        await using var api = await Api.FoundedAsync();
        await api.PersonAsync("Ben");
        var before = api.State.Sequence;
        var import = (await api.DoneAsync(Actor.Operator, Import, new { content = Base64("Name,Reference,E-mail\nAna,A,\nBen,Ben,\nCem,,nothing\nDan,D,,,x\n"), dryRun = true }))
            .GetProperty("import");
        Assert.Equal(
            """["2 NEW Person []","3 ALREADY_THERE Person []","4 FAULTY  [EMAIL_INVALID email]","5 FAULTY  [IMPORT_ROW_TOO_LONG ]"]""",
            JsonSerializer.Serialize(import.GetProperty("rows").GetProperty("nodes").EnumerateArray().Select(Tell)));
        Assert.Equal(before, api.State.Sequence);
    }

    [Fact]
    public async Task of_a_broken_file_is_refused_with_its_row_and_leaves_everything_as_it_was()
    {
        await using var api = await Api.FoundedAsync();
        var before = api.State.Sequence;
        var errors = (await api.GetAsync(Actor.Operator, Import, new { content = Base64("name,ref\nAna,A\nBen,\"B\n") })).GetProperty("errors");
        Assert.Equal("""[{"code":"IMPORT_QUOTE_NOT_CLOSED","path":["content","3"]}]""", errors.GetRawText());
        Assert.Equal(before, api.State.Sequence);
    }

    [Theory]
    [InlineData("ref\nA\n", "IMPORT_COLUMN_MISSING", "content 1 name")]
    [InlineData("", "IMPORT_FILE_EMPTY", "content")]
    [InlineData("name,ref\n", "IMPORT_NO_ROWS", "content")]
    public async Task of_a_file_that_is_none_says_where(string file, string code, string path)
    {
        await using var api = await Api.FoundedAsync();
        var error = (await api.GetAsync(Actor.Operator, Import, new { content = Base64(file) })).GetProperty("errors")[0];
        Assert.Equal((code, path), (error.GetProperty("code").GetString(), string.Join(' ', error.GetProperty("path").EnumerateArray())));
    }

    [Fact]
    public async Task of_something_that_is_not_base64_is_refused()
    {
        await using var api = await Api.FoundedAsync();
        Assert.Equal("IMPORT_NOT_BASE64", (await api.GetAsync(Actor.Operator, Import, new { content = "%%%" })).GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task in_parts_makes_one_import_that_is_undone_as_one()
    {
        await using var api = await Api.FoundedAsync();
        var first = (await api.DoneAsync(Actor.Operator, Import, new { content = Base64("name,ref\nAna,A\n") })).GetProperty("import");
        var id = first.GetProperty("id").GetString();
        // The second part's rows have the numbers that they have in the whole file.
        var second = (await api.DoneAsync(Actor.Operator, Import, new { content = Base64("name,ref\n,\n\nBen,B\n"), into = id })).GetProperty("import");
        Assert.Equal((id, 2), (second.GetProperty("id").GetString(), second.GetProperty("newCount").GetInt32()));
        await api.DoneAsync(Actor.Operator, "mutation($id: ID!) { undoImport(input: {import: $id}) { errors { code } } }", new { id });
        Assert.Empty(api.State.People);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Tell(JsonElement row)
    {
        var made = row.GetProperty("object") is { ValueKind: JsonValueKind.Object } it ? it.GetProperty("__typename").GetString() : "";
        var faults = row.GetProperty("faults").EnumerateArray().Select(fault =>
            $"{fault.GetProperty("code").GetString()} {string.Join('.', fault.GetProperty("path").EnumerateArray())}");
        return $"{row.GetProperty("number")} {row.GetProperty("group").GetString()} {made} [{string.Join(',', faults)}]";
    }
}
