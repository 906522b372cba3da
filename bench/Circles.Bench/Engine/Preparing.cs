using System.Diagnostics;
using System.Globalization;
using Circles.GraphQL.Execution;
using Circles.Schema;

namespace Circles.Bench.Engine;

/// <summary>A document of 2 KB read, validated and planned for Circles' schema, against graphql-js reading the same text and no more.</summary>
internal static class Preparing
{
    private const int Rounds = 100, WarmUp = 300, Each = 100;

    private const string Text =
        """
        query Dashboard($programme: ID!, $first: Int = 20, $after: String, $withDiary: Boolean = false) {
          network { id slug name timeZone languages numbers { organisations people programmes applicants circles sessionsHeld } }
          programme(id: $programme) {
            ...ProgrammeParts
            managers { ...PersonParts email reference }
            circles(first: $first, after: $after) {
              totalCount
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
              nodes {
                ...CircleParts
                members { role joinedAt person { ...PersonParts affiliations { title organisation { id name } } } }
                nextSession { ...SessionParts }
                sessions(first: 10) {
                  totalCount
                  nodes { ...SessionParts attendance { person { id name } } diary @include(if: $withDiary) { id } }
                }
              }
            }
          }
          people(first: $first, orderBy: NEWEST, filter: { languages: ["pl", "en"], skills: ["sales"], region: "PL51" }) {
            totalCount
            edges { cursor node { ...PersonParts } }
          }
          organisations(first: $first, orderBy: NAME, filter: { region: "PL51" }) {
            totalCount
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            edges { cursor node { id name region { code name } } }
          }
          sessions(first: $first, orderBy: LATEST, filter: { status: HELD }) {
            totalCount
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            nodes { ...SessionParts circle { id name programme { id name } } }
          }
        }
        fragment ProgrammeParts on Programme {
          id name isOpen startsOn endsOn mode region { code name } organisation { id name }
          stage { id title isCurrent gate { title isMet } } nextStage { id title gate { title declaration isMet } }
        }
        fragment PersonParts on Person { id name languages skills industries seeks offers region { code name } }
        fragment CircleParts on Circle {
          id name description form visibility mode isListed isOpen size managerIsMentor formedAt closedAt
          programme { id name } warnings { code message }
        }
        fragment SessionParts on Session {
          id number startsAt endsAt localStart timeZone minutes mode place theme status moves agenda diaryKeeper { id name }
        }
        """;

    public static async Task MeasureAsync()
    {
        await using var reference = await Reference.StartAsync(Text);
        if (reference is null)
        {
            Console.WriteLine("graphql-js is not installed: npm ci --prefix tests/Circles.GraphQL.Tests/js");
            return;
        }

        var engine = new GraphQLEngine(CirclesSchema.Create());
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            // The number makes each text one that the cache has not seen.
            for (var i = 0; i < Each; i++) Prepare(engine, string.Create(CultureInfo.InvariantCulture, $"{Text}#{(round * Each) + i}"));
            var took = Stopwatch.GetElapsedTime(began).TotalMicroseconds / Each;
            var parsed = await reference.ParseAsync(Each);
            if (round < 0) continue;
            ours.Add(took);
            theirs.Add(parsed);
        }

        var (our, their) = (Bench.Rounds.Median(ours), Bench.Rounds.Median(theirs));
        Console.WriteLine(
            $"document of {Text.Length} bytes: read, validated, planned {our:F0} µs; read by graphql-js {their:F0} µs; ratio {our / their:F2}");
    }

    private static void Prepare(GraphQLEngine engine, string text)
    {
        var prepared = engine.Prepare(text);
        if (!prepared.IsValid) throw new InvalidOperationException(string.Join('\n', prepared.Errors.Select(error => error.Message)));
        var operation = prepared.Find(null, out _)!;
        Plan(engine.Schema, operation.PlanFor(VariableValues.Coerce(operation.Variables, null, operation.Source, engine.Options, [])).Root);
    }

    /// <summary>All of it at once; an execution plans what it meets.</summary>
    private static void Plan(GraphQL.Types.Schema schema, SelectionPlan plan)
    {
        foreach (var field in plan.Fields)
        {
            if (field.Nodes[0].SelectionSet is null) continue;
            foreach (var type in schema.PossibleTypes(field.Field.Type.Named)) Plan(schema, field.SelectionFor(type));
        }
    }
}
