using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Tests.Journals.Postgres;

public sealed class The_PostgreSQL_journal : JournalContract
{
    private TestDatabase database = null!;
    private IJournal opened = null!;

    protected override IJournal Open() => opened;

    public override async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        // Few connections: each of 64 writers would else wait in the database, and not before it.
        opened = await database.OpenAsync(more: "Maximum Pool Size=6");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_everything_over_a_restart()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 7));
        await Journal.DisposeAsync();
        var again = await database.OpenAsync();
        Assert.Equal(7, (await Given.ReadAllAsync(again, Demo)).Count);
        Assert.Equal([Demo], await again.NetworksAsync());
    }

    [Fact]
    public async Task Lets_the_database_decide_between_two_nodes()
    {
        var other = await database.OpenAsync();
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 2));
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await other.AppendAsync(Demo, 0, Given.Events(Demo, 1)));
        Assert.Equal(2, conflict.Actual);
        Assert.Equal(3, (await other.AppendAsync(Demo, 2, [Given.Events(Demo, 2)[1]])).Sequence);
        conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Demo, 2, [Given.Events(Demo, 2)[1]]));
        Assert.Equal(3, conflict.Actual);
        Assert.Equal(3, (await Given.ReadAllAsync(Journal, Demo)).Count);
    }

    [Fact]
    public async Task Tells_followers_on_another_node_by_a_notice()
    {
        // Its clock stands still: nothing is found by looking.
        var other = await database.OpenAsync(new ManualTime());
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        await using var ends = other.FollowAsync(Demo, 0).GetAsyncEnumerator();
        Assert.True(await ends.MoveNextAsync().AsTask().WaitAsync(Given.Patience));
        Assert.Equal(1, ends.Current);
        var next = ends.MoveNextAsync().AsTask();
        await Journal.AppendAsync(Demo, 1, [Given.Events(Demo, 2)[1]]);
        Assert.True(await next.WaitAsync(Given.Patience));
        Assert.Equal(2, ends.Current);
    }

    [Fact]
    public async Task Tells_followers_what_was_appended_without_a_notice_at_its_next_look()
    {
        var time = new ManualTime();
        var other = await database.OpenAsync(time);
        var end = await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        await using var ends = other.FollowAsync(Demo, 1).GetAsyncEnumerator();
        var next = ends.MoveNextAsync().AsTask();
        var happened = Given.Events(Demo, 2)[1];
        var hash = ChainHash.Of(end.Hash, Demo, 2, happened);
        await database.ExecuteAsync($"""
            INSERT INTO circles.event VALUES ('{Demo}', 2, '{happened.Name}', '\x{Convert.ToHexString(happened.Json.Span)}', '\x{hash}');
            UPDATE circles.head SET sequence = 2, hash = '\x{hash}' WHERE network = '{Demo}'
            """);
        Assert.True(await time.PassUntil(next, Limits.LookEvery));
        Assert.Equal(2, ends.Current);
    }

    [Fact]
    public async Task Lets_no_second_node_hold_a_duty()
    {
        var other = await database.OpenAsync();
        await using var held = await Journal.HoldDutyAsync(Demo, "reminders");
        Assert.NotNull(held);
        Assert.Null(await other.HoldDutyAsync(Demo, "reminders"));
        await using var mail = await other.HoldDutyAsync(Demo, "mail");
        Assert.NotNull(mail);
    }

    [Fact]
    public async Task Takes_no_name_that_is_no_slug() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync("*", 0, Given.Events(Demo, 1)));

    [Theory]
    [InlineData("UPDATE circles.event SET json = '' WHERE sequence = 3", 3)]
    [InlineData("DELETE FROM circles.event WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM circles.event WHERE sequence = 4", 4)]
    [InlineData("UPDATE circles.head SET sequence = 3", 3)]
    [InlineData("UPDATE circles.event SET hash = '' WHERE sequence = 1", 1)]
    public async Task Serves_nothing_that_was_changed_by_hand(string sql, long at)
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 4));
        await Journal.ReleaseAsync(Demo);
        await database.ExecuteAsync(sql);
        var why = await Assert.ThrowsAsync<JournalDamagedException>(() => Given.ReplayAsync(Journal, Demo));
        Assert.Equal(at, why.Sequence);
    }

    [Fact]
    public async Task Appends_nothing_to_an_end_that_was_changed_by_hand()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 2));
        await database.ExecuteAsync("UPDATE circles.event SET hash = '\\x00' WHERE sequence = 2");
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Journal.AppendAsync(Demo, 2, [Given.Events(Demo, 2)[1]]));
        Assert.Equal(2L, await database.ExecuteAsync("SELECT count(*) FROM circles.event"));
    }

    [Fact]
    public async Task Appends_nothing_over_an_event_beyond_its_end()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 2));
        await database.ExecuteAsync(
            "INSERT INTO circles.event SELECT network, 3, name, json, hash FROM circles.event WHERE sequence = 2");
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Journal.AppendAsync(Demo, 2, [Given.Events(Demo, 2)[1]]));
        await Assert.ThrowsAsync<JournalDamagedException>(() => Given.ReadAllAsync(Journal, Demo));
    }

    /// <summary>The trap of journals that number across networks: numbers come before the commit, and a reader passes the hole.</summary>
    [Fact]
    public async Task Skips_no_event_whatever_other_writers_leave_open()
    {
        await Journal.AppendAsync("slow", 0, Given.Events("slow", 1));
        await using var connection = new Npgsql.NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using (var holds = new Npgsql.NpgsqlCommand("SELECT * FROM circles.head WHERE network = 'slow' FOR UPDATE", connection))
            await holds.ExecuteNonQueryAsync();
        const int writers = 8, each = 250;
        using var enough = new CancellationTokenSource(Given.Patience * 2);
        var other = await database.OpenAsync();
        var read = Task.Run(async () =>
        {
            long seen = 0;
            await foreach (var end in other.FollowAsync(Demo, 0, enough.Token))
            {
                foreach (var stored in await Given.ReadAllAsync(other, Demo, seen)) Assert.Equal(++seen, stored.Sequence);
                Assert.True(seen >= end);
                if (seen == writers * each) break;
            }

            return seen;
        });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var journal = await database.OpenAsync();
            var random = new Random(writer);
            long expected = 0;
            for (var mine = 0; mine < each;)
            {
                try
                {
                    // Some commits are wide, some conflict, and one network's writer is held up for the whole time.
                    var count = Math.Min(random.Next(1, 20), each - mine);
                    var events = Enumerable.Range(mine, count).Select(i => new EncodedEvent($"{writer}", BitConverter.GetBytes(i)));
                    expected = (await journal.AppendAsync(Demo, expected, [.. events])).Sequence;
                    mine += count;
                }
                catch (JournalConflictException e)
                {
                    expected = e.Actual;
                }
            }
        })));
        Assert.Equal(writers * each, await read);
        await open.RollbackAsync();
        Assert.Equal(2, (await Journal.AppendAsync("slow", 1, [Given.Events("slow", 2)[1]])).Sequence);
    }
}
