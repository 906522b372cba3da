using Circles.Silo;

namespace Circles.Simulation;

/// <summary>Switches the fault sites inside the silo: a quarter of them in a run, and each of those at a quarter of its chances.</summary>
internal static class FaultSites
{
    private static readonly Dictionary<FaultSite, int> fired = [];

    public static void Switch(Random chance)
    {
        var active = Enum.GetValues<FaultSite>().Where(_ => chance.Next(4) == 0).ToHashSet();
        Fault.Fires = site =>
        {
            if (!active.Contains(site) || chance.Next(4) != 0) return false;
            fired[site] = fired.GetValueOrDefault(site) + 1;
            return true;
        };
    }

    public static void Off() => Fault.Fires = null;

    public static void Count() => fired.Clear();

    public static IEnumerable<(FaultSite Name, int Times)> Fired() =>
        Enum.GetValues<FaultSite>().Select(site => (site, fired.GetValueOrDefault(site)));
}
