namespace Circles.Grains.Access;

/// <summary>One of those who see something: a column of the table "who may see what" (docs/visibility.md).</summary>
/// <param name="Code">For programs and translations; for good.</param>
/// <param name="Words">The table's word for them.</param>
/// <param name="Sentence">The rule, as it is told to a person who asks why. Other languages keep theirs by code.</param>
public sealed record Audience(string Code, string Words, string Sentence)
{
    public static readonly Audience Everybody = new("SEEN_BY_EVERYBODY", "everyone in the network", "Everyone in the network sees this.");

    public static readonly Audience Themselves = new("SEEN_BY_THEMSELVES", "the person", "People see what is their own.");

    public static readonly Audience ItsOwner = new("SEEN_BY_ITS_OWNER", "its bearer", "Whoever it was issued to sees this.");

    public static readonly Audience ItsMaker = new("SEEN_BY_ITS_MAKER", "who made it", "Whoever made this sees it.");

    public static readonly Audience Member =
        new("SEEN_BY_MEMBER", "member", "Members of the circle see this: its mentors, mentees and peers.");

    public static readonly Audience Manager = new("SEEN_BY_MANAGER", "manager", "Managers of the programme see this.");

    public static readonly Audience ManagerInTheRing = new(
        "SEEN_BY_MANAGER_IN_THE_RING",
        "manager in the ring",
        "Managers of the programme see this, because its process pack puts them inside the confidential ring.");

    public static readonly Audience ManagerOfTheRegion = new(
        "SEEN_BY_MANAGER_OF_THE_REGION", "manager of an open programme there", "Managers of an open programme find the people of its region.");

    public static readonly Audience InvitedAdviser = new(
        "SEEN_BY_INVITED_ADVISER", "invited adviser", "Advisers see the sessions that they are invited to, and the circle that these belong to.");

    public static readonly Audience Mentor = new("SEEN_BY_MENTOR", "mentor", "Mentors and peers see what those in their circle wish and offer.");

    public static readonly Audience Fellow = new(
        "SEEN_BY_FELLOW", "who sees the circle's members", "Whoever may see who is in one of a person's circles sees the person too.");

    public static readonly Audience OfManagers = new(
        "SEEN_OF_MANAGERS", "everyone in the network, of managers", "Everyone in the network sees who manages its programmes.");

    public static readonly Audience OfOpenCircles = new(
        "SEEN_OF_OPEN_CIRCLES", "everyone in the network, of an open circle", "Everyone in the network finds open circles and when they meet.");

    public static readonly Audience OfOpenPeers = new(
        "SEEN_OF_OPEN_PEERS",
        "everyone in the network, of an open circle without mentees",
        "Everyone in the network sees who is in an open circle, as long as its form has no mentees.");

    public static readonly Audience OfListedCircles = new(
        "SEEN_OF_LISTED_CIRCLES",
        "everyone in the network, where the owner lists it",
        "Everyone in the network sees the name and description of a closed circle that its owner lists.");

    public static readonly Audience OfPublished = new(
        "SEEN_OF_PUBLISHED", "everyone in the network, once published", "Everyone in the network sees this once it is published.");

    public static readonly Audience NetworkOperator = new("SEEN_BY_NETWORK_OPERATOR", "operator", "Operators of the network and of the platform see this.");

    public static readonly Audience PlatformOperator = new("SEEN_BY_PLATFORM_OPERATOR", "platform operator", "Operators of the platform see this.");

    public static readonly Audience RegionalAdmin = new("SEEN_BY_REGIONAL_ADMIN", "regional admin", "Admins of the region see this.");

    public static readonly Audience OrganisationAdmin = new(
        "SEEN_BY_ORGANISATION_ADMIN", "organisation admin", "Admins of an organisation see its record and the people affiliated with it.");

    public static readonly Audience LetIn = new(
        "SEEN_BY_LET_IN",
        "let in by break-glass",
        "An operator opened this circle to the person for a reason and a time, and its members were told.");

    public static readonly Audience Recipient = new(
        "SEEN_BY_RECIPIENT", "recipient by consent", "Everybody whom it concerns has agreed that this person may read it.");

    public static readonly Audience OperatorByName = new(
        "SEEN_BY_OPERATOR_BY_NAME",
        "operator: name and description",
        "Operators of the network see the name and description of a closed circle, and nothing inside it.");

    public static readonly Audience AdminByName = new(
        "SEEN_BY_ADMIN_BY_NAME",
        "regional admin: name and description",
        "Admins of the region see the name and description of a closed circle, and nothing inside it.");

    public static readonly Audience OperatorInNumbers = new(
        "SEEN_BY_OPERATOR_IN_NUMBERS", "operator: numbers only", "Operators of the network see numbers and no names; small groups are hidden.");

    public static readonly Audience AdminInNumbers = new(
        "SEEN_BY_ADMIN_IN_NUMBERS", "regional admin: numbers only", "Admins of the region see numbers and no names; small groups are hidden.");

    public static readonly Audience Support = new(
        "SEEN_BY_SUPPORT", "support reader", "Those who give support see the network's settings, and no people, names or texts.");

    public static readonly Audience SupportInNumbers = new(
        "SEEN_BY_SUPPORT_IN_NUMBERS", "support reader: numbers only", "Those who give support see numbers and no names; small groups are hidden.");

    /// <summary>Every one that a rule names.</summary>
    public static IEnumerable<Audience> All =>
    [
        Everybody, Themselves, ItsOwner, ItsMaker, Member, Manager, ManagerInTheRing, ManagerOfTheRegion, InvitedAdviser, Mentor, Fellow,
        OfManagers, OfOpenCircles, OfOpenPeers, OfListedCircles, OfPublished, NetworkOperator, PlatformOperator, RegionalAdmin, OrganisationAdmin, LetIn, Recipient,
        OperatorByName, AdminByName, OperatorInNumbers, AdminInNumbers, Support, SupportInNumbers,
    ];
}
