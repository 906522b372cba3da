using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using Circles.Grains.Circles;
using static Circles.Grains.People.PersonCommand;

namespace Circles.Grains.Tests.People;

public sealed class Registering_a_person
{
    private static readonly Town Town = Town.Founded;
    private static readonly Register Eve = new("Eve", "eve@example.org", "p-9", PersonProfile.Empty with { Region = "PL51" }, [new(Town.Firm, "Baker")]);

    private static Story Asking(Command command, Id<Person>? by = null) =>
        Town.Story().When(by is { } person ? person.As() : Actor.Operator, command);

    [Fact]
    public void is_done_once() => Asking(Eve).ThenOnce().And(state => Assert.Single(state.PeopleByOrganisation[Town.Firm]));

    [Fact]
    public void is_for_those_who_run_the_region()
    {
        Asking(Eve, Town.Rita).ThenDone();
        Asking(Eve, Town.Raul).ThenRefused("NOT_ALLOWED");
        Asking(Eve, Town.Maja).ThenRefused("NOT_ALLOWED");
        Asking(Eve with { Profile = PersonProfile.Empty }, Town.Rita).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void tells_every_fault() => Asking(new Register(
            " ", "no", "p-Mia", new PersonProfile(["x"], "XX", [""], [new string('i', 201)], ["a\tb"], ["\ud83d"]), [new(new(7), null)]))
        .ThenRefusedFor(
            "REQUIRED name", "EMAIL_INVALID email", "REFERENCE_TAKEN reference", "LANGUAGE_INVALID languages.0", "REGION_UNKNOWN region",
            "REQUIRED skills.0", "TOO_LONG industries.0", "NOT_TEXT seeks.0", "NOT_TEXT offers.0", "NOT_FOUND affiliations.0.organisation");

    [Fact]
    public void keeps_the_address_in_small_letters() => Asking(Eve with { Email = " Eve@Example.ORG " })
        .And(state => Assert.True(state.PersonByEmail.ContainsKey("eve@example.org")));

    [Theory]
    [InlineData("")]
    [InlineData("eve")]
    [InlineData("@example.org")]
    [InlineData("eve@")]
    [InlineData("e@v@e")]
    [InlineData("e e@example.org")]
    [InlineData("eve@example.org.")]
    [InlineData("eve@.org")]
    [InlineData("eve\ud83d@example.org")]
    public void is_refused_for_what_is_no_address(string email) => Asking(Eve with { Email = email }).ThenRefused("EMAIL_INVALID", "email");

    [Fact]
    public void is_refused_for_an_address_that_somebody_has() => Asking(Eve with { Email = "MIA@example.org" }).ThenRefused("EMAIL_TAKEN", "email");

    [Fact]
    public void is_refused_for_an_address_too_long_for_mail() =>
        Asking(Eve with { Email = $"{new string('a', 250)}@b.pl" }).ThenRefused("TOO_LONG", "email");

    [Fact]
    public void names_an_organisation_once() =>
        Asking(Eve with { Affiliations = [new(Town.Firm, "a"), new(Town.Firm, "b")] }).ThenRefused("AFFILIATED_TWICE", "affiliations");

    [Fact]
    public void keeps_lists_short_enough_to_read()
    {
        ValueList<string> many = [.. Enumerable.Range(0, 51).Select(i => $"s{i}")];
        Asking(Eve with { Profile = PersonProfile.Empty with { Skills = many } }).ThenRefused("TOO_MANY", "skills");
        Asking(Eve with { Profile = PersonProfile.Empty with { Languages = [.. Enumerable.Repeat("pl", 51)] } }).ThenRefused("TOO_MANY", "languages");
        Asking(Eve with { Affiliations = [.. Enumerable.Repeat(new Affiliation(Town.Firm, null), 51)] }).ThenRefused("TOO_MANY", "affiliations");
        Asking(Eve with { Affiliations = [new(Town.Firm, new string('t', 201))] }).ThenRefused("TOO_LONG", "affiliations.0.title");
    }
}

public sealed class A_persons_record
{
    private static readonly Town Town = Town.Founded;
    private static readonly Update Same = new(Town.Mia, default, default, default, default, default, default, default, default, default);

    private static Story Asking(Command command, Id<Person>? by = null) =>
        Town.Story().When(by is { } person ? person.As() : Actor.Operator, command);

    [Fact]
    public void tells_only_what_changed() => Asking(Same with { Name = "Mia", Email = "Mia@example.org", Skills = new ValueList<string>(["bread"]) }, Town.Mia)
        .Then(new PersonEvent.Updated(Town.Mia, default, default, default, default, default, new ValueList<string>(["bread"]), default, default, default))
        .AndAgain().ThenNothing();

