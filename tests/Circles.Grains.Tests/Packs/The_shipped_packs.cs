using System.Text.Json;
using Circles.Conventions;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;

namespace Circles.Grains.Tests.Packs;

public sealed class The_shipped_packs
{
    private static readonly string[] Files = [.. Directory.GetFiles(Repository.FullPath("packs"), "*.json").Order()];

    public static TheoryData<string> Names => [.. Files.Select(file => Path.GetFileNameWithoutExtension(file))];

    [Fact]
    public void are_these() => Assert.Equal(["lse", "wct-circles"], Files.Select(file => Path.GetFileNameWithoutExtension(file)));

    [Theory]
    [MemberData(nameof(Names))]
    public void have_no_fault_and_are_named_as_their_file(string name)
    {
        var reading = PackReader.Read($"{name}.json", File.ReadAllBytes(Repository.FullPath($"packs/{name}.json")));
        Assert.Empty(reading.Faults);
        Assert.Equal(name, reading.Pack!.Key.Name);
    }

    [Fact]
    public void keep_to_the_published_schema() =>
        Assert.All(PublishedSchema.Judge(Files.Select(File.ReadAllText)), complaints => Assert.Empty(complaints));

    [Theory]
    [MemberData(nameof(Names))]
    public void have_every_text_in_English_Polish_and_Hebrew(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.FullPath($"packs/{name}.json")));
        var texts = Texts(file.RootElement).ToArray();
        Assert.True(texts.Length > 15);
        Assert.All(texts, text => Assert.Equal(["en", "pl", "he"], text.EnumerateObject().Select(language => language.Name)));
        Assert.All(texts, text => Assert.Contains(text.GetProperty("he").GetString()!, letter => letter is >= 'א' and <= 'ת'));
    }

    [Fact]
    public void lse_has_the_seven_stages_in_order() => Assert.Equal(
        ["select", "train-mentors", "form", "first-session", "thematic", "monitoring", "closing"], Pack("lse").Stages.Select(stage => stage.Id));

    [Fact]
    public void lse_takes_applications_of_mentees_before_those_of_mentors()
    {
        var pack = Pack("lse");
        Assert.Equal((true, false), (pack.Opens("select", Activity.ApplyAsMentee), pack.Opens("select", Activity.ApplyAsMentor)));
        Assert.Equal((true, true), (pack.Opens("train-mentors", Activity.ApplyAsMentee), pack.Opens("train-mentors", Activity.ApplyAsMentor)));
    }

    [Fact]
    public void lse_forms_no_circle_before_mentors_are_declared_trained()
    {
        var pack = Pack("lse");
        Assert.False(pack.Opens("train-mentors", Activity.FormCircles));
        Assert.True(pack.Opens("form", Activity.FormCircles));
        Assert.Contains(pack.Stage("form")!.Gate, rule => rule is { Kind: GateKind.Declared, What: "mentors-trained" });
    }

    [Fact]
    public void lse_has_pairs_whose_mentee_keeps_the_diary_and_groups_whose_mentees_take_turns()
    {
        var (pair, group) = (Pack("lse").Form(CircleForm.Pair)!, Pack("lse").Form(CircleForm.Group)!);
        Assert.Equal(new SeatRule(CircleRole.Mentee, 1, 1), pair.SeatsOf(CircleRole.Mentee));
        Assert.Equal(new SeatRule(CircleRole.Mentee, 2, 5), group.SeatsOf(CircleRole.Mentee));
        Assert.Equal(new DiaryRule(CircleRole.Mentee, Rotates: false, CircleRole.Mentor), pair.Diary);
        Assert.Equal(new DiaryRule(CircleRole.Mentee, Rotates: true, CircleRole.Mentor), group.Diary);
    }

    [Fact]
    public void lse_holds_blended_sessions_in_person_at_the_start_in_the_middle_and_at_the_end() =>
        Assert.Equal([SessionPosition.First, SessionPosition.Middle, SessionPosition.Last], Pack("lse").InPersonAt);

    [Fact]
    public void lse_lets_the_mentee_speak_first_in_a_pair_and_the_mentor_in_a_group()
    {
        var first = Pack("lse").Agendas.Where(agenda => agenda.At == SessionPosition.First).ToDictionary(agenda => agenda.Form!.Value);
        Assert.StartsWith("The mentee introduces", first[CircleForm.Pair].Items[0].In("en"), StringComparison.Ordinal);
        Assert.StartsWith("The mentor introduces", first[CircleForm.Group].Items[0].In("en"), StringComparison.Ordinal);
        Assert.All(first.Values, agenda => Assert.True(agenda.InPersonAdvised));
    }

    [Fact]
    public void wct_circles_matches_by_region_and_industry_above_all() =>
        Assert.Equal([MatchBy.Region, MatchBy.Industry], Pack("wct-circles").MatchFields.OrderByDescending(field => field.Weight).Take(2).Select(field => field.By));

    [Fact]
    public void wct_circles_has_peers_who_mentor_each_other_and_at_most_two_experts()
    {
        var peers = Assert.Single(Pack("wct-circles").Forms);
        Assert.Equal(CircleForm.Peer, peers.Form);
        Assert.Equal([new SeatRule(CircleRole.Peer, 4, 12), new SeatRule(CircleRole.Mentor, 0, 2)], peers.Seats);
        Assert.Equal(new DiaryRule(CircleRole.Peer, Rotates: true, Remarks: null), peers.Diary);
    }

    private static ProcessPack Pack(string name) => PackReader.Read(name, File.ReadAllBytes(Repository.FullPath($"packs/{name}.json"))).Pack!;

    private static IEnumerable<JsonElement> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty(Kernel.Texts.Fallback, out _) => [element],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}
