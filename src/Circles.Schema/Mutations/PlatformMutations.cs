using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Registry;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using Circles.Silo;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>What the platform's operator does with networks as a whole.</summary>
internal static class PlatformMutations
{
    private static readonly IReadOnlyList<InputField> WhichAndWhy =
    [
        new("slug", Scalars.Text.NonNull, "Which network."),
        new("because", Scalars.Text.NonNull, "Why. The platform's operators read it; the network's people are not told it."),
    ];

    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Make(
            "createNetwork",
            "Founds a network. By the platform's operator.",
            ("network", NetworkType.Type),
            () =>
            [
                new("slug", Scalars.Text.NonNull, "A DNS label, for good."),
                new("name", Scalars.Text.NonNull, "The network's name."),
                new("languages", CustomScalars.Locale.NonNull.List.NonNull, "The first is the default."),
                new("timeZone", CustomScalars.TimeZone.NonNull, "Of times that name no other."),
            ],
            [],
            async (input, query, envelope) =>
            {
                var slug = input.Text("slug");
                var asked = envelope(new NetworkCommand.Found(slug, input.Text("name"), input.Texts("languages"), input.Text("timeZone")));
                // Whether there is such a network, and how far its journal goes, is told to the platform's operator alone.
                if (query.Viewer is not Actor.PlatformOperator)
                    return new Payload(null, Domain.Handle(NetworkState.Empty, asked).Decision.Refusals.ToValueList(), query.Flag("dryRun"));
                if (query.Flag("dryRun"))
                {
                    var known = await query.Asked.Networks.SlugsAsync(query.Cancellation);
                    var before = known.Contains(slug)
                        ? (await query.Asked.Networks.OpenAsync(slug, query.Cancellation)).Current
                        : NetworkState.Empty;
                    var outcome = Domain.Handle(before, asked);
                    query.Asked.Snapshot = outcome.After;
                    return new Payload(outcome.Decision.Subject, outcome.Decision.Refusals.ToValueList(), DryRun: true);
                }

                var committed = await query.Asked.Networks.FoundAsync(slug, asked, query.Cancellation);
                if (!committed.Decision.IsRefused) await RegisterAsync(query, slug);
                query.Asked.Snapshot = committed.State;
                return new Payload(committed.Decision.Subject, committed.Decision.Refusals.ToValueList(), DryRun: false);
            }),
        Mutation.Of(
            "setQuotas",
            "Replaces what the network may use. By the platform's operator.",
            ("network", NetworkType.Type),
            () =>
            [
                new("people", Int, "How many people it may have at a time; without a bound when it is left out."),
                new("costPerMinute", Int, "What its requests may cost together in a minute; without a bound when it is left out."),
            ],
            (input, _) => new NetworkCommand.SetQuotas(new Quotas(input.Get<int?>("people"), input.Get<int?>("costPerMinute")))),
        Mutation.Of(
            "suspendNetwork",
            "Shuts a network until it is resumed: nobody in it reads or writes. By the platform's operator, asked of `platform`.",
            ("registered", RegisteredNetworkType.Type),
            () => WhichAndWhy,
            (input, _) => new RegistryCommand.Suspend(input.Text("slug"), input.Text("because"))),
        Mutation.Of(
            "resumeNetwork",
            "Opens a suspended network again. By the platform's operator, asked of `platform`.",
            ("registered", RegisteredNetworkType.Type),
            () => [new("slug", Scalars.Text.NonNull, "Which network.")],
            (input, _) => new RegistryCommand.Resume(input.Text("slug"))),
        Mutation.Of(
            "closeNetwork",
            "Shuts a network for good. Its slug is not given again. By the platform's operator, asked of `platform`.",
            ("registered", RegisteredNetworkType.Type),
            () => WhichAndWhy,
            (input, _) => new RegistryCommand.Close(input.Text("slug"), input.Text("because"))),
    ];

    /// <summary>A founded network that does not get here, since the node was killed for example, is registered at the next start.</summary>
    private static async Task RegisterAsync(FieldContext query, string slug)
    {
        var platform = await query.Asked.Networks.OpenAsync(Slug.Platform, query.Cancellation);
        await platform.SendAsync(query.Asked.Time.Ask(new RegistryCommand.Register([slug]), query.Viewer), query.Cancellation);
    }
}
