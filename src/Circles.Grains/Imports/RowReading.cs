using System.Collections.Frozen;
using System.Globalization;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using NodaTime;
using NodaTime.Text;
using static Circles.Grains.Imports.ImportFields;

namespace Circles.Grains.Imports;

/// <summary>What a row asks for: faults, or something that is there, or commands.</summary>
/// <param name="Next">The command of a step, given what the first step made; null when there are no more.</param>
internal sealed record Asked(ValueList<Refusal> Faults, AnyId? Existing, Func<int, AnyId, Command?> Next)
{
    /// <summary>The column that a refusal is about: a refusal's path names a command's field.</summary>
    public Func<string, string> ColumnOf { get; init; } = RowReading.ColumnOf;

    public static Asked For(IEnumerable<Refusal> faults, AnyId? existing, Func<int, AnyId, Command?> next) =>
        new(faults.ToValueList(), existing, next);

    public Refusal AtColumn(Refusal refusal) => refusal.At(ColumnOf(refusal.Path));
}

/// <summary>Turns rows into commands, on a state that grows with each row.</summary>
internal sealed class RowReading(NetworkState state, Actor by)
{
    private static readonly LocalDatePattern[] DatePatterns =
    [
        LocalDatePattern.Iso,
        LocalDatePattern.CreateWithInvariantCulture("d.M.uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu"),
    ];

    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    private readonly FrozenDictionary<string, string> regions = Regions(state);

    /// <summary>All that is true after the rows read so far.</summary>
    public NetworkState State { get; set; } = state;

    /// <summary>The column that a command's field was read from, where the two have different names.</summary>
    public static string ColumnOf(string path) => path.Split('.') switch
    {
        ["affiliations", _, "title"] => Title,
        ["affiliations", ..] => ImportFields.Organisation,
        ["text"] => Headline,
        ["startsAt"] => Date,
        // A row of people or organisations is refused as a whole where its region is not the importer's.
        [""] => Region,
        var fields => fields[0],
    };

    public Asked Organisation(ImportRow row)
    {
        var faults = new List<Refusal>();
        var name = Required(row, Name, faults);
        var kind = Word(row, Kind, ImportWords.Kinds, faults, required: true);
        var region = RegionOf(row, faults);
        var reference = row.Cells.GetValueOrDefault(Reference);
        var showcase = new Showcase(
            row.Cells.GetValueOrDefault(Headline, name), "", Many(row, Strengths), row.Cells.GetValueOrDefault(Website), Published: true);
        var hasShowcase = row.Cells.ContainsKey(Headline) || row.Cells.ContainsKey(Strengths) || row.Cells.ContainsKey(Website);
        return Asked.For(faults, ExistingOrganisation(name, region, reference), (step, made) => step switch
        {
            0 => new OrganisationCommand.Register(name, kind ?? default, region, reference),
            1 when hasShowcase && made.Is<Organisation>(out var id) => new OrganisationCommand.Present(id, showcase),
            _ => null,
        });
    }

    public Asked Person(ImportRow row)
    {
        var faults = new List<Refusal>();
        var name = Required(row, Name, faults);
        var email = row.Cells.GetValueOrDefault(Email)?.ToLowerInvariant();
        var reference = row.Cells.GetValueOrDefault(Reference);
        if (email is null && reference is null) faults.Add(ImportErrors.PersonNeedsKey(Email));
        var profile = new PersonProfile(
            Many(row, Languages),
            RegionOf(row, faults),
            Many(row, Skills),
            Many(row, Industries),
            Many(row, Seeks),
            Many(row, Offers));
        ValueList<Affiliation> affiliations = OrganisationOf(row, faults) is { } organisation
            ? [new Affiliation(organisation, row.Cells.GetValueOrDefault(Title))]
            : [];
        return Asked.For(
            faults,
            ExistingPerson(email, reference),
            (step, _) => step == 0 ? new PersonCommand.Register(name, email, reference, profile, affiliations) : null);
    }

    public Asked Circle(ImportRow row)
    {
        var faults = new List<Refusal>();
        var programme = ProgrammeOf(row, faults);
        var form = Word(row, Form, ImportWords.Forms, faults, required: true);
        var visibility = Word(row, ImportFields.Visibility, ImportWords.Audiences, faults);
        var mode = Word(row, Mode, ImportWords.Modes, faults);
        var reference = row.Cells.GetValueOrDefault(Reference);
        var name = row.Cells.GetValueOrDefault(Name);
        ValueList<Seat> seats =
        [
            .. Seats(row, Mentors, CircleRole.Mentor, faults),
            .. Seats(row, Mentees, CircleRole.Mentee, faults),
            .. Seats(row, Peers, CircleRole.Peer, faults),
        ];
        if (reference is null && name is null) faults.Add(KernelErrors.Required(Reference));
        return Asked.For(
            faults,
            programme is null ? null : ExistingCircle(programme, reference, name),
            (step, _) => step == 0
                ? new CircleCommand.Form(
                    programme!.Id, form ?? default, visibility, mode, name, row.Cells.GetValueOrDefault(Description), reference, seats)
                : null) with
        {
            ColumnOf = path => path.Split('.') switch
            {
                ["members"] => SeatsColumn(seats.Where((seat, i) => seats.Take(i).Any(other => other.Person == seat.Person)).FirstOrDefault()),
                ["members", var i, ..] => SeatsColumn(seats[int.Parse(i, CultureInfo.InvariantCulture)]),
                _ => ColumnOf(path),
            },
        };
    }

