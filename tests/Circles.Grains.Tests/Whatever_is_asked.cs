using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Circles.Grains.Tests;

/// <summary>Random commands by random actors on a small town. FsCheck prints the seed and the smallest steps that fail.</summary>
public sealed class Whatever_is_asked
{
    [Fact]
    public void the_domain_holds()
    {
        var start = Town.Full(Town.WidePack with { RetentionMonths = 1 }, CircleAudience.Closed);
        start.Do(start.Maja.As(), new CircleCommand.Close(start.Pair));
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
                now += chance.Next(100) == 0 ? Duration.FromDays(chance.Next(40)) : Duration.FromMinutes(chance.Next(600));
                var key = chance.Next(4) == 0 ? new IdempotencyKey($"k{chance.Next(3)}", $"h{chance.Next(2)}") : null;
                var envelope = new Envelope(Anything.Asked(state, now, chance), Anything.Asker(town, chance), now, Story.SeedOn(state), null, key);
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
