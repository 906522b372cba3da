using System.Globalization;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using FsCheck;
using FsCheck.Fluent;

namespace Circles.Schema.Tests;

public sealed class A_page_of_people
{
    private static readonly CompareInfo Polish = CultureInfo.GetCultureInfo("pl").CompareInfo;
    private static readonly string[] Names = ["Ala", "ala", "Łucja", "Lena", "Ćwiek", "Zofia", "O", "Ana B", "Bo"];
    private static readonly string[] Regions = ["PL", "PL5"];
    private static readonly string[] Orders = ["NAME", "NEWEST", "OLDEST"];
    private static readonly string?[] Texts = [null, "A", "1", "nobody"];

    /// <summary>What a page holds is what sorting and narrowing all that the viewer sees, and cutting from it, gives.</summary>
    [Fact]
    public async Task is_what_sorting_narrowing_and_cutting_everything_gives()
    {
        await using var api = await Api.FoundedAsync();
        var people = new List<Actor>();
        for (var i = 0; i < 40; i++)
            people.Add(await api.PersonAsync($"{Names[i * 5 % Names.Length]} {i % 7}/{i}", i % 3 == 0 ? null : Regions[i % 2]));
        var manager = people[4];
        await api.ProgrammeAsync(manager);
        Actor[] viewers = [Actor.Operator, manager, people[11]];
        var question = ArbMap.Default.ArbFor<(byte Viewer, byte Order, byte Text, byte Region, byte Size, bool Last, byte Cursor)>();
        Prop.ForAll(question, asked => HoldsAsync(api, viewers[asked.Viewer % viewers.Length], asked).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static async Task<bool> HoldsAsync(
        Api api, Actor viewer, (byte Viewer, byte Order, byte Text, byte Region, byte Size, bool Last, byte Cursor) asked)
    {
        var by = Orders[asked.Order % Orders.Length];
        var (text, region) = (Texts[asked.Text % Texts.Length], asked.Region % 2 == 0 ? null : Regions[asked.Region / 2 % Regions.Length]);
        var all = Sorted(api.State, by).ToList();
        var seen = all.Where(person => PersonVisibility.CanSee(api.State, viewer, person)
            && (text is null || person.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            && (region is null || api.State.Network!.Within(person.Profile.Region, region))).ToList();
        var everybody = await api.GetAsync(
            Actor.Operator, $"{{ people(first: 100, orderBy: {by}) {{ edges {{ cursor }} }} }}", language: "pl");
        var at = asked.Cursor % (all.Count + 1);
        var cursor = at == all.Count ? null : everybody.GetProperty("edges")[at].GetProperty("cursor").GetString();
        var size = asked.Size % 12;

        var (before, after) = cursor is null ? ([], seen)
            : (seen.Where(person => all.IndexOf(person) < at).ToList(), seen.Where(person => all.IndexOf(person) > at).ToList());
        var from = asked.Last && cursor is not null ? before : after;
        var expected = asked.Last ? from.TakeLast(size) : from.Take(size);

        var arguments = asked.Last ? "last: $size, before: $cursor" : "first: $size, after: $cursor";
        var page = await api.GetAsync(
            viewer,
            $$"""
            query($size: Int!, $cursor: String, $filter: PersonFilter) {
              people({{arguments}}, orderBy: {{by}}, filter: $filter) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage } }
            }
            """,
            new { size, cursor, filter = text is null && region is null ? null : new { text, region } },
            "pl");

        var ids = page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString());
        return ids.SequenceEqual(expected.Select(person => person.Id.ToString()))
            && page.GetProperty("totalCount").GetInt32() == seen.Count
            && (asked.Last
                ? page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean() == from.Count > size
                : page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() == from.Count > size);
    }

    private static IEnumerable<Person> Sorted(NetworkState state, string order) => order switch
    {
        "NAME" => state.People.Values
            .Order(Comparer<Person>.Create(static (left, right) => Polish.Compare(left.Name, right.Name, CompareOptions.IgnoreCase)))
            .ThenBy(person => person.Id),
        "NEWEST" => state.People.Values.OrderByDescending(person => person.Id),
        _ => state.People.Values.OrderBy(person => person.Id),
    };
}