    public Asked Session(ImportRow row)
    {
        var faults = new List<Refusal>();
        var circle = CircleOf(row, faults);
        var zone = row.Cells.GetValueOrDefault(ImportFields.TimeZone, State.Network!.TimeZone);
        var startsAt = StartOf(row, zone, faults);
        var minutes = Number(row, ImportFields.Minutes, 60, faults);
        var mode = Word(row, Mode, ImportWords.Modes, faults);
        var reference = row.Cells.GetValueOrDefault(Reference);
        return Asked.For(
            faults,
            circle is null ? null : ExistingSession(circle, reference, startsAt),
            (step, _) => step == 0
                ? new SessionCommand.Plan(
                    circle!.Id,
                    startsAt,
                    minutes,
                    zone,
                    mode ?? (circle.Mode == MeetingMode.InPerson ? MeetingMode.InPerson : MeetingMode.Online),
                    row.Cells.GetValueOrDefault(Place),
                    row.Cells.GetValueOrDefault(Theme),
                    reference)
                : null);
    }

    private AnyId? ExistingOrganisation(string name, string? region, string? reference)
    {
        if (reference is not null) return State.OrganisationByReference.TryGetValue(reference, out var id) ? id : null;
        foreach (var other in State.OrganisationsByName.GetValueOrDefault(OrganisationEvolution.NameKey(name), []))
            if (State.Organisations[other].Region == region) return other;
        return null;
    }

    private AnyId? ExistingPerson(string? email, string? reference)
    {
        if (reference is not null && State.PersonByReference.TryGetValue(reference, out var byReference)) return byReference;
        if (email is null || !State.PersonByEmail.TryGetValue(email, out var byEmail)) return null;
        // Another reference with the same address is a fault, which registering tells.
        return reference is null || State.People[byEmail].Reference is null ? byEmail : null;
    }

    private AnyId? ExistingCircle(Programme programme, string? reference, string? name)
    {
        var circles = reference is not null
            ? State.CirclesByReference.GetValueOrDefault(reference, [])
            : State.CirclesByProgramme.GetValueOrDefault(programme.Id, []);
        foreach (var id in circles)
        {
            var circle = State.Circles[id];
            if (circle.Programme == programme.Id && (reference is not null || circle.Name == name) && CircleVisibility.CanSee(State, by, circle))
                return id;
        }

        return null;
    }

    private AnyId? ExistingSession(Circle circle, string? reference, Instant startsAt)
    {
        foreach (var id in State.SessionsByCircle.GetValueOrDefault(circle.Id, []))
        {
            var session = State.Sessions[id];
            if (reference is not null ? session.Reference == reference : session.StartsAt == startsAt) return id;
        }

        return null;
    }

    private string? RegionOf(ImportRow row, List<Refusal> faults)
    {
        if (!row.Cells.TryGetValue(Region, out var text)) return null;
        if (regions.TryGetValue(ImportWords.Key(text), out var code)) return code;
        faults.Add(KernelErrors.NoSuchRegion(Region));
        return null;
    }

    private Id<Organisation>? OrganisationOf(ImportRow row, List<Refusal> faults)
    {
        if (!row.Cells.TryGetValue(ImportFields.Organisation, out var text)) return null;
        if (State.OrganisationByReference.TryGetValue(text, out var byReference)) return byReference;
        var named = State.OrganisationsByName.GetValueOrDefault(OrganisationEvolution.NameKey(text), []);
        if (named.Count == 1) return named[0];
        faults.Add(named.IsEmpty
            ? ImportErrors.OrganisationUnknown(ImportFields.Organisation)
            : ImportErrors.OrganisationAmbiguous(ImportFields.Organisation));
        return null;
    }

    private Programme? ProgrammeOf(ImportRow row, List<Refusal> faults)
    {
        var text = Required(row, ImportFields.Programme, faults);
        if (text.Length == 0) return null;
        IEnumerable<Id<Programme>> managed = by is Actor.Member member ? State.ProgrammesByManager.GetValueOrDefault(member.Person, []) : [];
        var named = managed.Select(id => State.Programmes[id])
            .Where(programme => string.Equals(programme.Name, text, StringComparison.OrdinalIgnoreCase))
            .ToList();
        // Last year's programme may have had the name of this year's.
        if (named.Count > 1) named.RemoveAll(programme => !programme.IsOpen);
        if (named.Count == 1) return named[0];
        faults.Add(named.Count == 0
            ? ImportErrors.ProgrammeUnknown(ImportFields.Programme)
            : ImportErrors.ProgrammeAmbiguous(ImportFields.Programme));
        return null;
    }

