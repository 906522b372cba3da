using System.Collections.Frozen;
using Circles.Grains.Circles;
using Circles.Grains.Organisations;
using Circles.Grains.Programmes;

namespace Circles.Grains.Imports;

/// <summary>The words that cells use for kinds, forms and modes, in English, Polish and Hebrew.</summary>
internal static class ImportWords
{
    public static readonly FrozenDictionary<string, OrganisationKind> Kinds = Words(
        (OrganisationKind.Firm, "firm|company|business|firma|przedsiębiorstwo|spółka|חברה|עסק"),
        (OrganisationKind.Association, "association|stowarzyszenie|עמותה"),
        (OrganisationKind.Foundation, "foundation|fundacja|קרן"),
        (OrganisationKind.SocialCooperative, "social cooperative|spółdzielnia socjalna|קואופרטיב חברתי"),
        (OrganisationKind.ClusterBody, "cluster body|cluster|klaster|organizacja klastrowa|אשכול"),
        (OrganisationKind.Hub, "hub|digital innovation hub|האב"),
        (OrganisationKind.SupportCentre, "support centre|support center|ośrodek wsparcia|מרכז תמיכה"),
        (OrganisationKind.PublicBody, "public body|instytucja publiczna|urząd|גוף ציבורי"),
        (OrganisationKind.University, "university|uczelnia|uniwersytet|אוניברסיטה|מכללה"),
        (OrganisationKind.Other, "other|inna|inne|אחר"));

    public static readonly FrozenDictionary<string, CircleForm> Forms = Words(
        (CircleForm.Pair, "pair|para|זוג"),
        (CircleForm.Group, "group|grupa|קבוצה"),
        (CircleForm.Peer, "peer|peers|peer circle|krąg|krąg równych|מעגל|עמיתים"));

    public static readonly FrozenDictionary<string, CircleAudience> Audiences = Words(
        (CircleAudience.Open, "open|otwarty|otwarta|פתוח"),
        (CircleAudience.Closed, "closed|zamknięty|zamknięta|סגור"),
        (CircleAudience.Secret, "secret|tajny|tajna|סודי"));

    public static readonly FrozenDictionary<string, MeetingMode> Modes = Words(
        (MeetingMode.InPerson, "in person|face to face|osobiście|stacjonarnie|פנים אל פנים|פרונטלי"),
        (MeetingMode.Online, "online|remote|zdalnie|מקוון"),
        (MeetingMode.Blended, "blended|mixed|mieszany|mieszane|משולב"));

    /// <summary>The spelling that words are looked up by: small letters, with spaces for hyphens and underscores.</summary>
    public static string Key(string word) => word.Trim().ToLowerInvariant().Replace('-', ' ').Replace('_', ' ');

    private static FrozenDictionary<string, T> Words<T>(params (T Value, string Words)[] rows) => (
        from row in rows
        from word in row.Words.Split('|')
        select KeyValuePair.Create(word, row.Value)).ToFrozenDictionary(StringComparer.Ordinal);
}
