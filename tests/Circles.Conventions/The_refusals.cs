using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Circles.Gateway.Http;
using Circles.GraphQL;

namespace Circles.Conventions;

/// <summary>A refusal's code is public API: each is made in one place, described there, and told in docs/errors.md.</summary>
public sealed partial class The_refusals
{
    private static readonly IReadOnlyList<RefusalFactory> All = RefusalFactory.All("Circles.Grains", "Circles.Silo", "Circles.Schema");

    [Fact]
    public void have_codes_in_upper_snake_case() =>
        Offenders.None(All.Select(made => made.Code).Where(code => !UpperSnake().IsMatch(code)));

    [Fact]
    public void have_codes_that_belong_to_one_class() =>
        Offenders.None(All.Select(made => (made.Code, made.Class)).Distinct().CountBy(made => made.Code).Where(code => code.Value > 1));

    [Fact]
    public void are_described() =>
        Offenders.None(All.Where(made => made.Description.Length == 0).Select(made => $"{made.Class.Name}.{made.Name}"));

    [Fact]
    public void tell_a_person_a_sentence() =>
        Offenders.None(All.Where(made => made.Message is not [.., '.' or '?' or '!' or '}']).Select(made => made.Code));

    /// <summary>A refusal made anywhere else would stand in no document.</summary>
    [Fact]
    public void are_made_in_public_Errors_classes_only()
    {
        Offenders.None(All.Where(made => !made.Class.IsPublic).Select(made => made.Class.FullName).Distinct());
        var elsewhere =
            from path in Repository.Under("src/", ".cs")
            where !path.EndsWith("Errors.cs", StringComparison.Ordinal) && !path.EndsWith("/Kernel/Refusal.cs", StringComparison.Ordinal)
            where Making().IsMatch(Repository.Read(path))
            select path;
        Offenders.None(elsewhere);
    }

    [Fact]
    public void are_told_in_docs_errors_md() => GeneratedFile.Matches("docs/errors.md", Document());

    private static string Document()
    {
        var text = new StringBuilder("""
            # Errors

            Every reason for which Circles refuses a command. A mutation's payload carries them in `errors`, each with its code, a
            message, the path of the input field at fault and whether the same request can succeed later without a change by the
            caller. Codes are for good; messages may be reworded.

            This file is generated from the code: change the code, then run the tests once with `UPDATE_DOCS=1`.

            """);
        var areas = All.GroupBy(made => made.Area).OrderBy(area => area.Key != "Kernel").ThenBy(area => area.Key, StringComparer.Ordinal);
        foreach (var area in areas)
        {
            text.Append($"\n## {(area.Key == "Kernel" ? "Everywhere" : area.Key)}\n\n");
            text.Append("| Code | Meaning | Message | Retry helps |\n| --- | --- | --- | --- |\n");
            foreach (var row in area.Select(Row).Order(StringComparer.Ordinal)) text.Append(row);
        }

        text.Append("\n## Requests\n\nThese stand in `extensions.code` of the response's own `errors`, before or instead of an answer.\n\n");
        text.Append("| Code | Meaning |\n| --- | --- |\n");
        foreach (var row in RequestErrors().Distinct().Order(StringComparer.Ordinal)) text.Append(row);
        return text.ToString();
    }

    /// <summary>What keeps a request from reaching the engine, and what the engine says of a document.</summary>
    private static IEnumerable<string> RequestErrors()
    {
        var http = typeof(HttpErrors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (HttpError)field.GetValue(null)!)
            .Append(HttpErrors.BadRequest("The body is not what a GraphQL request looks like."))
            .Append(HttpErrors.BodyTooLarge(Circles.Gateway.Limits.BodyBytesMax))
            .Append(HttpErrors.BatchTooLarge(Circles.Gateway.Limits.BatchMax))
            .Select(error => (error.Code, Meaning: $"{error.Message} (HTTP {error.Status})"));
        var summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Circles.GraphQL.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")?.Value.Trim());
        var engine = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Code: (string)field.GetRawConstantValue()!, Meaning: summaries[$"F:{typeof(ErrorCodes).FullName}.{field.Name}"]!));
        return http.Concat(engine).DistinctBy(error => error.Code).Select(error => $"| `{error.Code}` | {Cell(error.Meaning)} |\n");
    }

    private static string Row(RefusalFactory made) =>
        $"| `{made.Code}` | {Cell(made.Description)} | {Cell(made.Message)} | {(made.Retryable ? "yes" : "no")} |\n";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
    private static partial Regex UpperSnake();

    [GeneratedRegex(@"\bRefusal\.Of\(|\bnew Refusal\(")]
    private static partial Regex Making();
}
