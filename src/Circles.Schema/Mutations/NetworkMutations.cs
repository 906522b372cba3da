using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>The network's frame, its organisations and its people.</summary>
internal static class NetworkMutations
{
    private static readonly InputType AffiliationInput = new("AffiliationInput", "A place in an organisation.", () =>
    [
        new("organisation", Id.NonNull, "The organisation."),
        new("title", Scalars.Text, "What the person is there."),
    ]);

    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Of(
            "updateNetwork",
            "Changes the network's name, languages or time zone.",
            ("network", NetworkType.Type),
            () =>
            [
                new("name", Scalars.Text, "A new name."),
                new("languages", CustomScalars.Locale.NonNull.List, "Others; the first is the default."),
                new("timeZone", CustomScalars.TimeZone, "Another time zone."),
            ],
            (input, _) => new NetworkCommand.Describe(input.Patch<string>("name"), input.PatchTexts("languages"), input.Patch<string>("timeZone"))),
        Mutation.Of(
            "defineRegion",
            "Adds a region, or changes the one with this code.",
            ("network", NetworkType.Type),
            () =>
            [
                new("code", Scalars.Text.NonNull, "The operator's own code."),
                new("name", Scalars.Text.NonNull, "The region's name."),
                new("parent", Scalars.Text, "The code of the region it lies in."),
                new("neighbours", Scalars.Text.NonNull.List.NonNull, "Codes of the regions it borders on.", Default: Array.Empty<string>()),
                new("peripheral", Scalars.Boolean.NonNull, "Far from the centres that support is usually given in.", Default: false),
            ],
            (input, _) => new NetworkCommand.DefineRegion(
                input.Text("code"), input.Text("name"), input.TextOrNull("parent"), input.Texts("neighbours"), input.Get<bool>("peripheral"))),
        Mutation.Of(
            "removeRegion",
            "Removes a region in which nothing lies.",
            ("network", NetworkType.Type),
            () => [new("code", Scalars.Text.NonNull, "Its code.")],
            (input, _) => new NetworkCommand.RemoveRegion(input.Text("code"))),
        Mutation.Of(
            "registerOrganisation",
            "Takes an organisation into the network.",
            ("organisation", OrganisationType.Type),
            () =>
            [
                new("name", Scalars.Text.NonNull, "Its name."),
                new("kind", Enums.OrganisationKind.NonNull, "What sort it is."),
                new("region", Scalars.Text, "The code of its region."),
                new("reference", Scalars.Text, "The operator's own key, unique among organisations."),
            ],
            (input, _) => new OrganisationCommand.Register(
                input.Text("name"), input.Get<OrganisationKind>("kind"), input.TextOrNull("region"), input.TextOrNull("reference"))),
        Mutation.Of(
            "updateOrganisation",
            "Changes what is given and leaves the rest.",
            ("organisation", OrganisationType.Type),
            () =>
            [
                new("organisation", Id.NonNull, "Which."),
                new("name", Scalars.Text, "A new name."),
                new("kind", Enums.OrganisationKind, "Another kind."),
                new("region", Scalars.Text, "The code of another region; null for none."),
                new("reference", Scalars.Text, "Another key; null for none."),
            ],
            (input, _) => new OrganisationCommand.Update(
                input.Id<Organisation>("organisation"),
                input.Patch<string>("name"),
                input.PatchValue<OrganisationKind>("kind"),
                input.Clearable<string>("region"),
                input.Clearable<string>("reference"))),
        Mutation.Of(
            "presentOrganisation",
            "Replaces the showcase: what the organisation shows the world.",
            ("organisation", OrganisationType.Type),
            () =>
            [
                new("organisation", Id.NonNull, "Which."),
                new("headline", Scalars.Text.NonNull, "One line."),
                new("text", Scalars.Text.NonNull, "Paragraphs.", Default: ""),
                new("strengths", Scalars.Text.NonNull.List.NonNull, "What it is good at, in words to search by.", Default: Array.Empty<string>()),
                new("website", CustomScalars.Url, "An https or http address."),
                new("published", Scalars.Boolean.NonNull, "False keeps it a draft.", Default: true),
            ],
            (input, _) => new OrganisationCommand.Present(
                input.Id<Organisation>("organisation"),
                new Showcase(
                    input.Text("headline"), input.Text("text"), input.Texts("strengths"), input.TextOrNull("website"), input.Get<bool>("published")))),
        Mutation.Of(
            "removeOrganisation",
            "Removes an organisation that nobody belongs to.",
            ("organisation", OrganisationType.Type),
            () => [new("organisation", Id.NonNull, "Which.")],
            (input, _) => new OrganisationCommand.Remove(input.Id<Organisation>("organisation"))),
        Mutation.Of(
            "registerPerson",
            "Takes a person into the network.",
            ("person", PersonType.Type),
            () =>
            [
                new("name", Scalars.Text.NonNull, "As the person writes it."),
                new("email", CustomScalars.EmailAddress, "Unique among people."),
                new("reference", Scalars.Text, "The operator's own key, unique among people."),
                new("languages", CustomScalars.Locale.NonNull.List.NonNull, "What the person speaks, the best first.", Default: Array.Empty<string>()),
                new("region", Scalars.Text, "The code of the person's region."),
                new("skills", Scalars.Text.NonNull.List.NonNull, "What the person is good at.", Default: Array.Empty<string>()),
                new("industries", Scalars.Text.NonNull.List.NonNull, "Where the person works.", Default: Array.Empty<string>()),
                new("seeks", Scalars.Text.NonNull.List.NonNull, "What the person wants help with.", Default: Array.Empty<string>()),
                new("offers", Scalars.Text.NonNull.List.NonNull, "What the person can help with.", Default: Array.Empty<string>()),
                new("affiliations", AffiliationInput.NonNull.List.NonNull, "Places in organisations.", Default: Array.Empty<object>()),
            ],
            (input, _) => new PersonCommand.Register(
                input.Text("name"),
                input.TextOrNull("email"),
                input.TextOrNull("reference"),
                new PersonProfile(
                    input.Texts("languages"),
                    input.TextOrNull("region"),
                    input.Texts("skills"),
                    input.Texts("industries"),
                    input.Texts("seeks"),
                    input.Texts("offers")),
                input.Inputs("affiliations")
                    .Select(item => new Affiliation(item.Id<Organisation>("organisation"), item.TextOrNull("title")))
                    .ToValueList())),
        Mutation.Of(
            "updatePerson",
            "Changes what is given and leaves the rest. By the person, or those who run their region.",
            ("person", PersonType.Type),
            () =>
            [
                new("person", Id.NonNull, "Who."),
                new("name", Scalars.Text, "A new name."),
                new("email", CustomScalars.EmailAddress, "A new address; null for none."),
                new("reference", Scalars.Text, "Another key; null for none."),
                new("languages", CustomScalars.Locale.NonNull.List, "Others, the best first."),
                new("region", Scalars.Text, "The code of another region; null for none."),
                new("skills", Scalars.Text.NonNull.List, "New skills."),
                new("industries", Scalars.Text.NonNull.List, "New industries."),
                new("seeks", Scalars.Text.NonNull.List, "What is sought now."),
                new("offers", Scalars.Text.NonNull.List, "What is offered now."),
            ],
            (input, _) => new PersonCommand.Update(
                input.Id<Person>("person"),
                input.Patch<string>("name"),
                input.Clearable<string>("email"),
                input.Clearable<string>("reference"),
                input.PatchTexts("languages"),
                input.Clearable<string>("region"),
                input.PatchTexts("skills"),
                input.PatchTexts("industries"),
                input.PatchTexts("seeks"),
                input.PatchTexts("offers"))),
        Mutation.Of(
            "affiliatePerson",
            "Gives a person a place in an organisation, or another title there.",
            ("person", PersonType.Type),
            () =>
            [
                new("person", Id.NonNull, "Who."),
                new("organisation", Id.NonNull, "Where."),
                new("title", Scalars.Text, "As what."),
            ],
            (input, _) => new PersonCommand.Affiliate(
                input.Id<Person>("person"), input.Id<Organisation>("organisation"), input.TextOrNull("title"))),
        Mutation.Of(
            "endAffiliation",
            "Ends a person's place in an organisation.",
            ("person", PersonType.Type),
            () => [new("person", Id.NonNull, "Who."), new("organisation", Id.NonNull, "Where.")],
            (input, _) => new PersonCommand.EndAffiliation(input.Id<Person>("person"), input.Id<Organisation>("organisation"))),
        Mutation.Of(
            "removePerson",
            "Removes a person who takes part in nothing.",
            ("person", PersonType.Type),
            () => [new("person", Id.NonNull, "Who.")],
            (input, _) => new PersonCommand.Remove(input.Id<Person>("person"))),
    ];
}
