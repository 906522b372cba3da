using Circles.Grains.Kernel;

namespace Circles.Grains.Tests;

public sealed class Numbers_of_events
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(1_000)]
    public void are_a_list_however_they_came_together(int count)
    {
        long[] expected = [.. Enumerable.Range(1, count).Select(i => (long)i * i)];
        foreach (var numbers in (EventNumbers[])[[.. expected], expected.Aggregate(default(EventNumbers), (all, next) => all.Add(next))])
        {
            Assert.Equal(count, numbers.Count);
            Assert.Equal(expected, numbers);
            Assert.Equal(expected, Enumerable.Range(0, count).Select(i => numbers[i]));
            Assert.Equal([.. expected, 7], numbers.Add(7));
        }
    }

    [Fact]
    public void stay_what_they_were_when_one_is_added()
    {
        var states = new List<EventNumbers> { default };
        for (var i = 0; i < 100; i++) states.Add(states[^1].Add(i));
        for (var i = 0; i < 100; i++) Assert.NotEqual(states[i].Add(-1), states[i + 1]);
        for (var i = 0; i <= 100; i++) Assert.Equal(Enumerable.Range(0, i).Select(n => (long)n), states[i]);
    }

    [Fact]
    public void cost_the_same_to_add_to_however_many_there_are()
    {
        EventNumbers numbers = [.. Enumerable.Range(0, 1_000_000).Select(i => (long)i)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) numbers = numbers.Add(i);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 1, 400);
    }
}
