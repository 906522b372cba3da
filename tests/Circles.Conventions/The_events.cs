using System.Reflection;
using System.Text.RegularExpressions;
using Circles.Grains.Kernel;

namespace Circles.Conventions;

/// <summary>Events stand in journals for good, so their names never vanish; commands and events are closed sets.</summary>
public sealed partial class The_events
{
    private const string List = "tests/Circles.Conventions/stored-events.txt";

    private static readonly Type[] Domain = typeof(Event).Assembly.GetTypes();

    private static IEnumerable<Type> Cases => Domain.Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract);

    public static TheoryData<Type> Families => [typeof(Event), typeof(Command), typeof(Actor)];

    [Fact]
    public void have_a_stored_name_each() =>
        Offenders.None(Cases.Where(type => StoredName(type) is null || StoredName(type.BaseType!) is null));

    [Fact]
    public void have_names_of_their_own_that_end_in_a_version()
    {
        var names = Cases.Select(NameOf).ToArray();
        Offenders.None(names.CountBy(name => name).Where(pair => pair.Value > 1));
        Offenders.None(names.Where(name => !WellFormed().IsMatch(name)));
    }

    [Fact]
    public void never_lose_a_stored_name() => Offenders.None(Listed().Except(Cases.Select(NameOf)));

    [Fact]
    public void are_all_listed_so_that_a_lost_name_is_noticed()
    {
        if (GeneratedFile.IsUpdating)
        {
            var all = Listed().Union(Cases.Select(NameOf)).Order(StringComparer.Ordinal);
            File.WriteAllLines(Repository.FullPath(List), all);
        }

        var missing = Cases.Select(NameOf).Except(Listed()).Order(StringComparer.Ordinal);
        Assert.True(!missing.Any(), $"Add to {List}:\n{string.Join('\n', missing)}");
    }

    /// <summary>A set's direct children are abstract; its cases are sealed and nested in the one child they belong to.</summary>
    [Theory, MemberData(nameof(Families))]
    public void and_commands_and_actors_are_closed_sets(Type family)
    {
        var inside = Domain.Where(type => type.IsSubclassOf(family)).ToArray();
        Assert.NotEmpty(inside);
        Offenders.None(inside.Where(type => !type.IsAbstract && !(type.IsSealed && type.DeclaringType == type.BaseType)));
        Offenders.None(inside.Where(type => type.IsAbstract && type.BaseType != family));
    }

    private static string NameOf(Type type) => $"{StoredName(type.BaseType!)}.{StoredName(type)}";

    private static string? StoredName(Type type) => type.GetCustomAttribute<StoredAsAttribute>()?.Name;

    private static string[] Listed() => [.. Repository.Read(List).Split('\n').Where(line => line.Length > 0)];

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*\\.[1-9][0-9]*$")]
    private static partial Regex WellFormed();
}
