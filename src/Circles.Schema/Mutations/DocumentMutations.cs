using Circles.Grains.Access;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;
using Circles.GraphQL.Types;
using Circles.Schema.Documents;
using Circles.Schema.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>The documents that a client may name by their hash, and whether it may run any others.</summary>
internal static class DocumentMutations
{
    private static readonly InputType DocumentInput = new("DocumentInput", "A document to be registered.", () =>
    [
        new("text", Scalars.Text.NonNull, "The document exactly as the client would send it: its hash is made of every character."),
        new("hash", Scalars.Text, "The hash that the client will send, to be sure: it is refused when it is not the text's SHA-256."),
    ]);

    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Make(
            "registerDocuments",
            "Registers documents that a client runs, all or none. What is registered already stays, so a build may send its whole manifest each time.",
            ("client", ClientType.Type),
            () => [new("client", Id.NonNull, "Whose."), new("documents", DocumentInput.NonNull.List.NonNull, "Which.")],
            [],
            (input, query, envelope) =>
            {
                var (command, faults) = DocumentIntake.Read(
                    query.Asked.Engine,
                    input.Id<Client>("client"),
                    input.Inputs("documents").Select(document => (document.Text("text"), document.TextOrNull("hash"))),
                    tried => query.Asked.Network.Try(envelope(tried)).Decision);
                return command is null
                    ? ValueTask.FromResult(new Payload(null, faults, query.Flag("dryRun")))
                    : Mutation.SendAsync(query, envelope(command));
            }),
        Mutation.Of(
            "withdrawDocuments",
            "Takes documents back that a client does not send any more.",
            ("client", ClientType.Type),
            () => [new("client", Id.NonNull, "Whose."), new("hashes", Scalars.Text.NonNull.List.NonNull, "Which.")],
            (input, _) => new DocumentCommand.Withdraw(input.Id<Client>("client"), input.Texts("hashes"))),
        Mutation.Of(
            "restrictClient",
            "From now on the client may run its registered documents and nothing else.",
            ("client", ClientType.Type),
            () => [new("client", Id.NonNull, "Which.")],
            (input, _) => new DocumentCommand.RestrictClient(input.Id<Client>("client"))),
        Mutation.Of(
            "releaseClient",
            "Lets a restricted client run any document again.",
            ("client", ClientType.Type),
            () => [new("client", Id.NonNull, "Which.")],
            (input, _) => new DocumentCommand.ReleaseClient(input.Id<Client>("client"))),
    ];
}
