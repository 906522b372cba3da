using System.Buffers;
using System.Text;
using System.Text.Json;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Programmes;
using Circles.Grains.Tests;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Live;
using Circles.Schema.Packs;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Circles.Schema.Tests;

/// <summary>What is not asked again must not have changed: held against every near field there is, over random commands by anybody.</summary>
public sealed class What_concerns_a_subscription
{
    private static readonly GraphQL.Types.Schema Published = CirclesSchema.Create();

    private static readonly GraphQLEngine Engine = new(
        Published,
        new EngineOptions
        {
            // One document that asks for everything is beyond what anybody may ask.
            DocumentTokensMax = int.MaxValue,
            DocumentFieldsMax = int.MaxValue,
            FragmentExpansionMax = int.MaxValue,
            FieldComparisonsMax = int.MaxValue,
            AliasesMax = int.MaxValue,
            CostMax = int.MaxValue,
            OnException = (exception, _) => throw new InvalidOperationException("A field failed.", exception),
        });

    private static readonly PackLibrary Packs = PackLibrary.Load(Circles.Conventions.Repository.FullPath("packs"));

    private static readonly PreparedDocument Everything = Prepared();

    [Fact]
    public void is_all_that_changes_its_answer()
    {
        var start = Town.Full(Town.WidePack, CircleAudience.Closed);
        var (kept, again) = (0, 0);
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), steps =>
        {
            var counted = Holds(start, steps);
            (kept, again) = (kept + counted.Kept, again + counted.Again);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
        // It would hold just as well if everything were asked again, or nothing ever changed.
        Assert.InRange(kept, again, int.MaxValue);
        Assert.InRange(again, 100, int.MaxValue);
    }

    [Fact]
    public void is_not_a_commit_about_something_else()
    {
        var town = Town.Full(Town.LsePack, CircleAudience.Closed);
        var before = town.State;
        town.Plan(town.Pair, Duration.FromDays(9));
        Assert.False(Concern.CanConcern(near: true, before, town.State, town.Ben.As(), town.Group));
        Assert.True(Concern.CanConcern(near: true, before, town.State, town.Mia.As(), town.Pair));
        Assert.True(Concern.CanConcern(near: false, before, town.State, town.Ben.As(), town.Group));
    }

    [Fact]
    public void is_not_who_else_manages_its_programme()
    {
        var town = Town.Full(Town.LsePack, CircleAudience.Closed);
        var before = town.State;
        town.Do(town.Olga.As(), new ProgrammeCommand.AddManager(town.Programme, town.Ben));
        Assert.NotSame(before, town.State);
        Assert.False(Concern.CanConcern(near: true, before, town.State, town.Mia.As(), town.Pair));
        Assert.False(Concern.CanConcern(near: true, before, town.State, town.Mia.As(), town.Programme));
        // Ben sees more of every circle now, and in his own a member is a manager.
        Assert.True(Concern.CanConcern(near: true, before, town.State, town.Ben.As(), town.Pair));
        Assert.True(Concern.CanConcern(near: true, before, town.State, town.Cyla.As(), town.Group));
    }

    [Theory]
    [InlineData("Circle.name", true)]
    [InlineData("Circle.members", true)]
    [InlineData("PageInfo.endCursor", true)]
    [InlineData("Import.id", true)]
    [InlineData("Circle.somethingNew", false)]
    [InlineData("Person.email", false)]
    [InlineData("Session.diary", false)]
    [InlineData("Programme.numbers", false)]
    [InlineData("Subscription.activity", false)]
    public void is_known_of_fields_that_are_named_as_near(string coordinate, bool near) => Assert.Equal(near, Concern.IsNear([coordinate]));

    private static (int Kept, int Again) Holds(Town town, int[] steps)
    {
        var (state, now) = (town.State, town.Now);
        var (kept, again) = (0, 0);
        for (var i = 0; i < steps.Length; i++)
        {
            var chance = new Random(steps[i] ^ (i * 7919));
            for (var trial = 0; trial < 12; trial++)
            {
                now += Duration.FromMinutes(chance.Next(60));
                var envelope = new Envelope(Anything.Asked(state, now, chance), Anything.Asker(town, chance), now, Story.SeedOn(state));
                var after = Domain.Handle(state, envelope).After;
                if (ReferenceEquals(state, after)) continue;
                var viewer = Anything.Asker(town, chance);
                foreach (var id in Followed(state))
                {
                    if (Concern.CanConcern(near: true, state, after, viewer, id))
                    {
                        again++;
                        continue;
                    }

                    kept++;
                    Assert.Equal(Answer(state, viewer, id), Answer(after, viewer, id));
                }

                state = after;
            }
        }

        return (kept, again);
    }

    private static IEnumerable<AnyId> Followed(NetworkState state) =>
        [.. state.Circles.Keys.Select(id => (AnyId)id), .. state.Sessions.Keys.Select(id => (AnyId)id), .. state.Programmes.Keys.Select(id => (AnyId)id)];

    private static string Answer(NetworkState state, Actor viewer, AnyId id)
    {
        var output = new ArrayBufferWriter<byte>();
        var asked = Engine.ExecuteAsync(
            new GraphQLRequest
            {
                Prepared = Everything,
                Variables = JsonSerializer.SerializeToElement(new { id = id.ToString() }),
                Context = new RequestContext
                {
                    Networks = null!,
                    Network = null!,
                    Actor = viewer,
                    Language = "en",
                    Packs = Packs,
                    Engine = Engine,
                    Time = new Still(),
                    Snapshot = state,
                },
            },
            output);
        Assert.True(asked.IsCompletedSuccessfully);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Every near field of a circle, a session and a programme, as deep as they lead into each other.</summary>
    private static PreparedDocument Prepared()
    {
        var document = new StringBuilder("query($id: ID!) { node(id: $id) {");
        foreach (var root in new[] { "Circle", "Session", "Programme" })
            document.Append($" ... on {root} {{ {Near((ObjectType)Published.TypeNamed(root)!, 4)} }}");
        var prepared = Engine.Prepare(document.Append(" } }").ToString());
        Assert.Empty(prepared.Errors);
        return prepared;
    }

    private static string Near(ObjectType type, int depth)
    {
        var fields = new StringBuilder("__typename");
        foreach (var field in type.Fields.Where(field => Concern.IsNear([$"{type.Name}.{field.Name}"])))
        {
            if (field.Type.Named is ObjectType of && depth == 0) continue;
            // Named apart, for one name has other types on other things.
            fields.Append($" {type.Name}_{field.Name}: {field.Name}");
            if (field.Arguments.Any(argument => argument.Name == "first")) fields.Append("(first: 9)");
            if (field.Type.Named is ObjectType selected) fields.Append($" {{ {Near(selected, depth - 1)} }}");
        }

        return fields.ToString();
    }

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Story.Noon.ToDateTimeOffset();
    }
}
