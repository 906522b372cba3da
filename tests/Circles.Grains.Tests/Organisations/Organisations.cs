using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using static Circles.Grains.Organisations.OrganisationCommand;

namespace Circles.Grains.Tests.Organisations;

public sealed class An_organisation
{
    private static readonly Town Town = Town.Founded;
    private static readonly Update Same = new(Town.Firm, default, default, default, default);
    private static readonly Showcase Best = new("We bake", "Bread.", ["bread"], "https://example.org", true);

    private static Story Asking(Command command, Id<Person>? by = null) =>
        Town.Story().When(by is { } person ? person.As() : Actor.Operator, command);

    [Fact]
    public void is_registered_once() => Asking(new Register("Hub", OrganisationKind.Hub, "PL51", "o-2")).ThenOnce();

    [Fact]
    public void is_registered_by_those_who_run_its_region()
    {
        Asking(new Register("Hub", OrganisationKind.Hub, "PL51"), Town.Olga).ThenDone();
        Asking(new Register("Hub", OrganisationKind.Hub, "PL51"), Town.Rita).ThenDone();
        Asking(new Register("Hub", OrganisationKind.Hub, "PL52"), Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(new Register("Hub", OrganisationKind.Hub), Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(new Register("Hub", OrganisationKind.Hub, "PL51"), Town.Raul).ThenRefused("NOT_ALLOWED");
        Asking(new Register("Hub", OrganisationKind.Hub, "PL51"), Town.Otto).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void needs_a_name_a_known_region_and_a_free_reference() => Asking(new Register("", OrganisationKind.Hub, "XX", "o-1"))
        .ThenRefusedFor("REQUIRED name", "REGION_UNKNOWN region", "REFERENCE_TAKEN reference");

    [Fact]
    public void tells_only_what_changed() => Asking(Same with { Name = "Firma Ani", Kind = OrganisationKind.Hub })
        .Then(new OrganisationEvent.Updated(Town.Firm, default, OrganisationKind.Hub, default, default)).AndAgain().ThenNothing();

    [Fact]
    public void is_updated_by_those_who_run_its_region()
    {
        Asking(Same with { Name = "New" }, Town.Rita).ThenDone();
        Asking(Same with { Name = "New" }, Town.Raul).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Region = "IL" }, Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Region = null }, Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Region = "IL" }, Town.Olga).ThenDone();
    }

    [Fact]
    public void is_found_under_its_new_reference_only() => Asking(Same with { Reference = "o-9" }).ThenDone()
        .And(state => Assert.False(state.OrganisationByReference.ContainsKey("o-1")))
        .And(state => Assert.Equal(Town.Firm, state.OrganisationByReference["o-9"]))
        .When(Actor.Operator, Same with { Reference = null }).ThenDone()
        .And(state => Assert.Empty(state.OrganisationByReference));

    [Fact]
    public void presents_itself_once() => Asking(new Present(Town.Firm, Best), Town.Rita).ThenOnce();

    [Fact]
    public void presents_itself_in_text_and_with_a_web_address() =>
        Asking(new Present(Town.Firm, new Showcase("", "\u0007", ["", "x"], "javascript:alert(1)", true)))
            .ThenRefusedFor("REQUIRED headline", "NOT_TEXT text", "REQUIRED strengths.0", "WEBSITE_INVALID website");

    [Theory]
    [InlineData("example.org")]
    [InlineData("ftp://example.org")]
    [InlineData("https://example.org/\ud83d")]
    [InlineData("https://example.org/a b")]
    [InlineData(" https://example.org")]
    [InlineData("https://example.org\n")]
    public void has_no_website_that_a_link_cannot_hold(string website) =>
        Asking(new Present(Town.Firm, Best with { Website = website })).ThenRefused("WEBSITE_INVALID", "website");

    [Fact]
    public void has_as_many_strengths_as_can_be_read() =>
        Asking(new Present(Town.Firm, Best with { Strengths = [.. Enumerable.Range(0, 51).Select(i => $"s{i}")] })).ThenRefused("TOO_MANY", "strengths");

    [Fact]
    public void shows_a_draft_only_to_those_who_may_change_it()
    {
        var draft = Asking(new Present(Town.Firm, Best with { Published = false })).State;
        var firm = draft.Organisations[Town.Firm];
        Assert.NotNull(OrganisationVisibility.Showcase(draft, Town.Rita.As(), firm));
        Assert.Null(OrganisationVisibility.Showcase(draft, Town.Raul.As(), firm));
        Assert.Null(OrganisationVisibility.Showcase(draft, new Actor.Program(Town.Portal), firm));
    }

    [Fact]
    public void is_removed_once() => Asking(new Remove(Town.Firm), Town.Rita).ThenOnce()
        .When(Town.Olga.As(), new Remove(Town.Firm)).ThenRefused("NOT_FOUND", "organisation");

    [Fact]
    public void stays_while_people_belong_to_it() => Asking(new PersonCommand.Affiliate(Town.Mia, Town.Firm, null))
        .When(Actor.Operator, new Remove(Town.Firm)).ThenRefused("ORGANISATION_IN_USE", "organisation");

    [Fact]
    public void stays_while_it_runs_a_programme() => Asking(new ProgrammeCommand.Start(
            "P", Town.LsePack, null, Town.Firm, MeetingMode.Online, new(2026, 1, 1), null, [Town.Maja])).ThenDone()
        .When(Actor.Operator, new Remove(Town.Firm)).ThenRefused("ORGANISATION_IN_USE", "organisation");

    [Fact]
    public void is_unknown_to_those_outside_the_network() =>
        Town.Story().When(new Actor.Program(new(7)), new Remove(Town.Firm)).ThenRefused("NOT_FOUND", "organisation");
}
