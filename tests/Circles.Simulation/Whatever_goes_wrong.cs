using System.Diagnostics.Metrics;

namespace Circles.Simulation;

/// <summary>The real silo on simulated machines, from a seed: killed, paused, slowed down, lied to about time, and left by its journal.</summary>
public sealed class Whatever_goes_wrong
{
    [Fact]
    public void every_promise_holds()
    {
        for (var seed = Seeds.First; seed < Seeds.First + Seeds.Count; seed++)
        {
            try
            {
                World.Run(seed);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {e}\n\nAgain: CIRCLES_SEED={seed} bash test.sh Simulation");
            }
        }

        TestContext.Current.SendDiagnosticMessage("Seeds {0} to {1}", Seeds.First, Seeds.First + Seeds.Count - 1);
    }

    [Fact]
    public void a_run_can_be_repeated_from_its_seed()
    {
        for (var seed = Seeds.First; seed < Seeds.First + Math.Min(Seeds.Count, 100); seed++) Assert.Equal(World.Run(seed), World.Run(seed));
    }

    [Theory]
    [InlineData(Sabotage.ForgetsAcknowledged)]
    [InlineData(Sabotage.SkipsOne)]
    [InlineData(Sabotage.LetsAnybodyAppend)]
    internal void a_journal_that_breaks_its_own_promises_is_found_out(Sabotage sabotage)
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            try
            {
                World.Run(seed, sabotage);
            }
            catch (Exception e) when (e is BrokenPromiseException or Silo.SiloException or System.Diagnostics.UnreachableException)
            {
                return;
            }
        }

        Assert.Fail("50 seeds did not notice.");
    }

    [Fact]
    public void what_was_decided_ahead_is_often_decided_in_vain()
    {
        var times = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Name == "circles.silo.commands.decided_again") it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, commands, _, _) => times += commands > 0 ? 1 : 0);
        listener.Start();
        for (var seed = 1; seed <= 200; seed++) World.Run(seed);
        Assert.True(times >= 100, $"{times} times.");
    }

    [Fact]
    public void every_fault_site_inside_the_silo_is_reached()
    {
        FaultSites.Count();
        for (var seed = 1; seed <= 200; seed++) World.Run(seed);
        Assert.All(FaultSites.Fired(), site => Assert.True(site.Times >= 20, $"{site.Name} fired {site.Times} times."));
    }
}
