using System.Text;
using Circles.Conventions;

namespace Circles.Leaks;

/// <summary>Subscriptions of everybody to everything while the network lives on: hidden things end at once, lost ones when they are lost.</summary>
public sealed class Following_what_is_lost
{
    private const string Node = "subscription($id: ID!) { node(id: $id) { id } }";
    private const string Feed = "subscription($id: ID!) { activity(of: $id) { what } }";

    [Fact]
    public async Task ends_at_once_for_what_is_hidden_and_for_what_never_was()
    {
        await using var world = await World.PlantedAsync();
        var told = new List<string>();
        foreach (var field in World.Schema.Subscription!.Fields.Where(field => field.Arguments.Any(argument => argument.Name is "id" or "of")))
        {
            var argument = field.Arguments.First(argument => argument.Name is "id" or "of");
            var document = $"subscription($id: ID!) {{ {field.Name}({argument.Name}: $id) {{ __typename }} }}";
            foreach (var (who, by) in world.Cast)
                foreach (var id in Hidden(world, who).Append("cir_00000000000000000000000007"))
                {
                    await using var stream = (await world.FollowAsync(by, document, new { id })).GetAsyncEnumerator();
                    var next = stream.MoveNextAsync().AsTask();
                    if (!await next.WaitAsync(TimeSpan.FromMinutes(1))) continue;
                    told.Add($"{who}: {field.Name} {id}: {Encoding.UTF8.GetString(stream.Current.Json.Span)}");
                }
        }

        Offenders.None(told);
    }

    [Fact]
    public async Task ends_when_the_member_is_taken_out()
    {
        await using var world = await World.PlantedAsync();
        var (mentee, manager) = (world.Cast["ring.mentee"], world.Cast["ring.manager"]);
        foreach (var audience in (string[])["secret", "closed"])
        {
            var followed = new[] { world.Ids[$"ring.{audience}"], world.Ids[$"ring.{audience}.held"], world.Ids[$"ring.{audience}.held.diary"] };
            foreach (var id in followed)
            {
                await using var node = (await world.FollowAsync(mentee, Node, new { id })).GetAsyncEnumerator();
                await using var feed = (await world.FollowAsync(mentee, Feed, new { id })).GetAsyncEnumerator();
                Assert.True(await node.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)));
                var (lost, silent) = (node.MoveNextAsync().AsTask(), feed.MoveNextAsync().AsTask());
                var circle = world.Ids[$"ring.{audience}"];
                await world.DoAsync(manager, "removeCircleMember", new { circle, person = mentee.ToString() });
                Assert.False(await lost.WaitAsync(TimeSpan.FromMinutes(1)));
                Assert.False(await silent.WaitAsync(TimeSpan.FromMinutes(1)));
                await world.DoAsync(manager, "addCircleMember", new { circle, person = mentee.ToString(), role = "MENTEE" });
            }
        }
    }

    private static IEnumerable<string> Hidden(World world, string who) =>
        world.Canaries.Where(pair => pair.Key[3] == '_' && World.May(who, pair.Value) == false).Select(pair => pair.Key);
}
