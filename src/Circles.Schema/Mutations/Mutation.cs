using System.Security.Cryptography;
using System.Text;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using Circles.Silo;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>A mutation's answer: what the command was about, or why it was not done.</summary>
/// <param name="Subject">Null when it was refused.</param>
/// <param name="Secret">Shown once: a new token.</param>
internal sealed record Payload(AnyId? Subject, ValueList<Refusal> Errors, bool DryRun, string? Secret = null);

/// <summary>What every mutation has in common: its arguments, its payload, and the way to the silo and back.</summary>
internal static class Mutation
{
    private static readonly IReadOnlyList<Argument> CommonArguments =
    [
        new("idempotencyKey", Scalars.Text, "The same key with the same input gets the first answer; with another input, a refusal."),
        new("dryRun", Scalars.Boolean.NonNull, "Answers what would happen, and changes nothing.", Default: false),
        new("reason", Scalars.Text, "Why; kept in the history."),
    ];

    /// <summary>A mutation that has one command decided.</summary>
    /// <param name="name">In lower camel case; the input and payload types are named after it.</param>
    /// <param name="subject">The payload's field for what the command is about, and its type.</param>
    /// <param name="command">From the input; throws <see cref="InputRefusedException"/>.</param>
    public static Field<RequestContext> Of(
        string name,
        string description,
        (string Field, ObjectType Type) subject,
        Func<IReadOnlyList<InputField>> fields,
        Func<InputObject, FieldContext, Command> command) =>
        Make(name, description, subject, fields, [], (input, query, envelope) =>
            SendAsync(query, envelope(command(input, query))));

    /// <summary>A mutation that goes its own way to the silo.</summary>
    public static Field<RequestContext> Make(
        string name,
        string description,
        (string Field, ObjectType Type) subject,
        Func<IReadOnlyList<InputField>> fields,
        IReadOnlyList<Field<Payload>> more,
        Func<InputObject, FieldContext, Func<Command, Envelope>, ValueTask<Payload>> run)
    {
        var typeName = char.ToUpperInvariant(name[0]) + name[1..];
        var input = new InputType($"{typeName}Input", $"What `{name}` is given.", fields);
        var payload = new ObjectType<Payload>($"{typeName}Payload", $"What `{name}` answers.", () =>
        [
            new(subject.Field, subject.Type, "As the command left it; null when it was refused, or the viewer may not see it.",
                (answer, query) => answer.Subject is { } id ? Visibility.Find(query.Snapshot, query.Viewer, id) : null),
            .. more,
            new("errors", UserErrorType.Type.NonNull.List.NonNull, "Why it was not done; empty when it was.", (answer, _) => answer.Errors),
            new("dryRun", Scalars.Boolean.NonNull, "Whether nothing was kept.", (answer, _) => answer.DryRun),
            new("sequence", CustomScalars.Sequence.NonNull, "The journal's last number that this answer stands on.",
                (_, query) => (object)query.Snapshot.Sequence),
        ]);
        return Field<RequestContext>.Async(
            name,
            payload.NonNull,
            description,
            async (_, query) =>
            {
                // Earlier mutations of the same request count: each stands on what the one before left.
                query.Asked.Snapshot = query.Asked.Network.Current;
                try
                {
                    return await run(query.Input("input"), query, asked => Envelop(query, name, asked));
                }
                catch (InputRefusedException refused)
                {
                    return new Payload(null, [refused.Refusal], query.Flag("dryRun"));
                }
            },
            [new Argument("input", input.NonNull, "What is asked for."), .. CommonArguments]);
    }

    /// <summary>Has a command decided, or tried when the request is a dry run, and lets the payload answer from the state after it.</summary>
    public static async ValueTask<Payload> SendAsync(FieldContext query, Envelope envelope, string? secret = null)
    {
        var dryRun = query.Flag("dryRun");
        Decision decision;
        if (dryRun)
        {
            var outcome = query.Asked.Network.Try(envelope);
            (decision, query.Asked.Snapshot) = (outcome.Decision, outcome.After);
        }
        else
        {
            var committed = await query.Asked.Network.SendAsync(envelope, query.Cancellation);
            (decision, query.Asked.Snapshot) = (committed.Decision, committed.State);
        }

        if (decision.IsRefused) return new Payload(null, decision.Refusals.ToValueList(), dryRun);
        return new Payload(decision.Subject, [], dryRun, decision.Events.IsEmpty || dryRun ? null : secret);
    }

    private static Envelope Envelop(FieldContext query, string name, Command command)
    {
        var key = query.TextOrNull("idempotencyKey");
        return query.Asked.Time.Ask(
            command, query.Viewer, query.TextOrNull("reason"), key is null ? null : new IdempotencyKey(key, Hash(name, query)));
    }

    private static string Hash(string name, FieldContext query) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{name}\n{query.Input("input").ToCanonicalJson()}\n{query.TextOrNull("reason")}")));
}
