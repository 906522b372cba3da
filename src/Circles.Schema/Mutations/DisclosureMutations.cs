using Circles.Grains.Disclosures;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>What is confidential, told to somebody outside by everybody's consent.</summary>
internal static class DisclosureMutations
{
    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Of(
            "askDisclosure",
            "Asks those whom it concerns whether somebody outside may read a session's diary. A member who asks has agreed.",
            ("disclosure", DisclosureType.Type),
            () =>
            [
                new("session", Id.NonNull, "A session that was held."),
                new("recipient", Id.NonNull, "The person who is to read it."),
                new("because", Scalars.Text.NonNull, "What for."),
            ],
            (input, _) => new DisclosureCommand.Ask(input.Id<Session>("session"), input.Id<Person>("recipient"), input.Text("because"))),
        Mutation.Of(
            "consentToDisclosure",
            "Agrees to what is written now. It opens once everybody has; written anew, it takes consent anew.",
            ("disclosure", DisclosureType.Type),
            () => [new("disclosure", Id.NonNull, "Which.")],
            (input, _) => new DisclosureCommand.Consent(input.Id<Disclosure>("disclosure"))),
        Mutation.Of(
            "withdrawDisclosure",
            "Ends it at once and for good, by anybody in the circle.",
            ("disclosure", DisclosureType.Type),
            () => [new("disclosure", Id.NonNull, "Which.")],
            (input, _) => new DisclosureCommand.Withdraw(input.Id<Disclosure>("disclosure"))),
    ];
}
