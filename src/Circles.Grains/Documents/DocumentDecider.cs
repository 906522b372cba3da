using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Documents;

internal static class DocumentDecider
{
    public static Decision Decide(NetworkState state, DocumentCommand command, Envelope envelope) => command switch
    {
        DocumentCommand.Register c => OnExisting(state, c.Client, envelope, there => Register(there, c)),
        DocumentCommand.Withdraw c => OnExisting(state, c.Client, envelope, there => Withdraw(there, c)),
        DocumentCommand.RestrictClient c => OnExisting(state, c.Client, envelope, Restrict),
        DocumentCommand.ReleaseClient c => OnExisting(state, c.Client, envelope, Release),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision OnExisting(NetworkState state, Id<Client> id, Envelope envelope, Func<Client, Decision> decide)
    {
        if (!state.Clients.TryGetValue(id, out var there) || !AccessVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("client");
        // A restricted client that could register documents would be restricted to whatever it likes, whichever role it has.
        return Authority.RunsNetwork(state, envelope.By) && !Authority.IsRestricted(state, envelope.By) ? decide(there) : KernelErrors.NotAllowed();
    }

    private static Decision Register(Client there, DocumentCommand.Register c)
    {
        if (c.Documents.IsEmpty) return KernelErrors.Required("documents");
        if (c.Documents.Count > Limits.DocumentsMax) return DocumentErrors.TooMany();
        var fresh = new Dictionary<string, DocumentEvent>(StringComparer.Ordinal);
        var faults = new List<Refusal?>();
        var characters = there.Documents.Values.Sum(document => document.Text.Length);
        for (var i = 0; i < c.Documents.Count; i++)
        {
            var offered = c.Documents[i];
            var hash = TrustedDocument.HashOf(offered.Text);
            faults.Add(Check.Text(offered.Text, $"documents.{i}.text", Limits.DocumentMax) ?? Operations(offered, $"documents.{i}.text"));
            faults.Add(offered.Hash is null || offered.Hash == hash ? null : DocumentErrors.HashWrong($"documents.{i}.hash", hash));
            if (there.Documents.ContainsKey(hash)) continue;
            if (fresh.TryAdd(hash, new DocumentEvent.Registered(there.Id, hash, offered.Text, offered.Operations))) characters += offered.Text.Length;
        }

        // Nothing new is never too much, so that a build may say the same again after a limit was lowered.
        faults.Add(fresh.Count > 0 && there.Documents.Count + fresh.Count > Limits.DocumentsMax ? DocumentErrors.TooMany() : null);
        faults.Add(fresh.Count > 0 && characters > Limits.DocumentCharactersMax ? DocumentErrors.TooLong() : null);
        return Check.All([.. faults]) ?? Decision.Done(there.Id, fresh.Values);
    }

    private static Refusal? Operations(Offered offered, string path) =>
        offered.Operations.Count > Limits.DocumentOperationsMax
            ? KernelErrors.TooMany(path, Limits.DocumentOperationsMax)
            : offered.Operations.Select(name => Check.Name(name, path)).FirstOrDefault(refusal => refusal is not null);

    private static Decision Withdraw(Client there, DocumentCommand.Withdraw c) =>
        c.Hashes.IsEmpty ? KernelErrors.Required("hashes")
        : c.Hashes.Count > Limits.DocumentsMax ? KernelErrors.TooMany("hashes", Limits.DocumentsMax)
        : Decision.Done(
            there.Id,
            c.Hashes.Distinct(StringComparer.Ordinal).Where(there.Documents.ContainsKey).Select(hash => new DocumentEvent.Withdrawn(there.Id, hash)));

    private static Decision Restrict(Client there) =>
        there.IsRestricted ? Decision.Nothing(there.Id)
        : there.Documents.IsEmpty ? DocumentErrors.NoneRegistered()
        : new DocumentEvent.ClientRestricted(there.Id);

    private static Decision Release(Client there) =>
        there.IsRestricted ? new DocumentEvent.ClientReleased(there.Id) : Decision.Nothing(there.Id);
}
