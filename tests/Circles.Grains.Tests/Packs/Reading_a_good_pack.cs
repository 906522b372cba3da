using System.Text;
using System.Text.Json;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;

namespace Circles.Grains.Tests.Packs;

public sealed class Reading_a_good_pack
{
    [Fact]
    public void gives_the_pack_as_it_is_written()
    {
        var pack = TinyPack.Read(TinyPack.Text).Pack!;
        Assert.Equal(new PackKey("tiny", "1.0.0"), pack.Key);
        Assert.Equal(("Tiny", "Żółw", "Tiny"), (pack.Title.In("en"), pack.Title.In("pl"), pack.Title.In("he")));
        Assert.Equal((true, false, 2), (pack.ManagerMayMentor, pack.ManagerInRing, pack.NoticeDays));
        Assert.Equal([MeetingMode.Online, MeetingMode.Blended], pack.Modes);
        Assert.Equal([SessionPosition.First], pack.InPersonAt);
        Assert.Equal(CircleAudience.Closed, pack.Visibilities[0]);
        Assert.Equal(NamedBy.Members, pack.CircleNamedBy);
        Assert.Equal((Activity.ApplyAsMentor, "guide"), (pack.Role(CircleRole.Mentor)!.Apply!.Value, pack.Role(CircleRole.Mentor)!.Kinds[0].Id));
        Assert.Null(pack.Role(CircleRole.Adviser)!.Apply);
        Assert.Equal(new SeatRule(CircleRole.Mentee, 1, 2), pack.Form(CircleForm.Pair)!.SeatsOf(CircleRole.Mentee));
        Assert.Equal(new DiaryRule(CircleRole.Mentee, false, CircleRole.Mentor), pack.Form(CircleForm.Pair)!.Diary);
        Assert.Equal(
            [(GateKind.AcceptedApplications, CircleRole.Mentor, 1, null), (GateKind.Declared, (CircleRole?)null, 0, "mentors-trained")],
            pack.Stage("meet")!.Gate.Select(rule => (rule.Kind, rule.Role, rule.AtLeast, rule.What)));
        Assert.Equal((SessionPosition.First, CircleForm.Pair, true), (pack.Agendas[0].At, pack.Agendas[0].Form!.Value, pack.Agendas[0].InPersonAdvised));
        Assert.Equal([new MatchField(MatchBy.Region, 3)], pack.MatchFields);
    }

    [Fact]
    public void is_not_disturbed_by_a_byte_order_mark_nor_by_Windows_line_ends()
    {
        var bytes = Encoding.UTF8.GetBytes(TinyPack.Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(TinyPack.Read(TinyPack.Text).Pack, PackReader.Read("tiny.json", [.. Encoding.UTF8.Preamble, .. bytes]).Pack);
    }

    [Fact]
    public void may_leave_out_what_is_optional()
    {
        var text = TinyPack.With(",\n  \"agendas\": [{ \"at\": \"first\", \"form\": \"pair\", \"inPersonAdvised\": true, \"items\": [{ \"en\": \"Say hello\" }] }]", "")
            .Replace(",\n      \"diary\": { \"keeper\": \"mentee\", \"rotates\": false, \"remarks\": \"mentor\" }", "", StringComparison.Ordinal);
        var pack = TinyPack.Read(text).Pack!;
        Assert.Empty(pack.Agendas);
        Assert.Null(pack.Form(CircleForm.Pair)!.Diary);
    }

    /// <summary>So the same version may say it later: its rules have not changed.</summary>
    [Fact]
    public void that_does_not_say_how_long_words_are_kept_keeps_them_for_24_months()
    {
        var silent = TinyPack.Read(TinyPack.Text).Pack!;
        Assert.Equal(24, silent.RetentionMonths);
        Assert.Equal(silent, TinyPack.Read(TinyPack.With("\"noticeDays\": 2", "\"noticeDays\": 2, \"retentionMonths\": 24")).Pack);
        Assert.Equal(6, TinyPack.Read(TinyPack.With("\"noticeDays\": 2", "\"noticeDays\": 2, \"retentionMonths\": 6")).Pack!.RetentionMonths);
        // As a journal of an earlier version has it.
        var old = JsonSerializer.Serialize(silent, Json.Options).Replace(",\"retentionMonths\":24", "", StringComparison.Ordinal);
        Assert.DoesNotContain("retention", old, StringComparison.Ordinal);
        Assert.Equal(silent, JsonSerializer.Deserialize<ProcessPack>(old, Json.Options));
    }

    [Theory]
    [InlineData("0.0.0")]
    [InlineData("1.20.300")]
    [InlineData("1.0.0-alpha.1")]
    [InlineData("1.0.0-0a.b-c+build.001")]
    [InlineData("1.0.0+-")]
    public void takes_every_form_of_semantic_version(string version)
    {
        var text = TinyPack.With("\"1.0.0\"", $"\"{version}\"");
        Assert.Equal(version, TinyPack.Read(text).Pack!.Key.Version);
        Assert.Empty(Assert.Single(PublishedSchema.Judge([text])));
    }

    [Fact]
    public void gives_a_pack_that_the_journal_keeps_unchanged()
    {
        var pack = TinyPack.Read(TinyPack.Text).Pack!;
        Assert.Equal(pack, JsonSerializer.Deserialize<ProcessPack>(JsonSerializer.Serialize(pack, Json.Options), Json.Options));
    }
}
