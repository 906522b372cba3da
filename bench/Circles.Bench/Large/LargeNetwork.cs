using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Bench.Large;

/// <summary>A made-up network: people in organisations, five of them in each circle, ten sessions a circle of which five are held.</summary>
/// <remarks>Its events as a journal would hold them had it grown by commands, which would take hours.</remarks>
internal sealed class LargeNetwork(int people, int circles, int sessions)
{
    public const string Slug = "large";

    private const int Members = 5, PeopleInAnOrganisation = 200;

    private static readonly Instant Began = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Id<Programme> Programme = new(Value(1));

    private long sequence;

    public IEnumerable<Happened> Events() => Told().Select(happened => new Happened(
        ++sequence, Began + Duration.FromSeconds(sequence), Actor.Operator, null, (UInt128)sequence, null, default, happened));

    private IEnumerable<Event> Told()
    {
        var pack = Pack();
        var organisations = Math.Max(1, people / PeopleInAnOrganisation);
        yield return new NetworkEvent.Founded(new(Value(0)), Slug, "Large", ["en", "pl"], "Europe/Warsaw");
        yield return new NetworkEvent.RegionDefined(new(Value(0)), "PL51", "Dolnośląskie", null, [], false);
        for (var i = 0; i < organisations; i++)
            yield return new OrganisationEvent.Registered(Organisation(i), $"Organisation {i}", OrganisationKind.Firm, "PL51", $"O-{i}");
        yield return new ProgrammeEvent.PackAdopted(Programme, pack);
        yield return new ProgrammeEvent.Started(
            Programme, "Large", pack.Key, "PL51", Organisation(0), MeetingMode.Blended, new(2026, 1, 1), null, pack.Stages[0].Id, []);
        for (var i = 0; i < people; i++)
        {
            yield return new PersonEvent.Registered(
                Person(i),
                $"Person Number {i}",
                $"person.{i}@example.org",
                $"P-{i}",
                PersonProfile.Empty with { Languages = ["pl", "en"], Region = "PL51", Skills = ["sales", "planning"] },
                [new Affiliation(Organisation(i % organisations), "Owner")]);
        }

        for (var i = 0; i < circles; i++)
        {
            var circle = new Id<Circle>(Value(3_000_000_000 + i));
            yield return new CircleEvent.Formed(
                circle, Programme, CircleForm.Group, CircleAudience.Closed, MeetingMode.Blended, $"Circle {i}", null, $"C-{i}");
            for (var member = 0; member < Members; member++)
                yield return new CircleEvent.MemberJoined(circle, Member(i, member), member == 0 ? CircleRole.Mentor : CircleRole.Mentee);
        }

        for (var i = 0; i < sessions; i++)
        {
            var (circle, session) = (i % circles, new Id<Session>(Value(4_000_000_000 + i)));
            yield return new SessionEvent.Planned(
                session,
                new(Value(3_000_000_000 + circle)),
                1 + (i / circles),
                Began + Duration.FromHours(i),
                90,
                "Europe/Warsaw",
                MeetingMode.InPerson,
                "Wrocław",
                "What we said last time",
                null);
            if (i >= sessions / 2) continue;
            var attended = Enumerable.Range(0, Members).Select(member => new Attended(Member(circle, member), Attendance.Present));
            yield return new SessionEvent.Held(session, attended.ToValueList());
        }
    }

    private Id<Person> Member(int circle, int member) => Person((int)((((long)circle * Members) + member) % people));

    private static Id<Organisation> Organisation(int i) => new(Value(1_000_000_000 + i));

    private static Id<Person> Person(int i) => new(Value(2_000_000_000 + i));

    /// <summary>Rising as ids do, the bits below spread as theirs are.</summary>
    private static UInt128 Value(long number) => new((ulong)number << 16, (ulong)number * 0x9E37_79B9_7F4A_7C15);

    private static ProcessPack Pack()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "packs", "lse.json");
        return PackReader.Read(file, File.ReadAllBytes(file)).Pack ?? throw new InvalidDataException("The pack is faulty.");
    }
}