    [Fact]
    public void is_changed_by_the_person_and_by_those_who_run_the_region()
    {
        Asking(Same with { Name = "M" }, Town.Mia).ThenOnce();
        Asking(Same with { Name = "M" }, Town.Rita).ThenOnce();
        Asking(Same with { Name = "M" }, Town.Raul).ThenRefused("NOT_FOUND", "person");
        Asking(Same with { Name = "M" }, Town.Ben).ThenRefused("NOT_FOUND", "person");
        Town.Lse.Story().When(Town.Lse.Maja.As(), Same with { Person = Town.Lse.Mia, Name = "M" }).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void lies_where_the_person_says_or_where_an_admin_runs_both_places()
    {
        Asking(Same with { Region = "IL" }, Town.Mia).ThenDone();
        Asking(Same with { Region = "IL" }, Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Region = "XX" }, Town.Mia).ThenRefused("REGION_UNKNOWN", "region");
    }

    [Fact]
    public void has_the_operators_reference()
    {
        Asking(Same with { Reference = "mine" }, Town.Mia).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Reference = "p-Ben" }, Town.Rita).ThenRefused("REFERENCE_TAKEN", "reference");
        Asking(Same with { Reference = "" }, Town.Rita).ThenRefused("REQUIRED", "reference");
        Asking(Same with { Reference = null }, Town.Rita).ThenDone().And(state => Assert.False(state.PersonByReference.ContainsKey("p-Mia")));
    }

    [Fact]
    public void takes_no_address_that_somebody_has()
    {
        Asking(Same with { Email = "ben@example.org" }, Town.Mia).ThenRefused("EMAIL_TAKEN", "email");
        Asking(Same with { Email = null }, Town.Mia).ThenOnce().And(state => Assert.False(state.PersonByEmail.ContainsKey("mia@example.org")));
    }

    [Fact]
    public void holds_affiliations_once_each()
    {
        Asking(new Affiliate(Town.Mia, Town.Firm, "Baker"), Town.Mia).ThenOnce()
            .When(Town.Mia.As(), new Affiliate(Town.Mia, Town.Firm, "Chief baker")).ThenOnce()
            .And(state => Assert.Equal("Chief baker", state.People[Town.Mia].Affiliations[0].Title))
            .When(Town.Mia.As(), new EndAffiliation(Town.Mia, Town.Firm)).ThenOnce();
        Asking(new Affiliate(Town.Mia, new(7), null), Town.Mia).ThenRefused("NOT_FOUND", "organisation");
        Asking(new Affiliate(Town.Mia, Town.Firm, "\n"), Town.Mia).ThenRefused("NOT_TEXT", "title");
    }

    [Fact]
    public void holds_fifty_affiliations_and_still_lets_a_title_change()
    {
        var town = new Town();
        for (var i = 0; i < Limits.TagsMax; i++)
            town.Do(town.Mia.As(), new Affiliate(town.Mia, town.Do(Actor.Operator, new OrganisationCommand.Register($"O{i}", OrganisationKind.Firm, "PL51")).Of<Organisation>(), null));
        var last = town.State.People[town.Mia].Affiliations[^1].Organisation;
        town.Story().When(town.Mia.As(), new Affiliate(town.Mia, town.Firm, null)).ThenRefused("TOO_MANY", "organisation");
        town.Story().When(town.Mia.As(), new Affiliate(town.Mia, last, "Chair")).ThenOnce();
    }

    [Fact]
    public void is_removed_once_by_those_who_run_the_region()
    {
        Asking(new Remove(Town.Mia), Town.Mia).ThenRefused("NOT_ALLOWED");
        Asking(new Remove(Town.Mia), Town.Rita).ThenOnce().When(Town.Olga.As(), new Remove(Town.Mia)).ThenRefused("NOT_FOUND", "person");
    }

    [Fact]
    public void stays_while_the_person_takes_part_in_anything()
    {
        var town = Town.Lse;
        town.Story().When(Actor.Operator, new Remove(town.Ben)).ThenRefused("PERSON_IN_USE", "person");
        town.Story().When(Actor.Operator, new Remove(town.Maja)).ThenRefused("PERSON_IN_USE", "person");
        town.Story().When(Actor.Operator, new Remove(town.Mia)).ThenRefused("PERSON_IN_USE", "person");
        town.Story().When(Actor.Operator, new Remove(town.Olga)).ThenRefused("PERSON_IN_USE", "person");
        town.Story().When(Actor.Operator, new Remove(town.Otto)).ThenDone();
    }

    /// <summary>Attendance and diaries name the person: what they say must not point at nobody.</summary>
    [Fact]
    public void stays_while_a_held_session_names_the_person()
    {
        var town = new Town().StartProgramme(Town.LsePack).FormCircles();
        town.Held(town.Group);
        town.Do(town.Cyla.As(), new CircleCommand.RemoveMember(town.Group, town.Cyla));
        town.Story().When(Actor.Operator, new Remove(town.Cyla)).ThenRefused("PERSON_IN_USE", "person");
    }

    [Fact]
    public void ends_what_the_person_may_do()
    {
        var town = new Town();
        town.Do(Actor.Operator, new Remove(town.Otto));
        town.Story().When(town.Otto.As(), new OrganisationCommand.Register("O", OrganisationKind.Firm)).ThenRefused("NOT_ALLOWED");
        Assert.False(OrganisationVisibility.CanSeeAny(town.State, town.Otto.As()));
    }
}
