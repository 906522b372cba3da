using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using NodaTime;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>Roles, clients and tokens: the network's doors.</summary>
internal static class AccessMutations
{
    internal static readonly InputType GrantInput = new("GrantInput", "A role and where it holds.", () =>
    [
        new("role", Enums.Role.NonNull, "The role."),
        new("region", Scalars.Text, "For a regional admin: the code of the region."),
        new("organisation", Id, "For an organisation's admin: which."),
        new("neighbours", Scalars.Boolean.NonNull, "For a regional admin: whether it holds in the regions that border on it as well.", Default: false),
    ]);

    private static readonly InputType BearerInput = new("BearerInput", "Whom a token speaks for.", () =>
    [
        new("person", Id, "A person of the network."),
        new("client", Id, "A registered client."),
        new("operator", Scalars.Boolean, "True for the platform's operator; only in the platform's own journal."),
    ])
    {
        OneOf = true,
    };

    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Of(
            "grantRole",
            "Gives a person a role.",
            ("person", PersonType.Type),
            () => PersonAndGrant,
            (input, _) => new AccessCommand.GrantRole(input.Id<Person>("person"), ReadGrant(input.Input("grant")!))),
        Mutation.Of(
            "endRole",
            "Ends a person's role.",
            ("person", PersonType.Type),
            () => PersonAndGrant,
            (input, _) => new AccessCommand.EndRole(input.Id<Person>("person"), ReadGrant(input.Input("grant")!))),
        Mutation.Of(
            "breakGlass",
            "Opens one circle to one person who does not belong to it, for a reason and a time. By those who run the network, for somebody else; "
            + "the circle's members are told. The circle's id is enough, whether or not it can be seen.",
            ("circle", CircleType.Type),
            () =>
            [
                .. CircleAndPerson,
                new("until", CustomScalars.DateTime.NonNull, "When it ends: at most 7 days from now."),
                new("because", Scalars.Text.NonNull, "Why, for the members."),
            ],
            (input, _) => new CircleCommand.OpenTo(
                input.Id<Circle>("circle"), input.Id<Person>("person"), input.Get<Instant>("until"), input.Text("because"))),
        Mutation.Of(
            "endBreakGlass",
            "Ends it before its time. By those who run the network, and by the person.",
            ("circle", CircleType.Type),
            () => CircleAndPerson,
            (input, _) => new CircleCommand.ShutTo(input.Id<Circle>("circle"), input.Id<Person>("person"))),
        Mutation.Of(
            "registerClient",
            "Registers a partner's program and what it may do.",
            ("client", ClientType.Type),
            () =>
            [
                new("name", Scalars.Text.NonNull, "What its partner calls it."),
                new("grants", GrantInput.NonNull.List.NonNull, "What it may do."),
            ],
            (input, _) => new AccessCommand.RegisterClient(input.Text("name"), input.Inputs("grants").Select(ReadGrant).ToValueList())),
        Mutation.Make(
            "issueToken",
            "Issues a bearer token: operators for anybody, people for themselves. Its secret is in this answer and never again.",
            ("token", TokenType.Type),
            () =>
            [
                new("bearer", BearerInput.NonNull, "Whom it speaks for."),
                new("label", Scalars.Text.NonNull, "What it is for."),
                new("expiresAt", CustomScalars.DateTime, "When it stops working; null for never."),
            ],
            [new("secret", Scalars.Text, "The token itself: to be kept by its bearer. Null when this request was answered before.", (answer, _) => answer.Secret)],
            (input, query, envelope) =>
            {
                // A token that is found lying about says what it opens.
                var secret = $"circles_{TokenSecret.New()}";
                var command = new AccessCommand.IssueToken(
                    ReadBearer(input.Input("bearer")!), input.Text("label"), TokenSecret.Hash(secret), input.Get<Instant?>("expiresAt"));
                return Mutation.SendAsync(query, envelope(command), secret);
            }),
        Mutation.Of(
            "revokeToken",
            "Makes a token worthless at once.",
            ("token", TokenType.Type),
            () => [new("token", Id.NonNull, "Which.")],
            (input, _) => new AccessCommand.RevokeToken(input.Id<Token>("token"))),
    ];

    private static IReadOnlyList<InputField> CircleAndPerson => [new("circle", Id.NonNull, "Which."), new("person", Id.NonNull, "To whom.")];

    private static IReadOnlyList<InputField> PersonAndGrant =>
    [
        new("person", Id.NonNull, "Who."),
        new("grant", GrantInput.NonNull, "The role."),
    ];

    internal static Grant ReadGrant(InputObject input) => new(
        input.Get<Role>("role"),
        input.TextOrNull("region"),
        input.TextOrNull("organisation") is { } organisation ? Reading.ParseId<Organisation>(organisation) : null,
        input.Get<bool>("neighbours"));

    private static Actor ReadBearer(InputObject input) =>
        input.TextOrNull("person") is { } person ? new Actor.Member(Reading.ParseId<Person>(person))
        : input.TextOrNull("client") is { } client ? new Actor.Program(Reading.ParseId<Client>(client))
        : Actor.Operator;
}
