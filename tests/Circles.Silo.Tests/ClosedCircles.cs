using System.Collections.Immutable;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Tests;

/// <summary>A network as an archive of some years ago has it: its circles were closed, under a pack that keeps their words for a month.</summary>
internal static class ClosedCircles
{
    private static readonly Id<Network> Network = new(1);
    private static readonly Id<Programme> Programme = new(2);
    private static readonly Texts Text = new(ImmutableSortedDictionary<string, string>.Empty.Add("en", "Text"));

    private static readonly ProcessPack Pack = new(
        new PackKey("brief", "1.0.0"), Text, Text, true, true, 0, [MeetingMode.Online], [], [CircleAudience.Open], NamedBy.Members, [], [],
        [new PackStage("meet", Text, [], [], [])], [], [])
    {
        RetentionMonths = 1,
    };

    /// <param name="due">When the words of each circle are to be erased; never on the 29th of a month or later.</param>
    public static List<EncodedEvent> Of(string slug, IReadOnlyCollection<Instant> due)
    {
        var events = new List<EncodedEvent>();
        var first = due.Min() - Duration.FromDays(400);
        Add(first, new NetworkEvent.Founded(Network, slug, "Archive", ["en"], "Etc/UTC"));
        Add(first, new ProgrammeEvent.PackAdopted(Programme, Pack));
        Add(first, new ProgrammeEvent.Started(
            Programme, "Old", Pack.Key, null, null, MeetingMode.Online, new LocalDate(2020, 1, 1), null, "meet", [new(3)]));
        foreach (var (i, at) in due.Index()) Circle(new Id<Circle>((UInt128)(100 + i)), at);
        return events;

        void Circle(Id<Circle> id, Instant at)
        {
            var closed = at.InUtc().LocalDateTime.PlusMonths(-1).InUtc().ToInstant();
            Add(first, new CircleEvent.Formed(id, Programme, CircleForm.Peer, CircleAudience.Open, MeetingMode.Online, "Ours", "Between us", null));
            Add(closed, new CircleEvent.Closed(id));
        }

        void Add(Instant at, Event happened) =>
            events.Add(EventCodec.Encode(new Happened(0, at, Actor.Operator, null, (UInt128)events.Count, null, default, happened)));
    }
}
