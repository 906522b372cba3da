using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using NodaTime;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema;

/// <summary>How the long lists are narrowed and ordered. A filter looks only at what the viewer may see, so it tells nothing else.</summary>
internal static class Filter
{
    public static readonly InputField Region = new("region", Scalars.Text, "In this region or below it, by code.");

    public static readonly InputField Search = new("text", Scalars.Text, "Whose name holds this text, without regard to case.");

    public static bool Holds(string? text, string? part) =>
        part is null || (text is not null && text.Contains(part, StringComparison.OrdinalIgnoreCase));

    public static bool Within(NetworkState state, string? code, string? root) => root is null || state.Network!.Within(code, root);

    /// <summary>The id asked for; the default one, which nothing has, when the text is none.</summary>
    public static Id<T>? Id<T>(this InputObject filter, string name)
        where T : IIdentified => filter.Get<string>(name) is not { } text ? null : Grains.Kernel.Id<T>.TryParse(text, out var id) ? id : default(Id<T>);

    /// <summary>Whether one of the words asked for is among those there; always when none is asked for.</summary>
    public static bool AnyOf(ValueList<string> words, IReadOnlyList<string> asked) =>
        asked.Count == 0 || words.Any(word => asked.Contains(word, StringComparer.OrdinalIgnoreCase));

    public static IReadOnlyList<Argument> Arguments(InputType filter, EnumType order, object defaultOrder) =>
    [
        new("filter", filter, "Narrows the list."),
        new("orderBy", order.NonNull, "Orders the list.", Default: defaultOrder),
    ];
}

public enum NameOrder
{
    Name,
    Newest,
    Oldest,
}

public enum StartOrder
{
    Earliest,
    Latest,
}

internal static class Orders
{
    public static readonly EnumType<NameOrder> ByName = EnumType<NameOrder>.From(
        "ListOrder",
        "How a list is ordered.",
        (NameOrder.Name, "By name, as the viewer's language sorts."),
        (NameOrder.Newest, "The latest made first."),
        (NameOrder.Oldest, "The earliest made first."));

    public static readonly EnumType<StartOrder> ByStart = EnumType<StartOrder>.From(
        "SessionOrder",
        "How a list of sessions is ordered.",
        (StartOrder.Earliest, "By start, the earliest first."),
        (StartOrder.Latest, "By start, the latest first."));

    public static Ordering<T> Of<T>(FieldContext query, Func<T, string> name) => query.Get<NameOrder>("orderBy") switch
    {
        NameOrder.Name => Ordering<T>.ByName(name, query.Language),
        NameOrder.Newest => Ordering<T>.ByAge(newestFirst: true),
        _ => Ordering<T>.ByAge(),
    };
}

internal static class OrganisationFilter
{
    private static readonly InputType Type = new("OrganisationFilter", "Which organisations.", () =>
    [
        Filter.Search,
        Filter.Region,
        new("kind", Enums.OrganisationKind, "Of this kind."),
        new("strengths", Scalars.Text.NonNull.List, "With one of these strengths in a showcase that the viewer may see."),
    ]);

    public static IReadOnlyList<Argument> Arguments => Filter.Arguments(Type, Orders.ByName, NameOrder.Name);

    /// <summary>Which the viewer may see and asks for; null for all.</summary>
    public static Func<Organisation, bool>? Shown(FieldContext query)
    {
        var (state, viewer) = (query.Snapshot, query.Viewer);
        if (!OrganisationVisibility.CanSeeAny(state, viewer)) return _ => false;
        if (query.InputOrNull("filter") is not { } filter) return null;
        var (text, region, kind) = (filter.Get<string>("text"), filter.Get<string>("region"), filter.Get<OrganisationKind?>("kind"));
        var strengths = filter.List<string>("strengths");
        return organisation =>
            Filter.Holds(organisation.Name, text)
            && Filter.Within(state, organisation.Region, region)
            && (kind is null || organisation.Kind == kind)
            && Filter.AnyOf(OrganisationVisibility.Showcase(state, viewer, organisation)?.Strengths ?? [], strengths);
    }

    public static Ordering<Organisation> Order(FieldContext query) => Orders.Of<Organisation>(query, it => it.Name);
}

