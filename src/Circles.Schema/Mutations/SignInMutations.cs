using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.People;
using Circles.Grains.SignIn;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using NodaTime;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>The ways in: providers of identities, secrets of clients, pages of other origins.</summary>
internal static class SignInMutations
{
    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Of(
            "trustIssuer",
            "Lets people in with access tokens of an OpenID Connect provider, or changes how the one with this address is read.",
            ("issuer", IssuerType.Type),
            () =>
            [
                new("address", Scalars.Text.NonNull, "The issuer identifier, letter by letter as its tokens have it in `iss`."),
                new("audience", Scalars.Text.NonNull, "What its tokens for Circles have in `aud`; never the id of a program that signs people in."),
                new("subjectClaim", Scalars.Text.NonNull, "The claim that names the person at the provider: `oid` with Entra ID.", Default: "sub"),
                new("trustsEmail", Scalars.Boolean.NonNull, "Whether an e-mail address that it verified names the person who has it here.", Default: false),
            ],
            (input, _) => new SignInCommand.TrustIssuer(
                input.Text("address"), input.Text("audience"), input.Text("subjectClaim"), input.Get<bool>("trustsEmail"))),
        Mutation.Of(
            "endTrust",
            "Makes the tokens of a provider worthless at once, and forgets whom it knew.",
            ("issuer", IssuerType.Type),
            () => [new("issuer", Id.NonNull, "Which.")],
            (input, _) => new SignInCommand.EndTrust(input.Id<Issuer>("issuer"))),
        Mutation.Of(
            "linkIdentity",
            "Says which person a provider knows under a name of its own.",
            ("person", PersonType.Type),
            () => PersonAndIdentity,
            (input, _) => new SignInCommand.LinkIdentity(input.Id<Person>("person"), input.Id<Issuer>("issuer"), input.Text("subject"))),
        Mutation.Of(
            "unlinkIdentity",
            "Takes that back.",
            ("person", PersonType.Type),
            () => PersonAndIdentity,
            (input, _) => new SignInCommand.UnlinkIdentity(input.Id<Person>("person"), input.Id<Issuer>("issuer"), input.Text("subject"))),
        Mutation.Make(
            "addSecret",
            "Gives a client a secret to fetch access tokens with, at /oauth/token. It is in this answer and never again.",
            ("clientSecret", SecretType.Type),
            () =>
            [
                new("client", Id.NonNull, "Whose."),
                new("label", Scalars.Text.NonNull, "What it is for."),
                new("scopes", AccessMutations.GrantInput.NonNull.List, "The client's grants that its tokens may have; all when none is given."),
                new("expiresAt", CustomScalars.DateTime, "When it stops working; null for never."),
            ],
            [new("secret", Scalars.Text, "The secret itself: to be kept by the client. Null when this request was answered before.", (answer, _) => answer.Secret)],
            (input, query, envelope) =>
            {
                var secret = $"circles_secret_{TokenSecret.New()}";
                var command = new SignInCommand.AddSecret(
                    input.Id<Client>("client"),
                    input.Text("label"),
                    TokenSecret.Hash(secret),
                    input.Inputs("scopes").Select(AccessMutations.ReadGrant).ToValueList(),
                    input.Get<Instant?>("expiresAt"));
                return Mutation.SendAsync(query, envelope(command), secret);
            }),
        Mutation.Of(
            "revokeSecret",
            "Makes a secret and the tokens that were fetched with it worthless at once.",
            ("clientSecret", SecretType.Type),
            () => [new("secret", Id.NonNull, "Which.")],
            (input, _) => new SignInCommand.RevokeSecret(input.Id<Secret>("secret"))),
        Mutation.Of(
            "allowOrigins",
            "Says which pages of other origins browsers may let ask this network. Those said before and not now are allowed no more.",
            ("network", NetworkType.Type),
            () => [new("origins", Scalars.Text.NonNull.List.NonNull, "As browsers name them, for example `https://portal.example.org`.")],
            (input, _) => new NetworkCommand.AllowOrigins(input.Texts("origins"))),
    ];

    private static IReadOnlyList<InputField> PersonAndIdentity =>
    [
        new("person", Id.NonNull, "Who."),
        new("issuer", Id.NonNull, "The provider."),
        new("subject", Scalars.Text.NonNull, "The provider's own name for the person: the value of its `subjectClaim`."),
    ];
}
