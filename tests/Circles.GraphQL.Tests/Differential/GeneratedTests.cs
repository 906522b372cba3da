using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>
/// Documents made from a seed, half of them valid and half breaking one rule: the reference and the engine must say the same, in the same
/// words at the same places, and answer the same data. CIRCLES_SEED chooses other documents, CIRCLES_DOCUMENTS how many of each half. Without Node the default seed's
/// answers are held against a hash of the reference's; CIRCLES_RECORD=1 records it anew.
/// </summary>
public sealed class Generated_documents(ITestOutputHelper output)
{
    private const ulong DefaultSeed = 3;
    private const int DefaultCount = 2_000;

    // The reference has no such limits; they have tests of their own.
    private static readonly EngineOptions WithoutCounts = new()
    {
        AliasesMax = int.MaxValue,
        RootFieldsMax = int.MaxValue,
        CostMax = int.MaxValue,
    };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("CIRCLES_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : DefaultSeed;

    private static readonly int OfEachKind =
        int.TryParse(Environment.GetEnvironmentVariable("CIRCLES_DOCUMENTS"), CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    private static bool IsDefault => Seed == DefaultSeed && OfEachKind == DefaultCount;

    [Fact]
    public void that_are_valid_are_answered_as_the_reference_answers_them()
    {
        var questions = Enumerable.Range(0, OfEachKind).Select(Valid).ToArray();
        var answers = Compare("valid", questions);
        output.WriteLine($"{answers.Count(answer => answer.Contains("\"data\":", StringComparison.Ordinal))} executed");
        Assert.InRange(answers.Count(answer => answer.StartsWith("{\"data\":", StringComparison.Ordinal)), OfEachKind / 4, OfEachKind);
        Assert.InRange(answers.Count(answer => answer.Contains("{\"responses\":[{", StringComparison.Ordinal)), OfEachKind / 40, OfEachKind);
        Assert.Contains(answers, answer => answer.Contains("\"ended\":", StringComparison.Ordinal));
        Assert.InRange(answers.Count(answer => answer.Contains("\"path\":", StringComparison.Ordinal)), OfEachKind / 20, OfEachKind);
    }

    [Fact]
    public void that_break_a_rule_are_refused_in_the_reference_s_words() =>
        Compare("invalid", Enumerable.Range(OfEachKind, OfEachKind).Select(Invalid).ToArray());

    private static Question Valid(int number)
    {
        var chance = Chance.For(Seed, number);
        var maker = new DraftMaker(chance);
        var document = maker.Draft.Print(chance);
        var variables = new JsonObject();
        foreach (var (name, type) in maker.VariableTypes)
        {
            var required = type is NonNullType && maker.Draft.Variables[name].Default is null;
            if (required || chance.OnceIn(2))
            {
                // Now and then a value of any other variable's type, which may or may not fit.
                var given = chance.OnceIn(25) ? maker.VariableTypes.Values.ElementAt(chance.Below(maker.VariableTypes.Count)) : type;
                variables[name] = maker.Values.Json(given);
            }
        }

        return new Question(document, variables, chance.Of(maker.Draft.Operations).Name, null);
    }

    private static Question Invalid(int number)
    {
        var chance = Chance.For(Seed, number);
        var maker = new DraftMaker(chance);
        var rule = RuleBreaker.Rules[number % RuleBreaker.Rules.Count];
        new RuleBreaker(maker.Draft, chance).Break(rule);
        return new Question(maker.Draft.Print(chance), null, null, rule);
    }

    private List<string> Compare(string kind, Question[] questions)
    {
        var engine = new GraphQLEngine(Wilds.Schema, WithoutCounts);
        var ours = questions.Select(question => Answer(engine, question)).ToList();
        output.WriteLine($"CIRCLES_SEED={Seed}: {questions.Length} {kind} documents");
        var record = Path.Combine(Folder(), "recorded", $"generated-{kind}.txt");
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules", "graphql")))
        {
            Assert.True(IsDefault, "Other documents than the default ones need the reference: npm ci in the folder js.");
            Assert.Equal(File.ReadAllText(record).Trim(), HashOf(ours));
            return ours;
        }

        var theirs = Ask(questions);
        var differences = new List<string>();
        for (var i = 0; i < questions.Length; i++)
        {
            var answer = JsonNode.Parse(theirs[i])!.AsObject();
            var broken = answer["broken"]?.GetValue<int>();
            answer.Remove("broken");
            theirs[i] = answer.ToJsonString(Plain);
            if (!Agree(ours[i], theirs[i]) || broken == 0)
            {
                differences.Add($"{i} {questions[i].Rule}{(broken == 0 ? " (not broken)" : "")}\n{questions[i].Document}\n{questions[i].Variables?.ToJsonString()}\n" +
                    $"reference: {theirs[i]}\nengine:    {ours[i]}");
            }
        }

        Assert.True(
            differences.Count == 0,
            $"CIRCLES_SEED={Seed}: {differences.Count} of {questions.Length} {kind} documents differ\n\n{string.Join("\n\n", differences.Take(20))}");
        if (IsDefault)
        {
            if (Environment.GetEnvironmentVariable("CIRCLES_RECORD") == "1")
            {
                File.WriteAllText(record, $"{HashOf(ours)}\n");
            }

            Assert.Equal(File.ReadAllText(record).Trim(), HashOf(ours));
        }

        return ours;
    }

