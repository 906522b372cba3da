using System.Text;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Seals;

namespace Circles.Silo.Tests.Seals;

public sealed class Sealing_events : IAsyncDisposable
{
    private const string Demo = "demo";

    /// <summary>Words of the story that are somebody's; each long enough not to stand in base64 by chance.</summary>
    private static readonly string[] Words =
    [
        "ana@example.org", "בן", "Szefowa", "Pasuje.", "Brak miejsc.", "Dwoje", "O nas", "Wrocław", "Opole\"", "Choroba", "Było dobrze",
        "Zgoda.", "ludzie.csv", "Poprawka",
    ];

    private readonly Sealing seals = new(new VolatileKeys(), MasterKeys.InText(MasterKeys.New(), "the test"));

    public ValueTask DisposeAsync() => seals.DisposeAsync();

    [Fact]
    public async Task Leaves_no_word_of_theirs_and_opens_to_the_same_bytes()
    {
        var plain = Unsealed();
        var stored = await SealedAsync(plain);
        var opened = await seals.OpenAsync(Demo, stored);
        for (var i = 0; i < plain.Count; i++)
        {
            Assert.Equal(Text(plain[i].Event), Text(opened[i]));
            Assert.All(Words, word => Assert.DoesNotContain(word, Text(stored[i].Event)));
        }

        Assert.All(Words, word => Assert.Contains(plain, happened => Text(happened.Event).Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Binds_every_box_to_its_network_its_place_and_its_event()
    {
        var stored = await SealedAsync(Unsealed());
        var boxed = stored.Where(one => EventSeal.Owners(one.Event).Any()).ToList();
        Assert.InRange(boxed.Count, 20, stored.Count);
        foreach (var one in boxed)
        {
            using var keys = await KeysAsync();
            Assert.NotNull(EventCodec.Decode(one.Sequence, one.Event.Name, EventSeal.Open(Demo, one.Sequence, one.Event, keys).Json.Span));
            Assert.Throws<JournalDamagedException>(() => EventSeal.Open("other", one.Sequence, one.Event, keys));
            Assert.Throws<JournalDamagedException>(() => EventSeal.Open(Demo, one.Sequence + 1, one.Event, keys));
            foreach (var other in boxed.Where(other => other.Sequence != one.Sequence && other.Event.Name == one.Event.Name))
                Assert.Throws<JournalDamagedException>(() => EventSeal.Open(Demo, other.Sequence, one.Event, keys));
        }

        async Task<LentKeys> KeysAsync()
        {
            var ring = new KeyRing(seals.Store, seals.Master);
            return await ring.LendAsync(Demo, [.. boxed.SelectMany(one => EventSeal.Owners(one.Event)).Distinct()], make: false);
        }
    }

    [Fact]
    public async Task Binds_a_value_to_its_field()
    {
        var stored = await SealedAsync(Unsealed());
        var registered = stored.First(one => one.Event.Name == "person.registered.1");
        // As if somebody had moved the box's number from the e-mail address to a field that more people see.
        var json = Text(registered.Event).Replace("\"email\":{\"sealed\":0},", "", StringComparison.Ordinal).Replace(
            "\"affiliations\":[{", "\"affiliations\":[{\"title\":{\"sealed\":0},", StringComparison.Ordinal);
        var moved = registered with { Event = registered.Event with { Json = Encoding.UTF8.GetBytes(json) } };
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await seals.OpenAsync(Demo, [moved]));
    }

    [Fact]
    public async Task Replays_to_the_same_state_sealed_or_not()
    {
        await using var journal = new VolatileJournal();
        await journal.AppendAsync(Demo, 0, [.. (await SealedAsync(Unsealed())).Select(one => one.Event)]);
        var (state, _) = await Replay.FromAsync(journal, Demo, NetworkState.Empty, default, CancellationToken.None, seals: seals);
        var told = Story.Told(Demo).Aggregate(NetworkState.Empty, Domain.Evolve);
        Assert.Equal(told.People.Values, state.People.Values);
        Assert.Equal(told.Diaries.Values, state.Diaries.Values);
        Assert.Equal(told.Applications.Values, state.Applications.Values);
    }

    [Fact]
    public async Task Replays_without_any_key_with_every_word_gone()
    {
        await using var journal = new VolatileJournal();
        await journal.AppendAsync(Demo, 0, [.. (await SealedAsync(Unsealed())).Select(one => one.Event)]);
        var state = await Given.ReplayAsync(journal, Demo);
        Assert.All(state.People.Values, person => Assert.Equal((Gone.Text, null), (person.Name, person.Email)));
        // The story ends with the words of its circle erased.
        Assert.DoesNotContain(state.Diaries.Values, entry => entry.Text is not ("" or Gone.Text) || entry.Remark is not (null or "" or Gone.Text));
        Assert.Equal(Story.Told(Demo).Last().Sequence, state.Sequence);
    }

    [Fact]
    public async Task Seals_nothing_for_somebody_who_was_erased()
    {
        var plain = Unsealed();
        var registered = plain.First(one => one.Event.Name == "person.registered.1");
        await seals.EraseAsync(Demo, NetworkState.Empty.Erased.Add(registered.Owner, Given.Noon), NetworkState.Empty.Erased);
        var stored = await SealedAsync([registered]);
        Assert.Contains("\"name\":\"…\"", Text(stored[0].Event), StringComparison.Ordinal);
        Assert.DoesNotContain("box", Text(stored[0].Event), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uses_no_nonce_twice()
    {
        var seen = new HashSet<string>();
        var registered = Unsealed().First(one => one.Event.Name == "person.registered.1");
        for (var i = 0; i < 10_000; i++)
        {
            var text = Text((await SealedAsync([registered]))[0].Event);
            var box = text.IndexOf("\"box\":\"", StringComparison.Ordinal) + 7;
            // 16 characters of base64 are the 12 bytes.
            Assert.True(seen.Add(text[box..(box + 16)]));
        }
    }

    private static List<UnsealedEvent> Unsealed()
    {
        var state = NetworkState.Empty;
        var all = new List<UnsealedEvent>();
        foreach (var happened in Story.Told(Demo))
        {
            var after = Domain.Evolve(state, happened);
            all.Add(UnsealedEvent.Of(happened, state, after));
            state = after;
        }

        return all;
    }

    private async Task<List<StoredEvent>> SealedAsync(IReadOnlyList<UnsealedEvent> plain) =>
        [.. (await seals.SealAsync(Demo, plain)).Select((sealed_, i) => new StoredEvent(plain[i].Sequence, sealed_, default))];

    private static string Text(EncodedEvent happened) => Encoding.UTF8.GetString(happened.Json.Span);
}
