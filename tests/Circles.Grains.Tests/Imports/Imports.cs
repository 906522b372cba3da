using System.Collections.Immutable;
using Circles.Grains.Circles;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using static Circles.Grains.Imports.ImportCommand;

namespace Circles.Grains.Tests.Imports;

public sealed class An_import
{
    private static readonly Town Town = Town.Lse;

    private static Story Reading(ImportKind kind, Id<Person>? by, params ImportRow[] rows) =>
        Town.Story().When(by?.As() ?? Actor.Operator, Of(kind, rows));

    private static Commit Of(ImportKind kind, params ImportRow[] rows) => new(null, kind, "file.csv", [.. rows]);

    /// <summary>A row from <c>field=value</c> pairs; the header is row 1.</summary>
    private static ImportRow Row(int number, params string[] cells) => new(
        number, cells.Select(cell => cell.Split('=', 2)).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1]));

    /// <summary>Each row as its group, with <c>CODE column</c> of its faults.</summary>
    private static string[] Groups(Story story) =>
        [.. story.State.Imports[story.Made<Import>()].Rows.Select(row => string.Join(' ', [$"{row.Group}", .. row.Faults.Select(fault => $"{fault.Code} {fault.Path}")]))];

    private static string Fault(ImportKind kind, Id<Person>? by, params string[] cells) => Groups(Reading(kind, by, Row(2, cells)))[0];

    [Fact]
    public void of_organisations_tells_new_there_and_faulty() => Assert.Equal(
        ["New", "AlreadyThere", "AlreadyThere", "Faulty IMPORT_WORD_UNKNOWN kind", "Faulty REQUIRED name REGION_UNKNOWN region", "New", "AlreadyThere", "Faulty WEBSITE_INVALID website"],
        Groups(Reading(
            ImportKind.Organisations,
            null,
            Row(2, "name=Hub", "kind=HUB", "region=pl51", "headline=We help", "strengths=a; b,c"),
            Row(3, "name=Other name", "kind=firma", "reference=o-1"),
            Row(4, "name=hub", "kind=Digital-Innovation_Hub", "region=Dolnośląskie"),
            Row(5, "name=X", "kind=circus"),
            Row(6, "kind=firm", "region=Mars"),
            Row(7, "name=Klaster", "kind=klaster", "reference=o-7"),
            Row(8, "name=Klaster again", "kind=klaster", "reference=o-7"),
            Row(9, "name=Trap", "kind=firm", "website=javascript:1"))));

    [Fact]
    public void of_organisations_leaves_nothing_of_a_row_that_fails_in_its_second_step() =>
        Assert.Empty(Reading(ImportKind.Organisations, null, Row(2, "name=Trap", "kind=firm", "website=ftp:1")).State.OrganisationsByName.GetValueOrDefault("trap", []));

    [Fact]
    public void of_people_tells_new_there_and_faulty() => Assert.Equal(
        [
            "New", "AlreadyThere", "AlreadyThere", "Faulty IMPORT_PERSON_NEEDS_KEY email", "Faulty EMAIL_TAKEN email", "Faulty IMPORT_ORGANISATION_UNKNOWN organisation",
            "Faulty TOO_LONG title", "Faulty LANGUAGE_INVALID languages", "Faulty TOO_LONG skills",
        ],
        Groups(Reading(
            ImportKind.People,
            null,
            Row(2, "name=Eve", "email=Eve@example.org", "reference=p-eve", "organisation=firma ani", "title=Baker", "region=PL51", "languages=pl;en", "skills=bread"),
            Row(3, "name=Eve", "email=EVE@example.org"),
            Row(4, "name=Mia", "reference=p-Mia"),
            Row(5, "name=Nobody"),
            Row(6, "name=Not Eve", "email=eve@example.org", "reference=p-other"),
            Row(7, "name=Zoe", "email=zoe@example.org", "organisation=No such"),
            Row(8, "name=Zoe", "email=zoe@example.org", "organisation=o-1", $"title={new string('t', 201)}"),
            Row(9, "name=Zoe", "email=zoe@example.org", "languages=pl;polish"),
            Row(10, "name=Zoe", "email=zoe@example.org", $"skills=a,{new string('t', 201)}"))));

    [Fact]
    public void of_people_by_a_regions_admin_stays_in_the_region() =>
        Assert.Equal("Faulty NOT_ALLOWED region", Fault(ImportKind.People, Town.Rita, "name=Zoe", "email=zoe@example.org", "region=IL"));

    [Fact]
    public void of_people_takes_no_organisation_for_another_of_the_same_name()
    {
        var story = Reading(ImportKind.Organisations, null, Row(2, "name=Twin", "kind=firm", "region=PL51"), Row(3, "name=Twin", "kind=firm", "region=PL52"));
        story.When(Actor.Operator, Of(ImportKind.People, Row(2, "name=Zoe", "email=z@example.org", "organisation=twin")));
        Assert.Equal(["Faulty IMPORT_ORGANISATION_AMBIGUOUS organisation"], Groups(story));
    }

    [Fact]
    public void of_circles_tells_new_there_and_faulty_at_the_right_column()
    {
        var town = new Town().StartProgramme(Town.LsePack);
        var rows = Of(
            ImportKind.Circles,
            Row(2, "programme=programme", "form=para", "reference=c-1", "mentors=p-Marek", "mentees=mia@example.org", "visibility=tajna", "mode=zdalnie"),
            Row(3, "programme=Programme", "form=pair", "reference=c-1", "mentors=p-Marek"),
            Row(4, "programme=Programme", "form=pair", "name=Owls", "mentors=p-Marek;p-Ben", "mentees=p-Mia"),
            Row(5, "programme=Programme", "form=pair", "name=Owls", "mentors=p-Marek", "mentees=p-Mia, p-Ben"),
            Row(6, "programme=Programme", "form=group", "name=Owls", "mentors=p-Marek", "peers=p-Mia"),
            Row(7, "programme=Programme", "form=group", "name=Owls", "mentors=p-Marek", "mentees=p-Mia;p-Marek"),
            Row(8, "programme=Programme", "form=group", "name=Owls", "mentors=p-Otto"),
            Row(9, "programme=None", "form=group", "name=Owls"),
            Row(10, "programme=Programme", "form=trio"),
            Row(11, "programme=Programme", "form=group", "name=Owls", "visibility=open"));
        Assert.Equal(
            [
                "New", "AlreadyThere", "Faulty CIRCLE_FULL mentors CIRCLE_FULL mentors", "Faulty CIRCLE_FULL mentees CIRCLE_FULL mentees",
                "Faulty CIRCLE_ROLE_NOT_IN_FORM peers", "Faulty CIRCLE_MEMBER_ALREADY mentees", "Faulty IMPORT_PERSON_UNKNOWN mentors",
                "Faulty IMPORT_PROGRAMME_UNKNOWN programme", "Faulty IMPORT_WORD_UNKNOWN form REQUIRED reference", "Faulty CIRCLE_VISIBILITY_NOT_IN_PACK visibility",
            ],
            Groups(town.Story().When(town.Maja.As(), rows)));
    }

    [Fact]
    public void of_circles_asks_which_of_two_programmes_but_not_about_last_years()
    {
        var town = new Town().BeginProgramme(Town.LsePack);
        town.Do(town.Maja.As(), new ProgrammeCommand.Close(town.Programme));
        town.StartProgramme(Town.LsePack);
        var row = Of(ImportKind.Circles, Row(2, "programme=Programme", "form=pair", "name=Owls"));
        Assert.Equal(["New"], Groups(town.Story().When(town.Maja.As(), row)));
        town.StartProgramme(Town.LsePack);
        Assert.Equal(["Faulty IMPORT_PROGRAMME_AMBIGUOUS programme"], Groups(town.Story().When(town.Maja.As(), row)));
    }

    [Fact]
    public void of_sessions_tells_new_there_and_faulty()
    {
        var story = Town.Story().When(Town.Ben.As(), new CircleCommand.Rename(Town.Group, "Owls")).When(Town.Maja.As(), Of(
            ImportKind.Sessions,
            Row(2, "circle=Owls", "date=2026-04-01", "time=17:30", "minutes=90", "mode=stacjonarnie", "place=Library"),
            Row(3, "circle=Owls", "date=1.4.2026", "time=17:30"),
            Row(4, "circle=Owls", "date=1/5/2026", "time=7:05", "reference=s-1"),
            Row(5, "circle=Owls", "date=2.5.2026", "time=7:05", "reference=s-1"),
            Row(6, "circle=Hawks", "date=2026-04-01", "time=17:30"),
            Row(7, "circle=Owls", "date=31.2.2026", "time=25:00"),
            Row(8, "circle=Owls", "date=2026-03-29", "time=02:30"),
            Row(9, "circle=Owls", "date=2026-04-02", "time=17:30", "timeZone=Mars"),
            Row(10, "circle=Owls", "date=2026-04-02", "time=17:30", "minutes=an hour"),
            Row(11, "circle=Owls", "date=1066-10-14", "time=09:00"),
            Row(12, "circle=Owls", "date=2026-04-02", "time=17:30", "mode=blended", "minutes=0")));
        Assert.Equal(
            [
                "New", "AlreadyThere", "New", "AlreadyThere", "Faulty IMPORT_CIRCLE_UNKNOWN circle", "Faulty IMPORT_DATE_INVALID date IMPORT_TIME_INVALID time",
                "Faulty IMPORT_TIME_SKIPPED time", "Faulty TIME_ZONE_INVALID timeZone", "Faulty IMPORT_NUMBER_INVALID minutes", "Faulty SESSION_TIME_INVALID date",
                "Faulty SESSION_MODE_NOT_IN_CIRCLE mode SESSION_LENGTH_INVALID minutes",
            ],
            Groups(story));
    }

    [Fact]
    public void of_sessions_asks_which_of_two_circles() => Assert.Equal(
        ["Faulty IMPORT_CIRCLE_AMBIGUOUS circle"],
        Groups(Town.Story()
            .When(Town.Ben.As(), new CircleCommand.Rename(Town.Group, "Owls")).When(Town.Mia.As(), new CircleCommand.Rename(Town.Pair, "Owls"))
            .When(Town.Maja.As(), Of(ImportKind.Sessions, Row(2, "circle=Owls", "date=2026-04-01", "time=17:30")))));

    [Fact]
    public void is_for_those_who_may()
    {
        Reading(ImportKind.People, Town.Maja, Row(2)).ThenRefused("NOT_ALLOWED");
        Reading(ImportKind.Organisations, Town.Mia, Row(2)).ThenRefused("NOT_ALLOWED");
        Reading(ImportKind.Circles, Town.Olga, Row(2)).ThenRefused("NOT_ALLOWED");
        Reading(ImportKind.Sessions, Town.Marek, Row(2)).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void has_a_name_and_a_bounded_number_of_rows()
    {
        Town.Story().When(Actor.Operator, new Commit(null, ImportKind.People, "", [])).ThenRefusedFor("REQUIRED fileName", "REQUIRED rows");
        Reading(ImportKind.People, null, [.. Enumerable.Range(2, Limits.ImportRowsMax + 1).Select(i => Row(i))]).ThenRefused("TOO_MANY", "rows");
    }

    [Fact]
    public void is_done_once_and_read_again_finds_everything_there()
    {
        var story = Reading(ImportKind.People, null, Row(2, "name=Eve", "email=eve@example.org"), Row(3, "name=Zoe", "reference=z")).ThenOnce();
        story.When(Actor.Operator, Of(ImportKind.People, Row(2, "name=Eve", "email=eve@example.org"), Row(3, "name=Zoe", "reference=z")));
        Assert.Equal(["AlreadyThere", "AlreadyThere"], Groups(story));
    }

    [Fact]
    public void goes_on_in_parts_that_may_be_sent_again()
    {
        var story = Reading(ImportKind.People, null, Row(2, "name=Eve", "reference=e"));
        var import = story.Made<Import>();
        var part = Of(ImportKind.People, Row(3, "name=Zoe", "reference=z")) with { Into = import };
        story.When(Actor.Operator, part).ThenOnce().When(Actor.Operator, part).ThenNothing();
        Assert.Equal(["New", "New"], Groups(story));
        story.When(Town.Olga.As(), part).ThenRefused("NOT_FOUND", "into");
        story.When(Actor.Operator, part with { Kind = ImportKind.Organisations }).ThenRefused("NOT_FOUND", "into");
        story.When(Actor.Operator, part with { Into = new(7) }).ThenRefused("NOT_FOUND", "into");
        story.When(Actor.Operator, new Undo(import)).ThenOnce().When(Actor.Operator, part with { Rows = [Row(4, "name=X", "reference=x")] }).ThenRefused("IMPORT_UNDONE", "into");
    }

    [Fact]
    public void is_undone_but_for_what_was_changed_or_used_since()
    {
        var story = Reading(
            ImportKind.People, null, Row(2, "name=Eve", "reference=e", "region=PL51"), Row(3, "name=Zoe", "reference=z", "region=PL51"), Row(4, "name=Ida", "reference=i", "region=PL51"), Row(5, "name=Mia", "reference=p-Mia"));
        var import = story.Made<Import>();
        var made = story.State.Imports[import].Rows.Select(row => row.Made!.Value).ToList();
        Assert.True(made[1].Is<Person>(out var zoe));
        Assert.True(made[2].Is<Person>(out var ida));
        story.When(Town.Maja.As(), new CircleCommand.AddMember(Town.Group, zoe, CircleRole.Mentee)).ThenDone()
            .When(Actor.Operator, new PersonCommand.Affiliate(ida, Town.Firm, null)).ThenDone()
            .When(Actor.Operator, new Undo(import)).ThenOnce();
        Assert.Equal(
            [("PERSON_IN_USE", made[1]), ("IMPORT_CHANGED_SINCE", made[2])],
            story.State.Imports[import].Kept.Select(kept => (kept.Reason.Code, kept.Object)).Reverse());
        Assert.False(story.State.PersonByReference.ContainsKey("e"));
        Assert.True(story.State.People.ContainsKey(Town.Mia));
    }

    [Fact]
    public void keeps_what_was_changed_between_two_parts()
    {
        var story = Reading(ImportKind.Organisations, null, Row(2, "name=Hub", "kind=hub", "headline=Hello"), Row(3, "name=Lab", "kind=hub", "headline=Hello"));
        var import = story.Made<Import>();
        Assert.True(story.State.Imports[import].Rows[0].Made!.Value.Is<Organisation>(out var hub));
        story.When(Actor.Operator, new OrganisationCommand.Update(hub, "Hub two", default, default, default)).ThenDone()
            .When(Actor.Operator, Of(ImportKind.Organisations, Row(4, "name=Last", "kind=hub")) with { Into = import }).ThenDone()
            .When(Actor.Operator, new Undo(import)).ThenDone();
        Assert.Equal([hub], story.State.Imports[import].Kept.Select(kept => kept.Object));
    }

    [Fact]
    public void of_sessions_and_circles_is_undone_from_the_end()
    {
        var town = new Town().StartProgramme(Town.LsePack);
        var story = town.Story().When(town.Maja.As(), Of(ImportKind.Circles, Row(2, "programme=Programme", "form=pair", "name=Owls", "mentors=p-Marek", "mentees=p-Mia")));
        var circles = story.Made<Import>();
        story.When(town.Maja.As(), new ProgrammeCommand.Advance(town.Programme, "first-session"))
            .When(town.Maja.As(), Of(ImportKind.Sessions, Row(2, "circle=Owls", "date=2026-04-01", "time=17:30")));
        var sessions = story.Made<Import>();
        story.When(Actor.Operator, new Undo(circles)).ThenRefused("NOT_FOUND", "import").When(town.Olga.As(), new Undo(sessions)).ThenRefused("NOT_FOUND", "import");
        story.When(town.Maja.As(), new Undo(sessions)).ThenOnce().When(town.Maja.As(), new Undo(circles)).ThenOnce();
        Assert.Empty(story.State.Circles);
        Assert.Empty(story.State.CirclesByPerson);
    }
}
