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

namespace Circles.Grains.Access;

/// <summary>The one policy, asked by id: what a viewer finds, and whose history they may read. Default deny.</summary>
public static class Visibility
{
    /// <summary>The thing with this id, or null when there is none that the actor may see: the two are never told apart.</summary>
    public static IIdentified? Find(NetworkState state, Actor actor, AnyId id)
    {
        if (!OrganisationVisibility.CanSeeAny(state, actor)) return null;
        if (id.Is<Organisation>(out var organisation)) return state.Organisations.GetValueOrDefault(organisation);
        if (id.Is<Programme>(out var programme)) return state.Programmes.GetValueOrDefault(programme);
        if (id.Is<Network>(out var network)) return state.Network?.Id == network ? state.Network : null;
        if (id.Is<Person>(out var person))
            return state.People.TryGetValue(person, out var it) && PersonVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Application>(out var application))
            return state.Applications.TryGetValue(application, out var it) && ApplicationVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Circle>(out var circle))
            return state.Circles.TryGetValue(circle, out var it) && CircleVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Session>(out var session))
            return state.Sessions.TryGetValue(session, out var it) && CanSee(state, actor, it) ? it : null;
        if (id.Is<DiaryEntry>(out var entry))
            return state.Diaries.TryGetValue(entry, out var it) && DiaryVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Disclosure>(out var disclosure))
            return state.Disclosures.TryGetValue(disclosure, out var it) && DisclosureVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Import>(out var import))
            return state.Imports.TryGetValue(import, out var it) && ImportVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Token>(out var token))
            return state.Tokens.TryGetValue(token, out var it) && AccessVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<Client>(out var client))
            return state.Clients.TryGetValue(client, out var it) && AccessVisibility.CanSee(state, actor, it) ? it : null;
        if (id.Is<RegisteredNetwork>(out var registered))
            return state.Registered.TryGetValue(registered, out var it) && RegistryVisibility.CanSee(state, actor, it) ? it : null;
        return null;
    }

    /// <summary>Whether the actor may read who changed the thing, when and why: those who have a hand in it.</summary>
    /// <remarks>Events tell more than the thing does today (a member who left, a draft), so the door is narrower than seeing it.</remarks>
    public static bool CanReadHistory(NetworkState state, Actor actor, AnyId id) =>
        MayRead(state, actor, id) && (state.Today is not { } today || MayRead(today, actor, id));

    private static bool MayRead(NetworkState state, Actor actor, AnyId id) => Find(state, actor, id) switch
    {
        Organisation it => Authority.RunsRegion(state, actor, it.Region),
        Programme it => Authority.Runs(state, actor, it),
        Network => Authority.RunsNetwork(state, actor),
        Person it => PersonVisibility.CanSeeContact(state, actor, it),
        Circle it => CircleVisibility.IsMemberOrManager(state, actor, it),
        Session it => CircleVisibility.IsMemberOrManager(state, actor, state.Circles[it.Circle]),
        // Its history names those who agreed.
        Disclosure it => DisclosureVisibility.CanSeeConsents(state, actor, it),
        Application or DiaryEntry or Import or Token or Client or RegisteredNetwork => true,
        _ => state.Removed.ContainsKey(id) && (id.Is<Organisation>(out _) || id.Is<Person>(out _)) && Authority.RunsNetwork(state, actor),
    };

    private static bool CanSee(NetworkState state, Actor actor, Session session) =>
        CircleVisibility.CanSeeSession(state, actor, state.Circles[session.Circle], session);
}
