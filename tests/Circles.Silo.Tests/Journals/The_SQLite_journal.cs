using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;

namespace Circles.Silo.Tests.Journals;

public sealed class The_SQLite_journal : JournalContract
{
    private readonly TempFolder folder = new();
    private readonly ManualTime time = new();

    protected override IJournal Open() => new SqliteJournal(folder.Path, time);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Keeps_everything_over_a_restart()
    {
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 7));
        await Journal.DisposeAsync();
        await using var again = Open();
        Assert.Equal(7, (await Given.ReadAllAsync(again, Demo)).Count);
        Assert.Equal([Demo], await again.NetworksAsync());
    }

    [Fact]
    public async Task Leaves_one_file_for_each_network_when_closed()
    {
        await Journal.AppendAsync("one", 0, Given.Events("one", 1));
        await Journal.AppendAsync("two", 0, Given.Events("two", 1));
        await Journal.DisposeAsync();
        Assert.Equal(["one.db", "two.db"], Directory.GetFiles(folder.Networks).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Lets_the_file_decide_between_two_processes()
    {
        await using var other = Open();
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 2));
        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await other.AppendAsync(Demo, 0, Given.Events(Demo, 1)));
        Assert.Equal(2, conflict.Actual);
        Assert.Equal(3, (await other.AppendAsync(Demo, 2, [Given.Events(Demo, 2)[1]])).Sequence);
        Assert.Equal(3, (await Given.ReadAllAsync(Journal, Demo)).Count);
    }

    [Fact]
    public async Task Sees_what_another_process_appended_at_its_next_look()
    {
        await using var other = Open();
        await Journal.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        await using var ends = Journal.FollowAsync(Demo, 1).GetAsyncEnumerator();
        var next = ends.MoveNextAsync().AsTask();
        await other.AppendAsync(Demo, 1, [Given.Events(Demo, 2)[1]]);
        Assert.True(await time.PassUntil(next, Limits.PollEvery));
        Assert.Equal(2, ends.Current);
    }

    [Fact]
    public async Task Lets_no_second_process_hold_a_duty()
    {
        await using var other = Open();
        await using var held = await Journal.HoldDutyAsync(Demo, "reminders");
        Assert.NotNull(held);
        Assert.Null(await other.HoldDutyAsync(Demo, "reminders"));
    }

    [Fact]
    public async Task Takes_no_name_that_would_leave_its_folder() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync("../demo", 0, Given.Events(Demo, 1)));
}
