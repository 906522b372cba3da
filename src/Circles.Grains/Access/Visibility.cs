using System.Collections.Immutable;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using Circles.Grains.SignIn;

namespace Circles.Grains.Access;

/// <summary>The one policy, asked by id: what a viewer finds, and whose history they may read. Default deny.</summary>
public static class Visibility
{
    /// <summary>The thing with this id, or null when there is none that the actor may see: the two are never told apart.</summary>
    public static IIdentified? Find(NetworkState state, Actor actor, AnyId id) =>
        Of(state, id) is { } sight && sight.Allows(state, actor) ? sight.Thing : null;

    /// <summary>What has the id, whoever asks, with the rule under which it is seen; null when there is no such thing.</summary>
    internal static Sight? Of(NetworkState state, AnyId id) =>
        id.Is<Network>(out var network) ? (state.Network?.Id == network ? new Sight<Network>(state.Network, state.Network, NetworkVisibility.Frame) : null)
        : id.Is<Organisation>(out var organisation) ? In(state.Organisations, organisation, OrganisationVisibility.Found)
        : id.Is<Programme>(out var programme) ? In(state.Programmes, programme, ProgrammeVisibility.Found)
        : id.Is<Person>(out var person) ? In(state.People, person, PersonVisibility.Found)
        : id.Is<Application>(out var application) ? In(state.Applications, application, ApplicationVisibility.Found)
        : id.Is<Circle>(out var circle) ? In(state.Circles, circle, CircleVisibility.Found)
        : id.Is<Session>(out var session) ? (state.Sessions.TryGetValue(session, out var it)
            ? new Sight<Meeting>(it, CircleVisibility.Of(state, it), CircleVisibility.Sessions) : null)
        : id.Is<DiaryEntry>(out var entry) ? In(state.Diaries, entry, DiaryVisibility.Found)
        : id.Is<Disclosure>(out var disclosure) ? In(state.Disclosures, disclosure, DisclosureVisibility.Found)
        : id.Is<Import>(out var import) ? In(state.Imports, import, ImportVisibility.Found)
        : id.Is<Token>(out var token) ? In(state.Tokens, token, AccessVisibility.Tokens)
        : id.Is<Client>(out var client) ? In(state.Clients, client, AccessVisibility.Clients)
        : id.Is<Issuer>(out var issuer) ? In(state.Issuers, issuer, SignInVisibility.Issuers)
        : id.Is<Secret>(out var secret) ? In(state.Secrets, secret, SignInVisibility.Secrets)
        : id.Is<RegisteredNetwork>(out var registered) ? In(state.Registered, registered, RegistryVisibility.Found)
        : null;

    private static Sight? In<T>(ImmutableSortedDictionary<Id<T>, T> table, Id<T> id, Rule<T> rule)
        where T : class, IIdentified => table.TryGetValue(id, out var thing) ? new Sight<T>(thing, thing, rule) : null;

    /// <summary>Whether the actor may read who changed the thing, when and why: those who have a hand in it.</summary>
    /// <remarks>Events tell more than the thing does today (a member who left, a draft), so the door is narrower than seeing it.</remarks>
    public static bool CanReadHistory(NetworkState state, Actor actor, AnyId id) =>
        MayRead(state, actor, id) && (state.Today is not { } today || MayRead(today, actor, id));

    private static bool MayRead(NetworkState state, Actor actor, AnyId id) => Find(state, actor, id) switch
    {
        Organisation it => Authority.KeepsOrganisation(state, actor, it),
        Programme it => Authority.Runs(state, actor, it),
        Network => Authority.RunsNetwork(state, actor),
        Person it => PersonVisibility.CanSeeContact(state, actor, it),
        Circle it => CircleVisibility.IsMemberOrManager(state, actor, it),
        Session it => CircleVisibility.IsMemberOrManager(state, actor, state.Circles[it.Circle]),
        // Its history names those who agreed.
        Disclosure it => DisclosureVisibility.CanSeeConsents(state, actor, it),
        Application or DiaryEntry or Import or Token or Client or RegisteredNetwork or Issuer or Secret => true,
        _ => state.Removed.ContainsKey(id) && (id.Is<Organisation>(out _) || id.Is<Person>(out _)) && Authority.RunsNetwork(state, actor),
    };
}