    private Circle? CircleOf(ImportRow row, List<Refusal> faults)
    {
        var text = Required(row, ImportFields.Circle, faults);
        if (text.Length == 0) return null;
        IEnumerable<Id<Circle>> managed = by is Actor.Member member
            ? State.ProgrammesByManager.GetValueOrDefault(member.Person, [])
                .SelectMany(programme => State.CirclesByProgramme.GetValueOrDefault(programme, []))
            : [];
        var found = State.CirclesByReference.GetValueOrDefault(text, [])
            .Where(id => CircleVisibility.IsMemberOrManager(State, by, State.Circles[id]))
            .ToList();
        if (found.Count == 0) found = [.. managed.Where(id => State.Circles[id].Name == text)];
        if (found.Count > 1) found.RemoveAll(id => !State.Circles[id].IsOpen);
        if (found.Count == 1) return State.Circles[found[0]];
        faults.Add(found.Count == 0 ? ImportErrors.CircleUnknown(ImportFields.Circle) : ImportErrors.CircleAmbiguous(ImportFields.Circle));
        return null;
    }

    private List<Seat> Seats(ImportRow row, string field, CircleRole role, List<Refusal> faults)
    {
        var seats = new List<Seat>();
        foreach (var key in Many(row, field))
        {
            if ((State.PersonByReference.TryGetValue(key, out var person) || State.PersonByEmail.TryGetValue(key.ToLowerInvariant(), out person))
                && PersonVisibility.CanSee(State, by, State.People[person]))
                seats.Add(new Seat(person, role));
            else
                faults.Add(ImportErrors.PersonUnknown(field, Check.Name(key, field) is null ? key : "…"));
        }

        return seats;
    }

    /// <summary>The column that a seat was read from; without one, the mentees.</summary>
    private static string SeatsColumn(Seat? seat) => seat?.Role switch
    {
        CircleRole.Mentor => Mentors,
        CircleRole.Peer => Peers,
        _ => Mentees,
    };

    private static Instant StartOf(ImportRow row, string zone, List<Refusal> faults)
    {
        var date = Required(row, Date, faults);
        var time = Required(row, Time, faults);
        if (date.Length == 0 || time.Length == 0) return default;
        var day = DatePatterns.Select(pattern => pattern.Parse(date)).FirstOrDefault(parsed => parsed.Success);
        var clock = TimePattern.Parse(time);
        if (day is null) faults.Add(ImportErrors.DateInvalid(Date));
        if (!clock.Success) faults.Add(ImportErrors.TimeInvalid(Time));
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } known)
        {
            faults.Add(KernelErrors.NotATimeZone(ImportFields.TimeZone));
            return default;
        }

        if (day is null || !clock.Success) return default;
        var mapping = known.MapLocal(day.Value + clock.Value);
        if (mapping.Count > 0) return mapping.First().ToInstant();
        faults.Add(ImportErrors.TimeSkipped(Time));
        return default;
    }

    private static string Required(ImportRow row, string field, List<Refusal> faults)
    {
        if (row.Cells.TryGetValue(field, out var text)) return text;
        faults.Add(KernelErrors.Required(field));
        return "";
    }

    private static T? Word<T>(ImportRow row, string field, FrozenDictionary<string, T> words, List<Refusal> faults, bool required = false)
        where T : struct
    {
        if (!row.Cells.TryGetValue(field, out var text))
        {
            if (required) faults.Add(KernelErrors.Required(field));
            return null;
        }

        if (words.TryGetValue(ImportWords.Key(text), out var value)) return value;
        faults.Add(ImportErrors.WordUnknown(field));
        return null;
    }

    private static int Number(ImportRow row, string field, int fallback, List<Refusal> faults)
    {
        if (!row.Cells.TryGetValue(field, out var text)) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        faults.Add(ImportErrors.NumberInvalid(field));
        return fallback;
    }

    /// <summary>A cell with several values, between commas, semicolons or bars.</summary>
    private static ValueList<string> Many(ImportRow row, string field) =>
        row.Cells.TryGetValue(field, out var text)
            ? text.Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToValueList()
            : [];

    /// <summary>Codes by code and by name; a name that two regions share is no key.</summary>
    private static FrozenDictionary<string, string> Regions(NetworkState state)
    {
        var all = state.Network!.Regions.Values;
        var named = all.GroupBy(region => ImportWords.Key(region.Name)).Where(group => group.Count() == 1).Select(group => (group.Key, group.First().Code));
        return named.Concat(all.Select(region => (Key: ImportWords.Key(region.Code), region.Code)))
            .GroupBy(pair => pair.Key)
            .ToFrozenDictionary(group => group.Key, group => group.Last().Code);
    }
}
