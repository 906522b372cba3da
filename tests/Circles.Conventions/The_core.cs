using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Circles.Conventions;

/// <summary>Circles.Grains is a pure function of its input: time, chance and the world outside come in with the command.</summary>
public sealed class The_core
{
    /// <summary>Namespaces of which nothing may be mentioned, with all below them.</summary>
    private static readonly string[] Worlds =
    [
        "System.IO", "System.Net", "System.Threading", "System.Timers", "System.Data", "Microsoft.Win32",
        "System.Runtime.InteropServices.Marshal",
    ];

    /// <summary>Types that may not be mentioned at all.</summary>
    private static readonly string[] Types =
    [
        "System.Random", "System.Console", "System.TimeProvider", "System.TimeZoneInfo", "System.TimeZone", "System.AppContext",
        "System.AppDomain", "System.GC", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Diagnostics.Activity",
        "System.Diagnostics.ActivitySource",
        "System.Security.Cryptography.RandomNumberGenerator", "NodaTime.SystemClock", "NodaTime.ZonedClock", "NodaTime.IClock",
        "System.Runtime.CompilerServices.AsyncStateMachineAttribute", "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
    ];

    /// <summary>Members that may not be used, of types that are otherwise as good as any other.</summary>
    private static readonly string[] Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTime.ToLocalTime",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.ToLocalTime",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "NodaTime.DateTimeZoneProviders.get_Bcl",
        "System.Globalization.CultureInfo.get_CurrentCulture", "System.Globalization.CultureInfo.get_CurrentUICulture",
    ];

    /// <summary>The compiler's iterators ask for the thread they are made on, and nothing else of it.</summary>
    private const string AllowedOfEnvironment = "System.Environment.get_CurrentManagedThreadId";

    [Fact]
    public void knows_no_clock_no_chance_no_task_and_no_world_outside() => Offenders.None(ImpuritiesOf("Circles.Grains"));

    [Theory]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.DateTimeOffset.get_Now")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.Guid.CreateVersion7")]
    [InlineData("System.Globalization.CultureInfo.get_CurrentCulture")]
    [InlineData("System.Environment.get_MachineName")]
    [InlineData("System.Console")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.IO.File")]
    [InlineData("System.Random")]
    [InlineData("System.Runtime.CompilerServices.AsyncStateMachineAttribute")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator")]
    [InlineData("System.Threading.Tasks.Task")]
    public void would_be_caught_using_what_this_assembly_uses(string impurity) =>
        Assert.Contains(impurity, ImpuritiesOf("Circles.Conventions"));

    private static IReadOnlyList<string> ImpuritiesOf(string name)
    {
        using var assembly = BuiltAssembly.Open(name);
        var types = assembly.Types.Where(type => Types.Contains(type) || Worlds.Any(world => type == world || IsIn(type, world)));
        var members = assembly.Members.Where(member =>
            Members.Contains(member) || (IsIn(member, "System.Environment") && member != AllowedOfEnvironment));
        return [.. types.Concat(members).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsIn(string name, string outer) => name.StartsWith($"{outer}.", StringComparison.Ordinal);

    /// <summary>Never called: it stands here to be found. Everything that the core may not do.</summary>
    internal static async Task<string> DoEverythingForbidden()
    {
        var started = Stopwatch.GetTimestamp();
        Console.Write(Environment.MachineName);
        await File.WriteAllTextAsync(Path.GetTempFileName(), Guid.NewGuid().ToString() + Guid.CreateVersion7());
        return string.Create(
            CultureInfo.CurrentCulture,
            $"{DateTime.UtcNow} {DateTimeOffset.Now} {Random.Shared.Next()} {RandomNumberGenerator.GetInt32(6)} {started}");
    }
}
