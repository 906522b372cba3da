using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Tests.Journals;

/// <summary>What every journal store does: each store's tests inherit this.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    protected const string Demo = "demo";

    protected IJournal Journal { get; private set; } = null!;

    protected abstract IJournal Open();

    public virtual ValueTask InitializeAsync()
    {
        Journal = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Appending_gives_the_new_end_and_reading_gives_the_same_bytes()
    {
        var events = Given.Events(Demo, 3);
        var end = await Journal.AppendAsync(Demo, 0, events);
        var stored = await Given.ReadAllAsync(Journal, Demo);
        Assert.Equal(3, end.Sequence);
        Assert.Equal(end, stored[^1].Position);
        Assert.Equal([1, 2, 3], stored.Select(e => e.Sequence));
        Assert.Equal(events.Select(e => e.Name), stored.Select(e => e.Event.Name));
        Assert.All(events.Zip(stored), pair => Assert.Equal(pair.First.Json.ToArray(), pair.Second.Event.Json.ToArray()));
    }

    [Fact]
    public async Task Each_event_is_chained_to_the_one_before()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 4));
        ChainHash hash = default;
        foreach (var stored in await Given.ReadAllAsync(Journal, Demo))
            Assert.Equal(hash = ChainHash.Of(hash, Demo, stored.Sequence, stored.Event), stored.Hash);
    }

    [Fact]
    public async Task A_conflict_tells_the_actual_end_and_appends_nothing()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 2));
        foreach (var wrong in (long[])[0, 1, 3, 99])
        {
            var conflict = await Assert.ThrowsAsync<JournalConflictException>(
                async () => await Journal.AppendAsync(Demo, wrong, Given.Events(Demo, 1)));
            Assert.Equal((wrong, 2), (conflict.Expected, conflict.Actual));
        }

        Assert.Equal(2, (await Given.ReadAllAsync(Journal, Demo)).Count);
    }

    [Fact]
    public async Task A_stream_that_is_not_there_ends_at_0_and_is_not_made_by_asking()
    {
        Assert.Empty(await Given.ReadAllAsync(Journal, Demo));
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Demo, 1, Given.Events(Demo, 1)));
        Assert.Equal(0, conflict.Actual);
        Assert.Empty(await Journal.NetworksAsync());
    }

    [Theory]
    [InlineData(0, int.MaxValue, 1, 5)]
    [InlineData(2, int.MaxValue, 3, 3)]
    [InlineData(2, 2, 3, 2)]
    [InlineData(5, 2, 0, 0)]
    [InlineData(9, 2, 0, 0)]
    public async Task Reading_gives_what_comes_after(long after, int max, long first, int count)
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 5));
        var found = new List<long>();
        await foreach (var stored in Journal.ReadAsync(Demo, after, max)) found.Add(stored.Sequence);
        Assert.Equal(Enumerable.Range(0, count).Select(i => first + i), found);
    }

    [Fact]
    public async Task Reading_goes_on_over_many_chunks()
    {
        var count = (2 * Limits.ReadChunk) + 1;
        await Journal.AppendAsync(Demo, 0, [.. Enumerable.Repeat(Given.Events(Demo, 1)[0], count)]);
        Assert.Equal(count, (await Given.ReadAllAsync(Journal, Demo)).Count);
    }

    [Fact]
    public async Task Of_64_writers_racing_one_wins_each_place()
    {
        const int writers = 64, each = 8;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            long expected = 0;
            for (var mine = 0; mine < each;)
            {
                try
                {
                    var happened = new EncodedEvent($"{writer}", BitConverter.GetBytes(mine));
                    expected = (await Journal.AppendAsync(Demo, expected, [happened])).Sequence;
                    mine++;
                }
                catch (JournalConflictException e)
                {
                    expected = e.Actual;
                }
            }
        }))).WaitAsync(Given.Patience * 2);

        var all = await Given.ReadAllAsync(Journal, Demo);
        Assert.Equal(Enumerable.Range(1, writers * each).Select(i => (long)i), all.Select(e => e.Sequence));
        Assert.All(all.GroupBy(e => e.Event.Name), group =>
            Assert.Equal(Enumerable.Range(0, each), group.Select(e => BitConverter.ToInt32(e.Event.Json.Span))));
        ChainHash hash = default;
        foreach (var stored in all) Assert.Equal(hash = ChainHash.Of(hash, Demo, stored.Sequence, stored.Event), stored.Hash);
    }

    [Fact]
    public async Task Following_tells_rising_ends_and_never_misses_the_last()
    {
        var events = Given.Events(Demo, 20);
        await Journal.AppendAsync(Demo, 0, [events[0]]);
        using var enough = new CancellationTokenSource(Given.Patience);
        var seen = new List<long>();
        var following = Task.Run(async () =>
        {
            await foreach (var end in Journal.FollowAsync(Demo, 1, enough.Token))
            {
                seen.Add(end);
                if (end == 20) break;
            }
        });
        for (var i = 1; i < events.Count; i++) await Journal.AppendAsync(Demo, i, [events[i]]);
        await following;
        Assert.Equal(20, seen[^1]);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Distinct(), seen);
    }

    [Fact]
    public async Task Following_tells_at_once_what_is_there_already()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 2));
        await using var ends = Journal.FollowAsync(Demo, 0).GetAsyncEnumerator();
        Assert.True(await ends.MoveNextAsync().AsTask().WaitAsync(Given.Patience));
        Assert.Equal(2, ends.Current);
    }

    [Fact]
    public async Task Following_ends_by_cancelling()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        using var cancel = new CancellationTokenSource();
        await using var ends = Journal.FollowAsync(Demo, 1, cancel.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = ends.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Given.Patience));
    }

    [Fact]
    public async Task A_duty_has_one_holder_at_a_time()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        var held = await Journal.HoldDutyAsync(Demo, "reminders");
        Assert.NotNull(held);
        Assert.Null(await Journal.HoldDutyAsync(Demo, "reminders"));
        await using (var other = await Journal.HoldDutyAsync(Demo, "mail")) Assert.NotNull(other);
        await using (var elsewhere = await Journal.HoldDutyAsync("other", "reminders")) Assert.NotNull(elsewhere);
        await held.DisposeAsync();
        await using var again = await Journal.HoldDutyAsync(Demo, "reminders");
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Networks_do_not_mix()
    {
        var one = await Journal.AppendAsync("one", 0, Given.Events("one", 3));
        var two = await Journal.AppendAsync("two", 0, Given.Events("two", 1));
        Assert.Equal((3, 1), (one.Sequence, two.Sequence));
        Assert.Equal(3, (await Given.ReadAllAsync(Journal, "one")).Count);
        Assert.Equal("two", (await Given.ReplayAsync(Journal, "two")).Network!.Slug);
        Assert.Equal(["one", "two"], await Journal.NetworksAsync());
    }

    [Fact]
    public async Task A_network_that_was_let_go_is_taken_again()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        await Journal.ReleaseAsync(Demo);
        await Journal.ReleaseAsync("never-seen");
        Assert.Single(await Given.ReadAllAsync(Journal, Demo));
        Assert.Equal(2, (await Journal.AppendAsync(Demo, 1, [Given.Events(Demo, 2)[1]])).Sequence);
    }
}

public sealed class The_volatile_journal : JournalContract
{
    protected override IJournal Open() => new VolatileJournal();
}
