using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Schema.Live;

/// <summary>Which commits can change the answer about a thing. Sound: it may ask for nothing, and never leaves a change out.</summary>
/// <remarks>
/// An answer made of near fields alone, those that read only what <see cref="Neighbourhood"/> compares, stays the same as long as the
/// neighbourhood does. A field that is not listed as near has its subscription asked again after every commit.
/// </remarks>
public static class Concern
{
    private static readonly HashSet<string> NearTypes = new(StringComparer.Ordinal)
    {
        // Under a circle or a session these stand for what the neighbourhood holds; packs never change, and regions are the frame.
        "CircleMember", "Warning", "SessionConnection", "SessionEdge", "PageInfo", "Region",
        "ProcessPack", "CircleFormRule", "SeatRule", "RoleRule", "RoleKind",
    };

    private static readonly HashSet<string> NearFields = new(
        [
            "Subscription.circle", "Subscription.session", "Subscription.programme", "Subscription.node",
            .. Of("Circle",
                "name", "description", "programme", "form", "visibility", "mode", "isListed", "reference", "isOpen", "members", "size",
                "sessions", "nextSession", "managerIsMentor", "warnings", "formedAt", "closedAt"),
            .. Of("Session",
                "circle", "number", "startsAt", "endsAt", "localStart", "timeZone", "minutes", "mode", "place", "theme", "reference",
                "status", "moves", "noticeMinutes", "noticeIsShort", "agenda", "isInPersonAdvised", "attendance", "plannedAt"),
            .. Of("Attendee", "attendance"),
            .. Of("Programme",
                "name", "pack", "region", "mode", "startsOn", "endsOn", "isOpen", "closedAt", "stage", "stages", "nextStage", "startedAt"),
            .. Of("Stage", "title", "isCurrent", "opens", "closes"),
            .. Of("Person", "name", "languages", "region", "skills", "industries", "seeks", "offers", "registeredAt"),
        ],
        StringComparer.Ordinal);

    /// <summary>Whether a selection reads near fields alone.</summary>
    /// <param name="coordinates">Of all fields that it can reach.</param>
    public static bool IsNear(IEnumerable<string> coordinates) => coordinates.All(IsNear);

    /// <summary>Whether a change from one state to the other can change an answer.</summary>
    /// <param name="near">What <see cref="IsNear(IEnumerable{string})"/> says of its selection.</param>
    public static bool CanConcern(bool near, NetworkState before, NetworkState after, Actor viewer, AnyId id) =>
        !near || !Neighbourhood.IsSame(before, after, viewer, id);

    private static bool IsNear(string coordinate)
    {
        var dot = coordinate.IndexOf('.', StringComparison.Ordinal);
        return NearFields.Contains(coordinate) || NearTypes.Contains(coordinate[..dot]) || coordinate[(dot + 1)..] is "id" or "__typename";
    }

    private static IEnumerable<string> Of(string type, params IEnumerable<string> fields) => fields.Select(field => $"{type}.{field}");
}
