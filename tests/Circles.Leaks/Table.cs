namespace Circles.Leaks;

/// <summary>Who asks, seen from the programme that a canary stands in.</summary>
public enum Part
{
    /// <summary>Mentor of the circles, or their expert where peers meet.</summary>
    Mentor,

    /// <summary>The mentee or peer whose person, application and token have canaries of their own.</summary>
    Mentee,

    /// <summary>Another mentee or peer of the same circles.</summary>
    Second,

    /// <summary>Adviser who was invited to one session of each circle.</summary>
    Invited,

    /// <summary>Adviser of the circles who was invited to none.</summary>
    Uninvited,

    Manager,

    /// <summary>A member until they left.</summary>
    Left,

    /// <summary>In another circle of the same programme.</summary>
    OtherCircle,

    /// <summary>Manages another programme of the same region.</summary>
    OtherManager,

    /// <summary>In another programme.</summary>
    OtherProgramme,

    /// <summary>A person of another region who takes part in nothing.</summary>
    Outsider,

    /// <summary>Was a regional admin here.</summary>
    Former,

    RegionHere,
    RegionElsewhere,
    Operator,
    Platform,
    Reader,

    /// <summary>A client that may run registered documents only; here it runs any, since that is the gateway's to refuse.</summary>
    Restricted,

    /// <summary>A person who was removed, and one of another network.</summary>
    Stranger,
}

/// <summary>What the requirements let each see (section 8 and the decisions before section 1), told without looking at the rules in the code.</summary>
public static class Table
{
    // "+" may and must be able to; "." must not; "r" as the pack puts the manager in the ring or not; "~" is not decided: not asked for.
    private const string Text =
        """
                          mto mte sec inv unv mgr lft oci omg opr out fmr her els opn plt rdr rst str
        circle.secret      +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        circle.turned      +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        circle.closed      +   +   +   +   .   +   .   .   .   .   .   .   +   .   +   +   .   .   .
        circle.listed      +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   .
        circle.open        +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   .
        members.secret     +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        members.turned     +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        members.closed     +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        members.listed     +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        members.open       +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        members.peers      +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   .
        inside             +   +   +   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        meeting            +   +   +   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        meeting.open       +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   .
        invited            +   +   +   +   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        diary              +   +   +   .   .   r   .   .   .   .   .   .   .   .   .   .   .   .   .
        diary.advised      +   +   +   +   .   r   .   .   .   .   .   .   .   .   .   .   .   .   .
        person             +   +   +   +   .   +   .   .   +   .   .   .   +   .   +   +   .   .   .
        wishes             +   +   .   .   .   +   .   .   +   .   .   .   .   .   .   .   .   .   .
        contact            .   +   .   .   .   +   .   .   +   .   .   .   +   .   +   +   .   .   .
        application        .   +   .   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        token              .   +   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   .   .
        outsider           .   .   .   .   .   .   .   .   .   .   +   .   .   +   +   +   .   .   .
        draft              .   .   .   .   .   .   .   .   .   .   .   .   +   .   +   +   .   .   .
        programme.history  .   .   .   .   .   +   .   .   .   .   .   .   +   .   +   +   .   .   .
        network.history    .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   .   .
        import.people      .   .   .   .   .   .   .   .   .   .   .   .   +   .   +   +   .   .   .
        import.circles     .   .   .   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        token.platform     .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   .   .
        client.reader      .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   +   .   .
        client.restricted  .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   +   .
        removed            .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   .   .
        left               .   .   .   .   .   +   +   .   +   .   .   .   +   .   +   +   .   .   .
        moved              .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   +   .   .   .
        client.office      .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   .   .
        numbers.network    .   .   .   .   .   .   .   .   .   .   .   .   +   +   +   +   .   .   .
        numbers            .   .   .   .   .   +   .   .   .   .   .   .   +   .   +   +   .   .   .
        gate               .   .   .   .   .   +   .   .   .   .   .   .   +   .   +   +   .   .   .
        match              .   .   .   .   .   +   .   .   ~   .   .   .   .   .   .   .   .   .   .
        registry           .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   .   .
        quotas             .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   .   .
        disclosure.asked   +   +   +   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        disclosure.open    +   +   +   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .
        issuer             .   .   .   .   .   .   .   .   .   .   .   .   .   .   +   +   .   .   .
        let-in             +   +   +   .   .   +   .   .   +   .   .   .   +   .   +   +   .   .   .
        public             +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   .
        """;

    private static readonly Dictionary<string, string[]> Rows = Text.Split('\n').Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(cells => cells[0], cells => cells[1..], StringComparer.Ordinal);

    /// <summary>Whether somebody may see a canary; null where the table leaves it open.</summary>
    /// <remarks>
    /// What was called so once (<c>formerly.open</c>) stands in the history alone, which is read inside, as are keys (<c>key.open</c>).
    /// </remarks>
    public static bool? May(Canary canary, Part part) => RowOf(canary.Kind)[(int)part] switch
    {
        "+" => true,
        "." => false,
        "r" => canary.Programme == "ring",
        "~" => null,
        var other => throw new FormatException($"'{other}' is no cell of the table."),
    };

    private static string[] RowOf(string kind) => Rows[kind.Split('.')[0] is "formerly" or "key" ? "inside" : kind];

    public static IEnumerable<string> Kinds => Rows.Keys;
}

/// <summary>What a word or an id tells who reads it.</summary>
/// <param name="Kind">A row of the table.</param>
/// <param name="Programme">From which the parts are seen.</param>
public sealed record Canary(string Kind, string Programme)
{
    public override string ToString() => $"{Programme} {Kind}";
}