internal static class PersonFilter
{
    private static readonly InputType Type = new("PersonFilter", "Which people. Of several words, one is enough.", () =>
    [
        Filter.Search,
        Filter.Region,
        new("organisation", Id, "Of this organisation."),
        new("role", Enums.Role, "Who were granted this role, as far as the viewer may see that."),
        new("languages", CustomScalars.Locale.NonNull.List, "Who speak one of these."),
        new("skills", Scalars.Text.NonNull.List, "With one of these skills, as far as the viewer may see them; so for the next three."),
        new("industries", Scalars.Text.NonNull.List, "In one of these industries."),
        new("seeks", Scalars.Text.NonNull.List, "Who seek one of these."),
        new("offers", Scalars.Text.NonNull.List, "Who offer one of these."),
    ]);

    public static IReadOnlyList<Argument> Arguments => Filter.Arguments(Type, Orders.ByName, NameOrder.Name);

    /// <inheritdoc cref="OrganisationFilter.Shown"/>
    public static Func<Person, bool>? Shown(FieldContext query)
    {
        var (state, viewer) = (query.Snapshot, query.Viewer);
        if (query.InputOrNull("filter") is not { } filter)
            return Authority.RunsNetwork(state, viewer) ? null : person => PersonVisibility.CanSee(state, viewer, person);
        var (text, region, organisation) = (filter.Get<string>("text"), filter.Get<string>("region"), filter.Id<Organisation>("organisation"));
        var role = filter.Get<Role?>("role");
        var (languages, skills) = (filter.List<string>("languages"), filter.List<string>("skills"));
        var (industries, seeks, offers) = (filter.List<string>("industries"), filter.List<string>("seeks"), filter.List<string>("offers"));
        return person =>
            Filter.Holds(person.Name, text)
            && Filter.Within(state, person.Profile.Region, region)
            && (organisation is null || person.Affiliations.Any(affiliation => affiliation.Organisation == organisation))
            && Filter.AnyOf(person.Profile.Languages, languages)
            && (role is null
                || (state.Grants.GetValueOrDefault(person.Id, []).Any(grant => grant.Role == role) && PersonVisibility.Roles.Allows(state, viewer, person)))
            && PersonVisibility.CanSee(state, viewer, person)
            && Wishes(person) is var wishes
            && Filter.AnyOf(wishes.Skills, skills)
            && Filter.AnyOf(wishes.Industries, industries)
            && Filter.AnyOf(wishes.Seeks, seeks)
            && Filter.AnyOf(wishes.Offers, offers);

        // Whose wishes the viewer may not see is found by none, as if there were none.
        PersonProfile Wishes(Person person) =>
            (skills.Count | industries.Count | seeks.Count | offers.Count) > 0 && PersonVisibility.CanSeeWishes(state, viewer, person)
                ? person.Profile
                : PersonProfile.Empty;
    }

    public static Ordering<Person> Order(FieldContext query) => Orders.Of<Person>(query, it => it.Name);
}

internal static class ProgrammeFilter
{
    private static readonly InputType Type = new("ProgrammeFilter", "Which programmes.", () =>
    [
        Filter.Search,
        Filter.Region,
        new("pack", Scalars.Text, "Started from a pack of this name."),
        new("isOpen", Scalars.Boolean, "Open, or closed."),
    ]);

    public static IReadOnlyList<Argument> Arguments => Filter.Arguments(Type, Orders.ByName, NameOrder.Name);

    /// <inheritdoc cref="OrganisationFilter.Shown"/>
    public static Func<Programme, bool>? Shown(FieldContext query)
    {
        var state = query.Snapshot;
        if (!OrganisationVisibility.CanSeeAny(state, query.Viewer)) return _ => false;
        if (query.InputOrNull("filter") is not { } filter) return null;
        var (text, region) = (filter.Get<string>("text"), filter.Get<string>("region"));
        var (pack, isOpen) = (filter.Get<string>("pack"), filter.Get<bool?>("isOpen"));
        return programme =>
            Filter.Holds(programme.Name, text)
            && Filter.Within(state, programme.Region, region)
            && (pack is null || programme.Pack.Name == pack)
            && (isOpen is null || programme.IsOpen == isOpen);
    }

