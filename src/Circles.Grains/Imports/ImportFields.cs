namespace Circles.Grains.Imports;

/// <summary>The fields that the columns of an import's file stand for. A reader maps headers in any language to these.</summary>
public static class ImportFields
{
    public const string Reference = "reference";
    public const string Name = "name";
    public const string Kind = "kind";
    public const string Region = "region";
    public const string Website = "website";
    public const string Headline = "headline";
    public const string Strengths = "strengths";
    public const string Email = "email";
    public const string Organisation = "organisation";
    public const string Title = "title";
    public const string Languages = "languages";
    public const string Skills = "skills";
    public const string Industries = "industries";
    public const string Seeks = "seeks";
    public const string Offers = "offers";
    public const string Programme = "programme";
    public const string Form = "form";
    public const string Visibility = "visibility";
    public const string Mode = "mode";
    public const string Description = "description";
    public const string Mentors = "mentors";
    public const string Mentees = "mentees";
    public const string Peers = "peers";
    public const string Circle = "circle";
    public const string Date = "date";
    public const string Time = "time";
    public const string TimeZone = "timeZone";
    public const string Minutes = "minutes";
    public const string Place = "place";
    public const string Theme = "theme";

    /// <summary>The fields of one kind of file; the required ones first in each.</summary>
    public static IReadOnlyList<(string Field, bool Required)> Of(ImportKind kind) => kind switch
    {
        ImportKind.Organisations =>
        [
            (Name, true), (Kind, true), (Reference, false), (Region, false), (Website, false), (Headline, false), (Strengths, false),
        ],
        ImportKind.People =>
        [
            (Name, true), (Email, false), (Reference, false), (Organisation, false), (Title, false), (Region, false),
            (Languages, false), (Skills, false), (Industries, false), (Seeks, false), (Offers, false),
        ],
        ImportKind.Circles =>
        [
            (Programme, true), (Form, true), (Reference, false), (Name, false), (Visibility, false), (Mode, false),
            (Description, false), (Mentors, false), (Mentees, false), (Peers, false),
        ],
        _ =>
        [
            (Circle, true), (Date, true), (Time, true), (Minutes, false), (TimeZone, false), (Mode, false), (Place, false),
            (Theme, false), (Reference, false),
        ],
    };
}
