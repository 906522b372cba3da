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

    public static Ordering<T> Of<T>(FieldContext query, Func<T, string?> name) => query.Get<NameOrder>("orderBy") switch
    {
        NameOrder.Name => Ordering<T>.ByName(item => name(item) ?? "", query.Language),
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

    public static IEnumerable<Organisation> Apply(FieldContext query)
    {
        var state = query.Snapshot;
        var filter = query.InputOrNull("filter");
        return state.Organisations.Values.Where(organisation => filter is null || (
            Filter.Holds(organisation.Name, filter.Get<string>("text"))
            && Filter.Within(state, organisation.Region, filter.Get<string>("region"))
            && (filter.Get<OrganisationKind?>("kind") is not { } kind || organisation.Kind == kind)
            && Filter.AnyOf(
                OrganisationVisibility.Showcase(state, query.Viewer, organisation)?.Strengths ?? [], filter.List<string>("strengths"))));
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
        new("languages", CustomScalars.Locale.NonNull.List, "Who speak one of these."),
        new("skills", Scalars.Text.NonNull.List, "With one of these skills."),
        new("industries", Scalars.Text.NonNull.List, "In one of these industries."),
        new("seeks", Scalars.Text.NonNull.List, "Who seek one of these."),
        new("offers", Scalars.Text.NonNull.List, "Who offer one of these."),
    ]);

    public static IReadOnlyList<Argument> Arguments => Filter.Arguments(Type, Orders.ByName, NameOrder.Name);

    public static IEnumerable<Person> Apply(FieldContext query)
    {
        var state = query.Snapshot;
        var filter = query.InputOrNull("filter");
        return state.People.Values.Where(person =>
            (filter is null || (
                Filter.Holds(person.Name, filter.Get<string>("text"))
                && Filter.Within(state, person.Profile.Region, filter.Get<string>("region"))
                && (filter.Get<string>("organisation") is not { } organisation
                    || person.Affiliations.Any(affiliation => affiliation.Organisation.ToString() == organisation))
                && Filter.AnyOf(person.Profile.Languages, filter.List<string>("languages"))
                && Filter.AnyOf(person.Profile.Skills, filter.List<string>("skills"))
                && Filter.AnyOf(person.Profile.Industries, filter.List<string>("industries"))
                && Filter.AnyOf(person.Profile.Seeks, filter.List<string>("seeks"))
                && Filter.AnyOf(person.Profile.Offers, filter.List<string>("offers"))))
            && PersonVisibility.CanSee(state, query.Viewer, person));
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

    public static IEnumerable<Programme> Apply(FieldContext query)
    {
        var filter = query.InputOrNull("filter");
        return query.Snapshot.Programmes.Values.Where(programme => filter is null || (
            Filter.Holds(programme.Name, filter.Get<string>("text"))
            && Filter.Within(query.Snapshot, programme.Region, filter.Get<string>("region"))
            && (filter.Get<string>("pack") is not { } pack || programme.Pack.Name == pack)
            && (filter.Get<bool?>("isOpen") is not { } isOpen || programme.IsOpen == isOpen)));
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

    public static IEnumerable<Circle> Apply(FieldContext query)
    {
        var state = query.Snapshot;
        var filter = query.InputOrNull("filter");
        return state.Circles.Values.Where(circle =>
            (filter is null || (
                Filter.Holds(circle.Name, filter.Get<string>("text"))
                && (filter.Get<string>("programme") is not { } programme || circle.Programme.ToString() == programme)
                && (filter.Get<CircleForm?>("form") is not { } form || circle.Form == form)
                && (filter.Get<CircleAudience?>("visibility") is not { } visibility || circle.Visibility == visibility)
                && (filter.Get<bool?>("isOpen") is not { } isOpen || circle.IsOpen == isOpen)
                && (filter.Get<string>("member") is not { } member
                    || (Id<Person>.TryParse(member, out var person)
                        && circle.Members.ContainsKey(person)
                        && CircleVisibility.CanSeeMembers(state, query.Viewer, circle)))))
            && CircleVisibility.CanSee(state, query.Viewer, circle));
    }

    public static Ordering<Circle> Order(FieldContext query) => Orders.Of<Circle>(query, it => it.Name);
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

    public static IEnumerable<Session> Apply(FieldContext query)
    {
        var state = query.Snapshot;
        var filter = query.InputOrNull("filter");
        return state.Sessions.Values.Where(session =>
        {
            var circle = state.Circles[session.Circle];
            return (filter is null || (
                    (filter.Get<string>("circle") is not { } id || session.Circle.ToString() == id)
                    && (filter.Get<string>("programme") is not { } programme || circle.Programme.ToString() == programme)
                    && (filter.Get<SessionStatus?>("status") is not { } status || session.Status == status)
                    && (filter.Get<MeetingMode?>("mode") is not { } mode || session.Mode == mode)
                    && (filter.Get<Instant?>("from") is not { } from || session.EndsAt > from)
                    && (filter.Get<Instant?>("to") is not { } to || session.StartsAt < to)))
                && CircleVisibility.CanSeeSession(state, query.Viewer, circle, session);
        });
    }

    public static Ordering<Session> Order(FieldContext query) =>
        Ordering<Session>.Ordinal(SessionType.StartKey, query.Get<StartOrder>("orderBy") == StartOrder.Latest);
}
