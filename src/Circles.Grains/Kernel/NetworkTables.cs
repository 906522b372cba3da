using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;

namespace Circles.Grains.Kernel;

/// <summary>A network's state from its tables alone, as a snapshot keeps them.</summary>
public static class NetworkTables
{
    /// <summary>Makes every index again, through the same functions that <c>Evolve</c> keeps them with.</summary>
    /// <param name="tables">A state whose tables, history and receipts are filled and whose indexes are not looked at.</param>
    public static NetworkState Rebuild(NetworkState tables)
    {
        var state = NetworkState.Empty with
        {
            Sequence = tables.Sequence,
            At = tables.At,
            Network = tables.Network,
            Packs = tables.Packs,
            Imports = tables.Imports,
            Clients = tables.Clients,
            Grants = tables.Grants,
            Removed = tables.Removed,
            Erased = tables.Erased,
            Receipts = tables.Receipts,
            ReceiptAges = tables.ReceiptAges,
            History = tables.History,
        };
        foreach (var (id, organisation) in tables.Organisations) state = OrganisationEvolution.Put(state, id, organisation);
        foreach (var (id, person) in tables.People) state = PersonEvolution.Put(state, id, person);
        foreach (var (id, programme) in tables.Programmes) state = ProgrammeEvolution.Put(state, id, programme);
        foreach (var (id, application) in tables.Applications) state = ApplicationEvolution.Put(state, id, application);
        foreach (var (id, circle) in tables.Circles) state = CircleEvolution.Put(state, id, circle);
        foreach (var (id, session) in tables.Sessions) state = SessionEvolution.Put(state, id, session);
        foreach (var (_, entry) in tables.Diaries) state = DiaryEvolution.Put(state, entry);
        foreach (var (_, disclosure) in tables.Disclosures) state = DisclosureEvolution.Put(state, disclosure);
        foreach (var (_, token) in tables.Tokens) state = AccessEvolution.Put(state, token);
        foreach (var (_, network) in tables.Registered) state = RegistryEvolution.Put(state, network);
        return state;
    }
}
