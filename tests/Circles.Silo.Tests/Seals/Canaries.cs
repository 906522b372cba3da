using System.Text;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.Silo.Seals;
using NodaTime;

namespace Circles.Silo.Tests.Seals;

/// <summary>A network in which Zofia and Ewa said and are something, each in words that stand nowhere else.</summary>
internal sealed class Canaries(string slug)
{
    public static readonly Id<Person> Zofia = new(20), Ewa = new(21);
    public static readonly Id<Circle> Pair = new(40);

    private static readonly Id<Network> Network = new(1);
    private static readonly Id<Organisation> Firm = new(10);
    private static readonly Id<Programme> Programme = new(30);

    private readonly string mark = Guid.NewGuid().ToString("N");

    /// <summary>Everything of Zofia's.</summary>
    public IEnumerable<string> OfZofia => Names.Select(name => Word("zofia", name));

    public IEnumerable<string> OfEwa => Names.Select(name => Word("ewa", name));

    private static IEnumerable<string> Names =>
        ["name", "email", "reference", "language", "skill", "industry", "seeks", "offers", "title", "motivation", "reason", "diary", "remark", "label", "why"];

    /// <summary>As the journal takes it, sealed.</summary>
    public async Task<IReadOnlyList<EncodedEvent>> SealedAsync(Sealing seals)
    {
        var (state, unsealed) = (NetworkState.Empty, new List<UnsealedEvent>());
        foreach (var happened in Told())
        {
            var after = Domain.Evolve(state, happened);
            unsealed.Add(UnsealedEvent.Of(happened, state, after));
            state = after;
        }

        return await seals.SealAsync(slug, unsealed);
    }

    public IEnumerable<Happened> Told()
    {
        long sequence = 0;
        foreach (var (by, happened) in Events())
        {
            sequence++;
            var why = by is Actor.Member { Person: var who } ? Word(who == Zofia ? "zofia" : "ewa", "why") : null;
            yield return new Happened(sequence, Given.Noon + Duration.FromHours(sequence), by, why, (UInt128)sequence, null, default, happened);
        }
    }

    /// <summary>The bytes of a word, and of its base64 wherever it begins.</summary>
    public static IEnumerable<byte[]> Spellings(string word)
    {
        yield return Encoding.UTF8.GetBytes(word);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + word));
            // Without the characters that what stands before and after has a part in.
            yield return Encoding.ASCII.GetBytes(text[(before == 0 ? 0 : 4)..^4]);
        }
    }

    private IEnumerable<(Actor By, Event Happened)> Events()
    {
        yield return (Actor.Operator, new NetworkEvent.Founded(Network, slug, "Net", ["en"], "Etc/UTC"));
        yield return (Actor.Operator, new OrganisationEvent.Registered(Firm, "Firm", OrganisationKind.Firm, null, null));
        yield return (Actor.Operator, new ProgrammeEvent.PackAdopted(Programme, Story.Pack()));
        yield return (Actor.Operator, new ProgrammeEvent.Started(
            Programme, "Spring", Story.Pack().Key, null, null, MeetingMode.Online, new LocalDate(2027, 3, 1), null, Story.Pack().Stages[0].Id, []));
        foreach (var (id, who) in (IEnumerable<(Id<Person>, string)>)[(Zofia, "zofia"), (Ewa, "ewa")])
        {
            var profile = new PersonProfile(
                [Word(who, "language")], null, [Word(who, "skill")], [Word(who, "industry")], [Word(who, "seeks")], [Word(who, "offers")]);
            yield return (Actor.Operator, new PersonEvent.Registered(
                id, Word(who, "name"), Word(who, "email"), Word(who, "reference"), profile, [new Affiliation(Firm, Word(who, "title"))]));
            yield return (Actor.Operator, new AccessEvent.TokenIssued(
                new(id.Value + 70), new Actor.Member(id), Word(who, "label"), new string(who[0], 64), null));
        }

        yield return (Actor.Operator, new CircleEvent.Formed(
            Pair, Programme, CircleForm.Pair, CircleAudience.Secret, MeetingMode.Online, "Both", null, null));
        foreach (var (id, other, who, session) in
            (IEnumerable<(Id<Person>, Id<Person>, string, Id<Session>)>)[(Zofia, Ewa, "zofia", new(50)), (Ewa, Zofia, "ewa", new(51))])
        {
            var (by, application, entry) = (new Actor.Member(id), new Id<Application>(id.Value + 40), new Id<DiaryEntry>(id.Value + 50));
            yield return (by, new ApplicationEvent.Applied(application, Programme, id, CircleRole.Peer, null, Word(who, "motivation")));
            // About the other one, in their own words.
            yield return (by, new ApplicationEvent.Applied(new(id.Value + 45), Programme, new(99), CircleRole.Peer, null, null));
            yield return (by, new ApplicationEvent.Declined(new(id.Value + 45), Word(who, "reason")));
            yield return (Actor.Operator, new CircleEvent.MemberJoined(Pair, id, CircleRole.Peer));
            yield return (Actor.Operator, new SessionEvent.Planned(
                session, Pair, (int)session.Value - 49, Given.Noon, 60, "Etc/UTC", MeetingMode.Online, null, "Theme", null));
            yield return (by, new DiaryEvent.Written(entry, session, id, Word(who, "diary")));
            yield return (new Actor.Member(other), new DiaryEvent.Remarked(entry, other, Word(other == Zofia ? "zofia" : "ewa", "remark")));
        }
    }

    private string Word(string who, string name) => $"{who}-{name}-{mark}@x";
}
