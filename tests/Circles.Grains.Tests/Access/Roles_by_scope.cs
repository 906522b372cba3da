using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using static Circles.Grains.Access.AccessCommand;

namespace Circles.Grains.Tests.Access;

public sealed class Roles_by_scope
{
    private static readonly Town Town = WithAnAffiliate();

    private static Story With(Grant grant) => Town.Story().When(Town.Olga.As(), new GrantRole(Town.Otto, grant)).ThenDone();

    private static Story AsOrganisationAdmin => With(new Grant(Role.OrganisationAdmin, Organisation: Town.Firm));

    [Fact]
    public void an_admin_of_a_region_reaches_its_neighbours_where_that_is_granted()
    {
        var (near, far) = (With(new(Role.RegionalAdmin, "PL52")).State, With(new(Role.RegionalAdmin, "PL52", Neighbours: true)).State);
        Assert.False(Authority.RunsRegion(near, Town.Otto.As(), "PL51"));
        Assert.True(Authority.RunsRegion(far, Town.Otto.As(), "PL51"));
        Assert.True(Authority.RunsRegion(far, Town.Otto.As(), "PL52"));
        Assert.False(Authority.RunsRegion(far, Town.Otto.As(), "PL"));
        Assert.False(Authority.RunsRegion(far, Town.Otto.As(), "IL"));
    }

    [Fact]
    public void an_admin_of_an_organisation_keeps_its_record()
    {
        AsOrganisationAdmin.When(Town.Otto.As(), Update("Firma Anny")).ThenDone();
        AsOrganisationAdmin.When(Town.Otto.As(), new OrganisationCommand.Present(Town.Firm, new Showcase("We", "", [], null, false))).ThenDone()
            .And(state => Assert.NotNull(OrganisationVisibility.Showcase(state, Town.Otto.As(), state.Organisations[Town.Firm])));
        AsOrganisationAdmin.When(Town.Otto.As(), Update("Firma Anny") with { Region = "IL" }).ThenRefused("NOT_ALLOWED");
        AsOrganisationAdmin.When(Town.Otto.As(), Update("Firma Anny") with { Reference = "o-9" }).ThenRefused("NOT_ALLOWED");
        AsOrganisationAdmin.When(Town.Otto.As(), new OrganisationCommand.Remove(Town.Firm)).ThenRefused("NOT_ALLOWED");
        Town.Story().When(Town.Otto.As(), Update("Firma Anny")).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void an_admin_of_an_organisation_keeps_the_places_of_its_people_and_hears_nothing_of_them()
    {
        var state = AsOrganisationAdmin.State;
        Assert.True(PersonVisibility.CanSee(state, Town.Otto.As(), state.People[Town.Ben]));
        Assert.False(PersonVisibility.CanSeeContact(state, Town.Otto.As(), state.People[Town.Ben]));
        Assert.False(PersonVisibility.CanSeeWishes(state, Town.Otto.As(), state.People[Town.Ben]));
        Assert.False(PersonVisibility.CanSee(state, Town.Otto.As(), state.People[Town.Cyla]));
        Assert.False(CircleVisibility.CanSee(state, Town.Otto.As(), state.Circles[Town.Group]));
        AsOrganisationAdmin.When(Town.Otto.As(), new PersonCommand.Affiliate(Town.Ben, Town.Firm, "Chef")).ThenDone()
            .When(Town.Otto.As(), new PersonCommand.EndAffiliation(Town.Ben, Town.Firm)).ThenDone()
            .When(Town.Otto.As(), new PersonCommand.Affiliate(Town.Ben, Town.Firm, "Chef")).ThenRefused("NOT_FOUND", "person");
    }

    [Fact]
    public void support_reads_settings_and_numbers_and_no_people_names_or_texts()
    {
        var story = Town.Story().When(Town.Olga.As(), new RegisterClient("Support", [new Grant(Role.SupportReader)])).ThenDone();
        var (state, support) = (story.State, new Actor.Program(story.Decision.Subject.Is<Client>(out var id) ? id : default));
        Assert.True(NetworkVisibility.Frame.Allows(state, support, state.Network!));
        Assert.True(NetworkVisibility.Numbers.Allows(state, support, state.Network!));
        Assert.Same(state.Network, Visibility.Find(state, support, state.Network!.Id));
        AnyId[] all =
        [
            .. state.People.Keys.Select(key => (AnyId)key), .. state.Organisations.Keys.Select(key => (AnyId)key),
            .. state.Programmes.Keys.Select(key => (AnyId)key), .. state.Circles.Keys.Select(key => (AnyId)key),
            .. state.Sessions.Keys.Select(key => (AnyId)key), .. state.Diaries.Keys.Select(key => (AnyId)key),
            .. state.Imports.Keys.Select(key => (AnyId)key), .. state.Tokens.Keys.Select(key => (AnyId)key),
        ];
        Assert.All(all, thing => Assert.Null(Visibility.Find(state, support, thing)));
    }

    [Fact]
    public void are_bound_to_what_they_are_for()
    {
        Refused(new Grant(Role.OrganisationAdmin), "REQUIRED", "organisation");
        Refused(new Grant(Role.OrganisationAdmin, Organisation: new(7)), "NOT_FOUND", "organisation");
        Refused(new Grant(Role.OrganisationAdmin, "PL", Town.Firm), "ROLE_HAS_NO_REGION", "region");
        Refused(new Grant(Role.RegionalAdmin, "PL", Town.Firm), "ROLE_HAS_NO_ORGANISATION", "organisation");
        Refused(new Grant(Role.SupportReader, Neighbours: true), "ROLE_HAS_NO_REGION", "neighbours");
    }

    [Fact]
    public void keep_their_organisation_from_being_removed()
    {
        var story = Town.Story().When(Town.Olga.As(), new OrganisationCommand.Register("Hub", OrganisationKind.Hub)).ThenDone();
        var hub = story.Decision.Subject.Is<Organisation>(out var id) ? id : default;
        story.When(Town.Olga.As(), new GrantRole(Town.Otto, new Grant(Role.OrganisationAdmin, Organisation: hub))).ThenDone()
            .When(Town.Olga.As(), new OrganisationCommand.Remove(hub)).ThenRefused("ORGANISATION_IN_USE", "organisation");
    }

    [Fact]
    public void are_listed_for_those_who_run_the_network_and_for_those_who_have_them()
    {
        var otto = Town.State.People[Town.Otto];
        Assert.True(PersonVisibility.Roles.Allows(Town.State, Town.Olga.As(), otto));
        Assert.True(PersonVisibility.Roles.Allows(Town.State, Town.Otto.As(), otto));
        Assert.False(PersonVisibility.Roles.Allows(Town.State, Town.Raul.As(), otto));
    }

    private static void Refused(Grant grant, string code, string path) =>
        Town.Story().When(Town.Olga.As(), new GrantRole(Town.Otto, grant)).ThenRefused(code, path);

    private static OrganisationCommand.Update Update(string name) =>
        new(Town.Firm, new Patch<string>(true, name), default, default, default);

    private static Town WithAnAffiliate()
    {
        var town = Town.Full(Town.LsePack, CircleAudience.Secret);
        town.Do(Actor.Operator, new PersonCommand.Affiliate(town.Ben, town.Firm, null));
        return town;
    }
}
