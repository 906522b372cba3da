using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Documents;

internal static class DocumentEvolution
{
    public static NetworkState Evolve(NetworkState state, DocumentEvent happened, Happened record)
    {
        var client = state.Clients[happened.Client];
        return state with
        {
            Clients = state.Clients.SetItem(client.Id, happened switch
            {
                DocumentEvent.Registered e => client with
                {
                    Documents = client.Documents.SetItem(e.Sha256, new TrustedDocument(e.Sha256, e.Text, e.Operations, record.At)),
                },
                DocumentEvent.Withdrawn e => client with { Documents = client.Documents.Remove(e.Sha256) },
                DocumentEvent.ClientRestricted => client with { IsRestricted = true },
                DocumentEvent.ClientReleased => client with { IsRestricted = false },
                _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
            }),
        };
    }
}
