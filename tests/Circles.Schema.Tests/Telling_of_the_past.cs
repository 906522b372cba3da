using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Circles.Conventions;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.Grains.Tests;
using Circles.GraphQL.Execution;
using Circles.Schema.Packs;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Schema.Tests;

/// <summary>
/// Random towns, moments and viewers: all that the schema has to give of a past state is held against today's rules and the rules of
/// that state, each asked of its own state alone.
/// </summary>
/// <remarks>In the past state every text says which door it stands behind, and of which thing: <c>§diary:dia_…§</c>.</remarks>
public sealed partial class Telling_of_the_past
{
    private static readonly GraphQLEngine Engine = new(CirclesSchema.Create(), new EngineOptions
    {
        DocumentTokensMax = int.MaxValue,
        DocumentFieldsMax = int.MaxValue,
        FragmentExpansionMax = int.MaxValue,
        OperationDepthMax = 100,
        SelectionNestingMax = 100,
        ParserDepthMax = 200,
        FieldComparisonsMax = int.MaxValue,
        CostMax = int.MaxValue,
        ResultBytesMax = int.MaxValue,
        AliasesMax = int.MaxValue,
        ExecutionTimeMax = TimeSpan.FromMinutes(5),
        OnException = (exception, path) => throw new InvalidOperationException($"At {string.Join('.', path)}: {exception}"),
    });

