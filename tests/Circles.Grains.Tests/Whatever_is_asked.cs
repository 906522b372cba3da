using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Circles.Grains.Tests;

/// <summary>Random commands by random actors on a small town. FsCheck prints the seed and the smallest steps that fail.</summary>
public sealed class Whatever_is_asked
{
    private static readonly Type[] Commands = [.. Samples.Cases(typeof(Command))];

    private static readonly string[] Words =
    [
        "PL51", "PL", "IL", "XX", "Europe/Warsaw", "p-Mia", "mia@example.org", "new@example.org", "", " ", "half \ud83d", "thematic", "monitoring",
        "mentors-trained", "employer", "en", "https://example.org", "Programme", "pair", "firm", "2026-04-01", "17:30", new('a', 64), new('c', 64),
    ];

    private static readonly string[] Cells =
        ["name", "kind", "reference", "email", "region", "programme", "form", "mentors", "mentees", "circle", "date", "time", "headline"];

    [Fact]
    public void the_domain_holds()
    {
        var start = Town.Full(Town.WidePack, CircleAudience.Closed);
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), steps => Holds(start, steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(70));
    }

    private static void Holds(Town town, int[] steps)
    {
        var (state, now) = (town.State, town.Now);
        var happened = new List<Happened>();
        for (var i = 0; i < steps.Length; i++)
        {
            var chance = new Random(steps[i] ^ (i * 7919));
            // Several tries a step, so that more commands find what they need.
            for (var trial = 0; trial < 12; trial++)
            {
                now += Duration.FromMinutes(chance.Next(600));
                var key = chance.Next(4) == 0 ? new IdempotencyKey($"k{chance.Next(3)}", $"h{chance.Next(2)}") : null;
                var envelope = new Envelope(Ask(state, now, chance), Someone(town, chance), now, Story.SeedOn(state), null, key);
                var outcome = Domain.Handle(state, envelope);
                Assert.Equal(outcome.Decision.IsRefused || outcome.Decision.Events.IsEmpty, ReferenceEquals(state, outcome.After));
                if (!outcome.Happened.IsEmpty) Assert.Empty(Domain.Handle(outcome.After, envelope).Decision.Events);
                happened.AddRange(outcome.Happened);
                state = outcome.After;
            }
        }

        MakesSense(state);
        var told = Told(state);
        Assert.Equal(told, Told(NetworkTables.Rebuild(state)));
        Assert.Equal(told, Told(happened.Select(Stored).Aggregate(town.State, Domain.Evolve)));
    }

    private static Happened Stored(Happened happened)
    {
        var encoded = EventCodec.Encode(happened);
        return EventCodec.Decode(happened.Sequence, encoded.Name, encoded.Json.Span);
    }

    private static Actor Someone(Town town, Random chance)
    {
        Actor[] all =
        [
            Actor.Operator, Actor.Clock, town.Olga.As(), town.Rita.As(), town.Maja.As(), town.Maja.As(), town.Maja.As(), town.Marek.As(), town.Mia.As(), town.Ben.As(),
            town.Cyla.As(), town.Ada.As(), town.Otto.As(), new Actor.Program(town.Portal), new Actor.Member(new(7)),
        ];
        return all[chance.Next(all.Length)];
    }

    private static Command Ask(NetworkState state, Instant now, Random chance) => (Command)new Samples
    {
        Length = () => chance.Next(3),
        Instead = type =>
            Nullable.GetUnderlyingType(type) is not null && chance.Next(3) == 0 ? DBNull.Value
            : type == typeof(string) ? Words[chance.Next(Words.Length)]
            : type == typeof(Instant) ? now + Duration.FromHours(chance.Next(-40, 400))
            : type == typeof(int) ? chance.Next(0, 200)
            : type == typeof(bool) ? chance.Next(2) == 0
            : type == typeof(ProcessPack) ? (chance.Next(2) == 0 ? Town.LsePack : Town.WctPack)
            : type == typeof(Actor) ? new Actor.Member(state.People.Keys.ElementAt(chance.Next(state.People.Count)))
            : type == typeof(ImmutableSortedDictionary<string, string>) ? Row(chance)
            : type.IsEnum ? Enum.GetValues(type).GetValue(chance.Next(Enum.GetValues(type).Length))
            : !type.IsGenericType ? null
            : type.GetGenericTypeDefinition() == typeof(Patch<>) && chance.Next(2) == 0 ? Activator.CreateInstance(type)
            : type.GetGenericTypeDefinition() == typeof(Id<>) ? AnId(state, type, chance)
            : null,
    }.Of(Commands[chance.Next(Commands.Length)])!;

    private static ImmutableSortedDictionary<string, string> Row(Random chance) =>
        Cells.Where(_ => chance.Next(2) == 0).ToImmutableSortedDictionary(cell => cell, _ => Words[chance.Next(Words.Length)]);

    private static object AnId(NetworkState state, Type type, Random chance)
    {
        var there = state.History.Keys.Where(id => id.Prefix == (string)type.GetGenericArguments()[0].GetProperty("Prefix")!.GetValue(null)!)
            .OrderBy(id => id.Value).ToList();
        return Activator.CreateInstance(type, there.Count == 0 || chance.Next(20) == 0 ? 7 : there[chance.Next(there.Count)].Value)!;
    }

    private static void MakesSense(NetworkState state)
    {
        foreach (var circle in state.Circles.Values)
        {
            var form = state.PackOf(state.Programmes[circle.Programme]).Form(circle.Form)!;
            Assert.All(circle.Members.Values.GroupBy(member => member.Role), seats => Assert.True(seats.Count() <= form.SeatsOf(seats.Key)!.Max));
            Assert.All(circle.Members.Keys, person => Assert.True(state.People.ContainsKey(person)));
        }

        foreach (var session in state.Sessions.Values)
        {
            Assert.True(state.Circles.ContainsKey(session.Circle));
            Assert.All(session.Attendance.Keys, person => Assert.True(state.People.ContainsKey(person)));
        }

        Assert.All(state.Diaries.Values, entry => Assert.True(state.Sessions.ContainsKey(entry.Session)));
        Assert.All(state.Programmes.Values, programme => Assert.NotEmpty(programme.Managers));
        Assert.Equal(state.People.Values.Count(person => person.Email is not null), state.PersonByEmail.Count);
        Assert.Equal(state.People.Values.Count(person => person.Reference is not null), state.PersonByReference.Count);
        Assert.Equal(state.Organisations.Values.Count(organisation => organisation.Reference is not null), state.OrganisationByReference.Count);
        Assert.Equal(state.Tokens.Count, state.TokenByHash.Count);
        Assert.All(state.Grants.Keys, person => Assert.True(state.People.ContainsKey(person)));
        Assert.All(state.People.Values, person => Assert.True(person.Profile.Region is not { } region || state.Network!.Regions.ContainsKey(region)));
        Assert.All(state.People.Values.SelectMany(person => person.Affiliations), one => Assert.True(state.Organisations.ContainsKey(one.Organisation)));
    }

    /// <summary>All tables and indexes of a state as text, in an order that depends on nothing but what they hold.</summary>
    private static string Told(NetworkState state) => string.Join(
        '\n',
        typeof(NetworkState).GetProperties().Where(property => property.Name != "EqualityContract").Select(property => $"{property.Name}: {Text(property.GetValue(state))}"));

    private static string Text(object? value) => value switch
    {
        null => "-",
        string text => text,
        IDictionary map => string.Join("; ", map.Keys.Cast<object>().Select(key => $"{key}={Text(map[key])}").Order(StringComparer.Ordinal)),
        ImmutableHashSet<global::Circles.Grains.Access.Grant> grants => string.Join(',', grants.Select(grant => $"{grant}").Order(StringComparer.Ordinal)),
        IEnumerable many => string.Join(',', many.Cast<object>().Select(Text)),
        _ when value.GetType() is { IsClass: true } type => JsonSerializer.Serialize(value, type, Json.Options),
        _ => $"{value}",
    };
}
