using System.Text;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;

namespace Circles.Grains.Tests.Packs;

public sealed class Reading_a_faulty_pack
{
    private const char Here = '¦';

    /// <summary>One slip each, for every rule that is about a part of the file.</summary>
    internal static readonly Slip[] Slips =
    [
        new(PackRule.DuplicateKey, "\"version\": \"1.0.0\"", "\"version\": \"1.0.0\", ¦\"version\": \"2.0.0\"", false),
        new(PackRule.DuplicateKey, "\"en\": \"Tiny\"", "\"en\": \"Tiny\", ¦\"en\": \"Small\"", false),
        new(PackRule.UnknownKey, "\"noticeDays\": 2", "\"noticeDays\": 2, ¦\"noticeDay\": 3", true),
        new(PackRule.UnknownKey, "\"rotates\": false", "¦\"rotated\": true, \"rotates\": false", true),
        new(PackRule.UnknownKey, "\"what\": \"mentors-trained\"", "¦\"atLeast\": 1, \"what\": \"mentors-trained\"", true),
        new(PackRule.MissingKey, "{ \"role\": \"mentee\", \"min\": 1,", "¦{ \"role\": \"mentee\",", true),
        new(PackRule.MissingKey, ", \"what\": \"mentors-trained\"", "", true, "{ \"kind\": \"declared\""),
        new(PackRule.WrongType, "\"noticeDays\": 2", "\"noticeDays\": ¦\"two\"", true),
        new(PackRule.WrongType, "\"managerInRing\": false", "\"managerInRing\": ¦null", true),
        new(PackRule.WrongType, "[\"online\", \"blended\"]", "[\"online\", ¦7, \"blended\"]", true),
        new(PackRule.WrongType, "[{ \"by\": \"region\", \"weight\": 3 }]", "[¦\"region\"]", true),
        new(PackRule.WrongType, "{ \"en\": \"Say hello\" }", "¦\"Say hello\"", true),
        new(PackRule.WrongType, "\"pl\": \"Żółw\"", "\"pl\": ¦[]", true),
        new(PackRule.UnknownWord, "[\"online\", \"blended\"]", "[¦\"on-line\", \"blended\"]", true),
        new(PackRule.UnknownWord, "\"apply\": \"apply-as-mentor\"", "\"apply\": ¦\"form-circles\"", true),
        new(PackRule.UnknownWord, "\"kind\": \"declared\"", "\"kind\": ¦\"declare\"", true),
        new(PackRule.UnknownWord, "\"by\": \"region\"", "\"by\": ¦\"age\"", true),
        new(PackRule.NumberOutOfRange, "\"noticeDays\": 2", "\"noticeDays\": ¦-1", true),
        new(PackRule.NumberOutOfRange, "\"noticeDays\": 2", "\"retentionMonths\": ¦0, \"noticeDays\": 2", true),
        new(PackRule.NumberOutOfRange, "\"noticeDays\": 2", "\"retentionMonths\": ¦121, \"noticeDays\": 2", true),
        new(PackRule.NumberOutOfRange, "\"weight\": 3", "\"weight\": ¦1.5", true),
        new(PackRule.NumberOutOfRange, "\"max\": 2", "\"max\": ¦99999999999999999999", true),
        new(PackRule.NumberOutOfRange, "\"atLeast\": 1", "\"atLeast\": ¦0", true),
        new(PackRule.EmptyList, "[\"closed\", \"secret\"]", "¦[]", true),
        new(PackRule.EmptyList, "[{ \"en\": \"Say hello\" }]", "¦[]", true),
        new(PackRule.TooManyItems, "[{ \"en\": \"Say hello\" }]", $"¦[{string.Join(',', Enumerable.Repeat("{ \"en\": \"Hi\" }", 31))}]", true),
        new(PackRule.DuplicateItem, "[\"closed\", \"secret\"]", "[\"closed\", ¦\"closed\"]", true),
        new(PackRule.DuplicateItem, "{ \"role\": \"adviser\", \"title\": { \"en\": \"Adviser\" } }", "¦{ \"role\": \"mentee\", \"title\": { \"en\": \"Adviser\" } }", false),
        new(PackRule.DuplicateItem, "\"id\": \"guide\", \"title\": { \"en\": \"Guide\" } }", "\"id\": \"guide\", \"title\": { \"en\": \"Guide\" } }, ¦{ \"id\": \"guide\", \"title\": { \"en\": \"G\" } }", false),
        new(PackRule.NotAName, "\"name\": \"tiny\"", "\"name\": ¦\"Tiny Pack\"", true),
        new(PackRule.NotAName, "\"id\": \"meet\"", "\"id\": ¦\"meet-\"", true),
        new(PackRule.NotAName, "\"what\": \"mentors-trained\"", "\"what\": ¦\"\"", true),
        new(PackRule.NotAVersion, "\"version\": \"1.0.0\"", "\"version\": ¦\"1.0\"", true),
        new(PackRule.NotAVersion, "\"version\": \"1.0.0\"", "\"version\": ¦\"01.0.0\"", true),
        new(PackRule.NotAVersion, "\"version\": \"1.0.0\"", "\"version\": ¦\"1.0.0-rc..1\"", true),
        new(PackRule.NotALanguage, "\"pl\": \"Żółw\"", "¦\"polski język\": \"Żółw\"", true),
        new(PackRule.EnglishMissing, "{ \"en\": \"Tiny\",", "¦{", true),
        new(PackRule.TextEmpty, "\"pl\": \"Żółw\"", "\"pl\": ¦\"  \"", true),
        new(PackRule.TextTooLong, "\"en\": \"Tiny\"", $"\"en\": ¦\"{new string('y', 201)}\"", true),
        new(PackRule.TextUnreadable, "\"en\": \"Tiny\"", "\"en\": ¦\"Ti\\u0007ny\"", true),
        new(PackRule.TextUnreadable, "\"en\": \"Say hello\"", "\"en\": ¦\"Say\\nhello\"", true),
        new(PackRule.UnknownRole, "\"max\": 2 }", "\"max\": 2 }, { \"role\": ¦\"peer\", \"min\": 0, \"max\": 1 }", false),
        new(PackRule.UnknownRole, "\"role\": \"mentor\", \"atLeast\"", "\"role\": ¦\"peer\", \"atLeast\"", false),
        new(PackRule.UnknownForm, "\"form\": \"pair\", \"inPersonAdvised\"", "\"form\": ¦\"group\", \"inPersonAdvised\"", false),
        new(PackRule.ApplyOfAnotherRole, "{ \"en\": \"Adviser\" } }", "{ \"en\": \"Adviser\" }, \"apply\": ¦\"apply-as-mentor\" }", false),
        new(PackRule.ApplyNeverOpens, "\"opens\": [\"apply-as-mentor\", \"apply-as-mentee\"]", "\"opens\": [\"apply-as-mentor\"]", false, "\"apply-as-mentee\" }"),
        new(PackRule.ApplyWithoutRole, "[\"form-circles\"]", "[\"form-circles\", ¦\"apply-as-peer\"]", false),
        new(PackRule.MinAboveMax, "\"min\": 1, \"max\": 2", "\"min\": ¦3, \"max\": 2", false),
        new(PackRule.TooFewSeats, "\"min\": 1, \"max\": 1", "\"min\": 0, \"max\": 1", false, "[\n        { \"role\": \"mentor\", \"min\""),
        new(PackRule.TooManySeats, "\"max\": 2", "\"max\": 500", false, "[\n        { \"role\": \"mentor\", \"min\""),
        new(PackRule.DiaryWithoutSeat, "\"keeper\": \"mentee\"", "\"keeper\": ¦\"adviser\"", false),
        new(PackRule.DiaryWithoutSeat, "\"remarks\": \"mentor\"", "\"remarks\": ¦\"peer\"", false),
        new(PackRule.InPersonWithoutBlended, "[\"online\", \"blended\"]", "[\"online\"]", false, "[\"first\"]"),
        new(PackRule.GateOnFirstStage, "\"opens\": [\"apply-as-mentor\", \"apply-as-mentee\"]", "\"opens\": [\"apply-as-mentor\", \"apply-as-mentee\"], \"gate\": ¦[{ \"kind\": \"circles-formed\", \"title\": { \"en\": \"One\" }, \"atLeast\": 1 }]", false),
        new(PackRule.GateWithoutApplicants, "\"role\": \"mentor\", \"atLeast\"", "\"role\": ¦\"adviser\", \"atLeast\"", false),
        new(PackRule.OpenedWhileOpen, "[\"form-circles\"]", "[¦\"apply-as-mentee\"]", false),
        new(PackRule.ClosedWhileNotOpen, "\"closes\": [\"apply-as-mentor\"]", "\"closes\": [¦\"hold-sessions\"]", false),
    ];

    public static TheoryData<string, string, string, string?> EverySlip =>
        new(Slips.Select(slip => (slip.Rule, slip.Find, slip.Replacement, slip.At)));

    [Theory]
    [MemberData(nameof(EverySlip))]
    public void tells_the_one_slip_with_its_rule_line_and_column(string rule, string find, string replacement, string? at)
    {
        var (text, line, column) = Marked(find, replacement, at);
        var reading = TinyPack.Read(text);
        Assert.Equal([("tiny.json", line, column, rule)], reading.Faults.Select(fault => (fault.File, fault.Line, fault.Column, fault.Rule)));
        Assert.Null(reading.Pack);
    }

    [Fact]
    public void agrees_with_the_published_schema_on_every_slip_that_a_schema_can_tell()
    {
        // A key that stands twice is gone before a schema sees the document.
        var slips = Slips.Where(slip => slip.Rule != PackRule.DuplicateKey).ToArray();
        var judged = PublishedSchema.Judge(slips.Select(slip => Marked(slip.Find, slip.Replacement, slip.At).Text));
        Assert.Equal(slips, slips.Zip(judged, (slip, complaints) => slip with { ToldBySchema = complaints.Length > 0 }));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{ \"name\": \"tiny\", }", 1, 19)]
    [InlineData("{\n  // why\n  \"name\": 1 }", 2, 3)]
    [InlineData("{}\n{}", 2, 1)]
    [InlineData("{ \"ż\": tiny }", 1, 9)]
    public void tells_where_it_stops_being_JSON(string text, int line, int column)
    {
        var fault = Assert.Single(TinyPack.Read(text).Faults);
        Assert.Equal((PackRule.JsonSyntax, line, column), (fault.Rule, fault.Line, fault.Column));
    }

    [Fact]
    public void tells_the_first_byte_that_is_not_UTF_8()
    {
        byte[] bytes = [.. "{\n  \"ż"u8, 0xBF, .. "\": 1 }"u8];
        var fault = Assert.Single(PackReader.Read("tiny.json", bytes).Faults);
        Assert.Equal((PackRule.NotUtf8, 2, 5), (fault.Rule, fault.Line, fault.Column));
    }

    [Fact]
    public void tells_an_escape_that_stands_for_no_character() =>
        Assert.Equal([PackRule.TextUnreadable, PackRule.TextEmpty], TinyPack.Read(TinyPack.With("\"en\": \"Tiny\"", "\"en\": \"\\ud800\"")).Faults.Select(fault => fault.Rule));

    [Fact]
    public void tells_all_faults_in_the_order_of_the_file()
    {
        var text = TinyPack.With("\"noticeDays\": 2", "\"noticeDays\": -2")
            .Replace("\"1.0.0\"", "\"one\"", StringComparison.Ordinal)
            .Replace("\"region\"", "\"regions\"", StringComparison.Ordinal);
        Assert.Equal(
            ["3 not-a-version", "8 number-out-of-range", "43 unknown-word"],
            TinyPack.Read(text).Faults.Select(fault => $"{fault.Line} {fault.Rule}"));
    }

    [Fact]
    public void stops_telling_after_a_hundred()
    {
        var text = TinyPack.With("[\"first\"]", $"[{string.Join(',', Enumerable.Repeat("0", 5_000))}]");
        var faults = TinyPack.Read(text).Faults;
        Assert.Equal((Limits.Pack.FaultsMax + 1, PackRule.TooManyFaults), (faults.Count, faults[^1].Rule));
    }

    [Fact]
    public void refuses_a_file_that_is_too_large_unread() =>
        Assert.Equal(PackRule.FileTooLarge, Assert.Single(PackReader.Read("tiny.json", new byte[Limits.Pack.FileBytesMax + 1]).Faults).Rule);

    [Fact]
    public void refuses_lists_that_are_nested_without_end() =>
        Assert.Equal(PackRule.JsonSyntax, Assert.Single(TinyPack.Read(new string('[', 100_000)).Faults).Rule);

    [Fact]
    public void says_what_was_probably_meant()
    {
        var fault = Assert.Single(TinyPack.Read(TinyPack.With("\"noticeDays\": 2", "\"noticeDays\": 2, \"NoticeDay\": 3")).Faults);
        Assert.Equal(
            "tiny.json:8:20: unknown-key: There is no key \"NoticeDay\" in a process pack. Did you mean \"noticeDays\"?", fault.ToString());
    }

    private static (string Text, int Line, int Column) Marked(string find, string replacement, string? at)
    {
        var marked = TinyPack.With(find, replacement);
        if (at is not null) marked = marked.Insert(marked.IndexOf(at, StringComparison.Ordinal), Here.ToString());
        var before = marked.Split(Here)[0].Split('\n');
        return (marked.Replace(Here.ToString(), "", StringComparison.Ordinal), before.Length, before[^1].EnumerateRunes().Count() + 1);
    }

    /// <summary>One change that makes the tiny pack faulty.</summary>
    /// <param name="Replacement">A ¦ in it, which is no part of the file, marks where the fault must be told.</param>
    /// <param name="ToldBySchema">Whether the published JSON schema can tell it too.</param>
    /// <param name="At">What the fault must be told at, when that is not where the change is.</param>
    internal sealed record Slip(string Rule, string Find, string Replacement, bool ToldBySchema, string? At = null);
}