    private static readonly PackLibrary Packs = PackLibrary.Load(Repository.FullPath("packs"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task shows_nothing_that_is_not_to_be_seen_today_or_was_not_then(int seed)
    {
        var chance = new Random(seed);
        var town = Town.Full(seed % 2 == 0 ? Town.WidePack : Town.StrictPack, (CircleAudience)(seed % 3));
        var states = Lived(town, chance);
        var today = states[^1];
        var document = await EverythingAsync();
        var (shown, hidden) = (0, 0);
        foreach (var past in states.Where(_ => chance.Next(states.Count) < 6).Append(states[0]))
        {
            var view = PastState.Of(Marked(past), today);
            foreach (var viewer in Viewers(town, chance))
            {
                if (!OrganisationVisibility.CanSeeAny(view, viewer)) continue;
                var found = new Found(past, today, viewer);
                found.Check(await AskAsync(document, view, viewer, town));
                shown += found.Ids.Count;
                hidden += past.History.Keys.Count(id => Visibility.Find(past, viewer, id) is not null && Visibility.Find(today, viewer, id) is null);
            }
        }

        Assert.True(shown > 200 && hidden > 10, $"{shown} shown, {hidden} hidden: the towns prove nothing.");
    }

    /// <summary>What a viewer was shown, as JSON: the ids, texts and counts in it.</summary>
    private sealed class Found(NetworkState past, NetworkState today, Actor viewer)
    {
        public HashSet<AnyId> Ids { get; } = [];

        public void Check(JsonElement answer)
        {
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            Walk(answer);
        }

        private void Walk(JsonElement json)
        {
            switch (json.ValueKind)
            {
                case JsonValueKind.String:
                    Text(json.GetString()!);
                    break;
                case JsonValueKind.Array:
                    foreach (var item in json.EnumerateArray()) Walk(item);
                    break;
                case JsonValueKind.Object:
                    Counts(json);
                    foreach (var entry in json.EnumerateObject()) Walk(entry.Value);
                    break;
            }
        }

        private void Text(string text)
        {
            if (AnyId.TryParse(text, out var id) && Ids.Add(id))
                foreach (var state in (NetworkState[])[past, today])
                    Assert.True(Visibility.Find(state, viewer, id) is not null, $"{viewer} is shown {id}.");
            foreach (var mark in Mark().Matches(text).Cast<System.Text.RegularExpressions.Match>())
                foreach (var state in (NetworkState[])[past, today])
                    Assert.True(IsOpen(state, mark.Groups["door"].Value, mark.Groups["id"].Value), $"{viewer} is shown {text}.");
        }

        private void Counts(JsonElement json)
        {
            if (json.TryGetProperty("totalCount", out var total) && json.TryGetProperty("nodes", out var nodes))
                Assert.Equal(nodes.GetArrayLength(), total.GetInt32());
            if (json.TryGetProperty("members", out var members) && members.GetArrayLength() > 0 && json.TryGetProperty("size", out var size))
                Assert.Equal(members.GetArrayLength(), size.GetInt32());
            if (json.TryGetProperty("peopleInCircles", out _))
            {
                Assert.True(Authority.RunsSomewhere(today, viewer) || today.Programmes.Values.Any(one => Authority.Runs(today, viewer, one)));
                // Null over few people: that tells less still.
                var circles = json.GetProperty("circles");
                Assert.True(circles.ValueKind == JsonValueKind.Null || circles.GetInt32() <= past.Circles.Values.Count(circle =>
                    circle.Visibility != CircleAudience.Secret
                    && today.Circles.TryGetValue(circle.Id, out var now) && now.Visibility != CircleAudience.Secret));
            }
        }

        private bool IsOpen(NetworkState state, string door, string text)
        {
            Assert.True(AnyId.TryParse(text, out var id));
            if (Visibility.Find(state, viewer, id) is not { } thing) return false;
            return thing switch
            {
                _ when door == "thing" => true,
                Person it => PersonVisibility.CanSeeContact(state, viewer, it),
                Circle it => CircleVisibility.IsMemberOrManager(state, viewer, it),
                Session it => CircleVisibility.IsMemberOrManager(state, viewer, state.Circles[it.Circle])
                    || CircleVisibility.CanSeeConfidences(state, viewer, state.Circles[it.Circle], it),
                Organisation it => OrganisationVisibility.Showcase(state, viewer, it) is not null,
                _ => false,
            };
        }
    }

    [GeneratedRegex("§(?<door>[a-z]+):(?<id>[0-9a-z_]+)§", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Mark();

    private static List<NetworkState> Lived(Town town, Random chance)
    {
        var (state, now) = (town.State, town.Now);
        var states = new List<NetworkState> { state };
        for (var i = 0; i < 1_500; i++)
        {
            now += Duration.FromMinutes(chance.Next(100));
            var command = i % 3 == 0 ? Turning(state, chance) : Anything.Asked(state, now, chance);
            var by = i % 3 == 0 && chance.Next(2) == 0 ? Actor.Operator : Anything.Asker(town, chance);
            var after = Domain.Handle(state, new Envelope(command, by, now, Grains.Tests.Story.SeedOn(state))).After;
            if (!ReferenceEquals(after, state)) states.Add(after);
            state = after;
        }

        return states;
    }

    /// <summary>Commands after which somebody sees less or more than before.</summary>
    private static Command Turning(NetworkState state, Random chance)
    {
        T Any<T>(IEnumerable<T> all) => all.ElementAt(chance.Next(all.Count()));
        var (person, circle, programme) = (Any(state.People.Keys), Any(state.Circles.Values), Any(state.Programmes.Values));
        return chance.Next(10) switch
        {
            0 => new CircleCommand.RemoveMember(circle.Id, circle.Members.IsEmpty ? person : Any(circle.Members.Keys)),
            1 => new CircleCommand.AddMember(circle.Id, person, (CircleRole)chance.Next(4)),
            2 => new CircleCommand.Update(circle.Id, default, (CircleAudience)chance.Next(3), default, chance.Next(2) == 0),
            3 => new ProgrammeCommand.AddManager(programme.Id, person),
            4 => new ProgrammeCommand.RemoveManager(programme.Id, Any(programme.Managers)),
            5 => new AccessCommand.GrantRole(person, new Grant(Role.RegionalAdmin, "PL51")),
            6 => new AccessCommand.EndRole(person, new Grant(Role.RegionalAdmin, "PL51")),
            7 => new PersonCommand.Register($"New {state.Sequence}", null, null, PersonProfile.Empty with { Region = "PL51" }, []),
            8 => new PersonCommand.Remove(person),
            _ => new OrganisationCommand.Remove(Any(state.Organisations.Keys.DefaultIfEmpty(new(7)))),
        };
    }

    private static IEnumerable<Actor> Viewers(Town town, Random chance) =>
    [
        Actor.Operator, new Actor.Program(town.Portal), town.Olga.As(), town.Rita.As(), town.Maja.As(), town.Marek.As(), town.Mia.As(), town.Ben.As(),
        town.Ada.As(), town.Otto.As(), Anything.Asker(town, chance), new Actor.Member(new(7)),
    ];

    private static NetworkState Marked(NetworkState state)
    {
        static string Behind(string door, AnyId id) => $"§{door}:{id}§";
        var (people, organisations, circles, sessions) = (state.People, state.Organisations, state.Circles, state.Sessions);
        foreach (var (id, it) in people)
            people = people.SetItem(id, it with { Name = Behind("thing", id), Email = Behind("contact", id), Reference = Behind("contact", id) });
        foreach (var (id, it) in organisations)
        {
            var showcase = it.Showcase is { } shown ? shown with { Headline = Behind("showcase", id), Text = Behind("showcase", id) } : null;
            organisations = organisations.SetItem(id, it with { Name = Behind("thing", id), Showcase = showcase });
        }

        foreach (var (id, it) in circles)
            circles = circles.SetItem(id, it with { Name = Behind("thing", id), Description = Behind("thing", id), Reference = Behind("inside", id) });
        foreach (var (id, it) in sessions)
            sessions = sessions.SetItem(id, it with { Theme = Behind("thing", id), Place = Behind("place", id), Reference = Behind("place", id) });
        return state with
        {
            People = people,
            Organisations = organisations,
            Circles = circles,
            Sessions = sessions,
            Diaries = state.Diaries.SetItems(state.Diaries.Values.Select(it => KeyValuePair.Create(
                it.Id, it with { Text = Behind("thing", it.Id), Remark = Behind("thing", it.Id) }))),
            Applications = state.Applications.SetItems(state.Applications.Values.Select(it => KeyValuePair.Create(
                it.Id, it with { Motivation = Behind("thing", it.Id), Reason = Behind("thing", it.Id) }))),
            Tokens = state.Tokens.SetItems(state.Tokens.Values.Select(it => KeyValuePair.Create(it.Id, it with { Label = Behind("thing", it.Id) }))),
            Clients = state.Clients.SetItems(state.Clients.Values.Select(it => KeyValuePair.Create(it.Id, it with { Name = Behind("thing", it.Id) }))),
            Imports = state.Imports.SetItems(state.Imports.Values.Select(it => KeyValuePair.Create(it.Id, it with { FileName = Behind("thing", it.Id) }))),
        };
    }

    private static async Task<JsonElement> AskAsync(string document, NetworkState state, Actor viewer, Town town)
    {
        await using var host = new NetworkHost(new VolatileJournal());
        var output = new ArrayBufferWriter<byte>();
        await Engine.ExecuteAsync(
            new GraphQLRequest
            {
                Document = document,
                Variables = document.Contains("$for", StringComparison.Ordinal)
                    ? JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["for"] = town.Mia.ToString() })
                    : null,
                Context = new RequestContext
                {
                    Networks = host,
                    // Only history reads more than the state; it has tests of its own.
                    Network = null!,
                    Actor = viewer,
                    Language = "en",
                    Packs = Packs,
                    Engine = Engine,
                    Time = TimeProvider.System,
                    Snapshot = state,
                },
            },
            output);
        return JsonDocument.Parse(output.WrittenMemory).RootElement;
    }

    /// <summary>A query for all that can be asked without knowing an id, three things deep.</summary>
    private static async Task<string> EverythingAsync()
    {
        var schema = await AskAsync(
            """
            { __schema { types { name kind possibleTypes { name } fields { name args { name defaultValue type { kind } }
              type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }
            """,
            NetworkState.Empty,
            Actor.Operator,
            Town.Founded);
        var types = schema.GetProperty("data").GetProperty("__schema").GetProperty("types").EnumerateArray()
            .ToDictionary(type => type.GetProperty("name").GetString()!, StringComparer.Ordinal);
        return $"query($for: ID!) {{ {Fields("Query", 4)} }}";

        string Fields(string name, int depth) => string.Join(' ', types[name].GetProperty("fields").EnumerateArray().Select(field => Selection(field, depth)));

        string Selection(JsonElement field, int depth)
        {
            var name = field.GetProperty("name").GetString()!;
            var arguments = field.GetProperty("args").EnumerateArray().ToList();
            var needed = arguments.Where(one => one.GetProperty("type").GetProperty("kind").GetString() == "NON_NULL"
                && one.GetProperty("defaultValue").ValueKind == JsonValueKind.Null).Select(one => one.GetProperty("name").GetString()).ToList();
            if (needed is not [] and not ["for"] || name is "_service" or "packs" || arguments.Any(one => one.GetProperty("name").GetString() == "reference")) return "";
            var given = needed is ["for"] ? "(for: $for, first: 20)"
                : arguments.Any(one => one.GetProperty("name").GetString() == "last") ? "(first: 100)" : "";
            var type = field.GetProperty("type");
            while (type.TryGetProperty("ofType", out var inner) && inner.ValueKind == JsonValueKind.Object) type = inner;
            var of = type.GetProperty("name").GetString()!;
            return type.GetProperty("kind").GetString() switch
            {
                "SCALAR" or "ENUM" => name + given,
                "OBJECT" when of.EndsWith("Connection", StringComparison.Ordinal) && depth > 0 => $"{name}{given} {{ totalCount nodes {{ {Fields(of[..^"Connection".Length], depth - 1)} __typename }} }}",
                "OBJECT" when depth > 0 => $"{name}{given} {{ {Fields(of, depth - 1)} __typename }}",
                "INTERFACE" when depth > 0 => $"{name} {{ id }}",
                _ => "",
            };
        }
    }
}