    public static Ordering<Programme> Order(FieldContext query) => Orders.Of<Programme>(query, it => it.Name);
}

internal static class CircleFilter
{
    private static readonly InputType Type = new("CircleFilter", "Which circles.", () =>
    [
        Filter.Search,
        new("programme", Id, "Of this programme."),
        new("form", Enums.CircleForm, "Of this form."),
        new("visibility", Enums.CircleVisibility, "Found in this way."),
        new("isOpen", Scalars.Boolean, "Open, or closed for good."),
        new("member", Id, "With this person among the members that the viewer may see."),
    ]);

    public static IReadOnlyList<Argument> Arguments => Filter.Arguments(Type, Orders.ByName, NameOrder.Oldest);

    /// <inheritdoc cref="OrganisationFilter.Shown"/>
    public static Func<Circle, bool> Shown(FieldContext query)
    {
        var (state, viewer) = (query.Snapshot, query.Viewer);
        if (query.InputOrNull("filter") is not { } filter) return circle => CircleVisibility.CanSee(state, viewer, circle);
        var (text, programme, isOpen) = (filter.Get<string>("text"), filter.Id<Programme>("programme"), filter.Get<bool?>("isOpen"));
        var (form, visibility, member) = (filter.Get<CircleForm?>("form"), filter.Get<CircleAudience?>("visibility"), filter.Id<Person>("member"));
        return circle =>
            Filter.Holds(circle.Name, text)
            && (programme is null || circle.Programme == programme)
            && (form is null || circle.Form == form)
            && (visibility is null || circle.Visibility == visibility)
            && (isOpen is null || circle.IsOpen == isOpen)
            && (member is not { } person || (circle.Members.ContainsKey(person) && CircleVisibility.MembersSeen(state, viewer, circle).Any(seen => seen.Person == person)))
            && CircleVisibility.CanSee(state, viewer, circle);
    }

    public static Ordering<Circle> Order(FieldContext query) => Orders.Of<Circle>(query, it => it.Name ?? "");
}

internal static class SessionFilter
{
    private static readonly InputType Type = new("SessionFilter", "Which sessions.", () =>
    [
        new("circle", Id, "Of this circle."),
        new("programme", Id, "Of this programme's circles."),
        new("status", Enums.SessionStatus, "That stand so."),
        new("mode", Enums.MeetingMode, "Held in this way."),
        new("from", CustomScalars.DateTime, "That end after this."),
        new("to", CustomScalars.DateTime, "That start before this."),
    ]);

    public static IReadOnlyList<Argument> Arguments => Filter.Arguments(Type, Orders.ByStart, StartOrder.Earliest);

    /// <inheritdoc cref="OrganisationFilter.Shown"/>
    public static Func<Session, bool> Shown(FieldContext query)
    {
        var (state, viewer) = (query.Snapshot, query.Viewer);
        if (query.InputOrNull("filter") is not { } filter)
            return session => CircleVisibility.CanSeeSession(state, viewer, state.Circles[session.Circle], session);
        var (circle, programme) = (filter.Id<Circle>("circle"), filter.Id<Programme>("programme"));
        var (status, mode) = (filter.Get<SessionStatus?>("status"), filter.Get<MeetingMode?>("mode"));
        var (from, to) = (filter.Get<Instant?>("from"), filter.Get<Instant?>("to"));
        return session =>
            (circle is null || session.Circle == circle)
            && (status is null || session.Status == status)
            && (mode is null || session.Mode == mode)
            && (from is null || session.EndsAt > from)
            && (to is null || session.StartsAt < to)
            && state.Circles[session.Circle] is var its
            && (programme is null || its.Programme == programme)
            && CircleVisibility.CanSeeSession(state, viewer, its, session);
    }

    // One object, by which an order is known again.
    private static readonly Func<Session, string> Start = SessionType.StartKey;

    public static Ordering<Session> Order(FieldContext query) =>
        Ordering<Session>.Ordinal(Start, query.Get<StartOrder>("orderBy") == StartOrder.Latest);
}