    private static string Answer(GraphQLEngine engine, Question question)
    {
        var response = new ArrayBufferWriter<byte>();
        var request = new GraphQLRequest
        {
            Document = question.Document,
            OperationName = question.Operation,
            Context = Wilds.Root,
            Variables = question.Variables is null ? null : JsonSerializer.SerializeToElement(question.Variables),
        };
        if (question.Rule is not null)
        {
            return Shown(engine.Prepare(question.Document).Errors);
        }

        if (engine.Prepare(question.Document).OperationKind(question.Operation) == OperationKind.Subscription)
        {
            return HearAsync(engine, request).GetAwaiter().GetResult().ToJsonString(Plain);
        }

        engine.ExecuteAsync(request, response).AsTask().GetAwaiter().GetResult();
        return Response(response.WrittenSpan).ToJsonString(Plain);
    }

    private static async Task<JsonObject> HearAsync(GraphQLEngine engine, GraphQLRequest request)
    {
        var stream = await engine.SubscribeAsync(request);
        if (stream.Refusal is { } refusal)
        {
            return Response(refusal.Json.Span);
        }

        var heard = new JsonObject { ["responses"] = new JsonArray() };
        await foreach (var response in stream)
        {
            if (response.Summary.HasData)
            {
                heard["responses"]!.AsArray().Add(Response(response.Json.Span));
            }
            else
            {
                heard["ended"] = JsonNode.Parse(response.Errors.Span)![0]!["message"]!.GetValue<string>();
            }
        }

        return heard;
    }

    private static JsonObject Response(ReadOnlySpan<byte> json)
    {
        var answer = JsonNode.Parse(json)!.AsObject();
        var shown = new JsonObject();
        if (answer["errors"] is JsonArray errors)
        {
            shown["errors"] = new JsonArray([.. errors.Select(error => Shown(error!))]);
        }

        if (answer.ContainsKey("data"))
        {
            shown["data"] = answer["data"]?.DeepClone();
        }

        return shown;
    }

    private static string Shown(IEnumerable<GraphQLError> errors) => new JsonObject
    {
        ["errors"] = new JsonArray([.. errors.Select(error => new JsonObject
        {
            ["message"] = error.Message,
            ["locations"] = string.Join(' ', error.Locations.Select(place => $"{place.Line}:{place.Column}")),
        })]),
    }.ToJsonString(Plain);

    private static JsonObject Shown(JsonNode error)
    {
        var places = error["locations"] is JsonArray locations ? locations.Select(place => $"{place!["line"]}:{place["column"]}") : [];
        var shown = new JsonObject { ["message"] = error["message"]!.GetValue<string>(), ["locations"] = string.Join(' ', places) };
        if (error["path"] is { } path)
        {
            shown["path"] = path.DeepClone();
        }

        return shown;
    }

    private static string[] Ask(Question[] questions)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["differential.mjs"])
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var answers = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.WriteLine(JsonSerializer.Serialize(SchemaPrinter.Print(Wilds.Schema)));
        foreach (var question in questions)
        {
            node.StandardInput.WriteLine(JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
        }

        node.StandardInput.Close();
        node.WaitForExit();
        return answers.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // Where a message of ours is cut, the reference's goes on: each ellipsis stands for whatever comes there.
    private static bool Agree(string ours, string theirs)
    {
        var parts = ours.Split('…');
        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var found = i == parts.Length - 1 && i > 0
                ? theirs.Length - parts[i].Length
                : theirs.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < at || (i == 0 && found > 0) || !theirs.AsSpan(found).StartsWith(parts[i]))
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return at == theirs.Length;
    }

    private static string HashOf(IEnumerable<string> answers) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', answers))));

    private static string Folder() => Conventions.Repository.FullPath("tests/Circles.GraphQL.Tests/js");

    private sealed record Question(string Document, JsonObject? Variables, string? Operation, string? Rule);
}
