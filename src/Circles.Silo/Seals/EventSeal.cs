using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Seals;

/// <summary>An event as encoded, and whose its sealed values are.</summary>
/// <param name="Owner">A person, a circle, or the network.</param>
/// <param name="Author">Who said what is the actor's own words; null for a program and the platform.</param>
public readonly record struct UnsealedEvent(long Sequence, EncodedEvent Event, AnyId Owner, AnyId? Author)
{
    public static UnsealedEvent Of(Happened happened, NetworkState before, NetworkState after) => new(
        happened.Sequence,
        EventCodec.Encode(happened),
        happened.Event.OwnerIn(after) ?? happened.Event.OwnerIn(before) ?? after.Network!.Id,
        happened.By is Actor.Member member ? member.Person : null);
}

/// <summary>Between an event's JSON and the same with what it declares sealed in boxes.</summary>
/// <remarks>
/// In the place of each sealed value stands <c>{"sealed":n}</c>, the number of its box. The boxes are the last member: each tells whose keys
/// open it, and holds a JSON array of its values in their order. The format is told in docs/journal-format.md.
/// </remarks>
internal static class EventSeal
{
    /// <summary>Whose keys the event needs.</summary>
    public static IEnumerable<string> Owners(UnsealedEvent happened)
    {
        var places = SealPlan.Of(happened.Event.Name)!.PlacesIn(happened.Event.Json.Span);
        return places.Select(place => place.Value.OwnWords).Distinct().SelectMany(words => OwnersOf(happened, words)).Distinct();
    }

    /// <summary>Whose keys the boxes of a stored event need; none when it was never sealed.</summary>
    public static IEnumerable<string> Owners(EncodedEvent stored)
    {
        var places = SealPlan.Of(stored.Name)?.PlacesIn(stored.Json.Span) ?? [];
        return places is [.., { Value.Path: SealPlan.Boxes } boxes]
            ? BoxesIn(stored.Json.Span[boxes.Start..boxes.End]).SelectMany(box => box.Of).Distinct()
            : [];
    }

    public static EncodedEvent Seal(string network, UnsealedEvent happened, LentKeys keys)
    {
        var json = happened.Event.Json.Span;
        var places = SealPlan.Of(happened.Event.Name)!.PlacesIn(json);
        if (places.Count == 0) return happened.Event;
        var boxes = places.Select(place => OwnersOf(happened, place.Value.OwnWords)).DistinctBy(Told).ToList();
        var (made, numbers) = (new List<StoredBox>(), new int?[places.Count]);
        Span<byte> key = stackalloc byte[Box.KeySize];
        foreach (var owners in boxes)
        {
            // One of them was erased a moment ago: what was to be kept for them is not kept at all.
            if (!keys.TryDerive(owners, key)) continue;
            var inside = new ArrayBufferWriter<byte>();
            var paths = new List<string>();
            for (var i = 0; i < places.Count; i++)
            {
                if (Told(OwnersOf(happened, places[i].Value.OwnWords)) != Told(owners)) continue;
                inside.Write(paths.Count == 0 ? "["u8 : ","u8);
                inside.Write(json[places[i].Start..places[i].End]);
                paths.Add(places[i].Value.Path);
                numbers[i] = made.Count;
            }

            inside.Write("]"u8);
            made.Add(new StoredBox(owners, Box.Seal(key, inside.WrittenSpan, About(network, happened.Sequence, happened.Event.Name, owners, paths))));
        }

        CryptographicOperations.ZeroMemory(key);
        var output = new ArrayBufferWriter<byte>(json.Length * 2);
        var at = 0;
        for (var i = 0; i < places.Count; i++)
        {
            output.Write(json[at..places[i].Start]);
            if (numbers[i] is { } number) Write(output, string.Create(CultureInfo.InvariantCulture, $"{{\"{SealPlan.Boxes}\":{number}}}"));
            else output.Write(places[i].Value.Gone);
            at = places[i].End;
        }

        // Before the last brace.
        output.Write(json[at..^1]);
        Write(output, $",\"{SealPlan.Boxes}\":[");
        for (var i = 0; i < made.Count; i++)
            Write(output, $"{(i == 0 ? "" : ",")}{{\"of\":[\"{string.Join("\",\"", made[i].Of)}\"],\"box\":\"{Convert.ToBase64String(made[i].Box)}\"}}");
        output.Write("]}"u8);
        return new EncodedEvent(happened.Event.Name, output.WrittenMemory);
    }

    /// <summary>The event as it was before it was sealed; without keys, as if all of them were destroyed.</summary>
    /// <exception cref="JournalDamagedException">A box is not what was sealed for this place.</exception>
    /// <exception cref="KeysUnusableException">A key was lost, and not destroyed.</exception>
    public static EncodedEvent Open(string network, long sequence, EncodedEvent stored, LentKeys? keys)
    {
        var json = stored.Json.Span;
        if (SealPlan.Of(stored.Name)?.PlacesIn(json) is not [.. var places, { Value.Path: SealPlan.Boxes } last]) return stored;
        var boxes = BoxesIn(json[last.Start..last.End]);
        var numbers = places.Select(place => NumberAt(stored.Json.Span[place.Start..place.End])).ToList();
        var opened = new Queue<ReadOnlyMemory<byte>>?[boxes.Count];
        for (var i = 0; i < boxes.Count; i++)
        {
            var paths = places.Where((_, at) => numbers[at] == i).Select(place => place.Value.Path).ToList();
            opened[i] = OpenBox(network, sequence, stored.Name, boxes[i], paths, keys);
        }

        var output = new ArrayBufferWriter<byte>(json.Length);
        var from = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (numbers[i] is not { } number) continue;
            if (number >= boxes.Count) throw Damaged(network, sequence);
            output.Write(json[from..places[i].Start]);
            output.Write(opened[number] is { } values ? values.Dequeue().Span : places[i].Value.Gone);
            from = places[i].End;
        }

        // The member's name and the comma before it go with the boxes.
        output.Write(json[from..(last.Start - (SealPlan.Boxes.Length + 4))]);
        output.Write("}"u8);
        return stored with { Json = output.WrittenMemory };
    }

    /// <summary>
    /// The event without what is said in it of or by those erased. What was sealed is gone with the keys; this is for events that were
    /// written before there were any.
    /// </summary>
    public static Happened WithoutErased(Happened happened, NetworkState now)
    {
        if (now.Erased.IsEmpty) return happened;
        var unsealed = UnsealedEvent.Of(happened, now, now);
        var ownerGone = now.Erased.ContainsKey(unsealed.Owner);
        var authorGone = unsealed.Author is { } author && now.Erased.ContainsKey(author);
        if (!ownerGone && !authorGone) return happened;
        var json = unsealed.Event.Json.Span;
        var output = new ArrayBufferWriter<byte>(json.Length);
        var from = 0;
        foreach (var place in SealPlan.Of(unsealed.Event.Name)!.PlacesIn(json))
        {
            if (!ownerGone && !place.Value.OwnWords) continue;
            output.Write(json[from..place.Start]);
            output.Write(place.Value.Gone);
            from = place.End;
        }

        output.Write(json[from..]);
        return EventCodec.Decode(happened.Sequence, unsealed.Event.Name, output.WrittenSpan);
    }

    private static Queue<ReadOnlyMemory<byte>>? OpenBox(
        string network, long sequence, string name, StoredBox box, List<string> paths, LentKeys? keys)
    {
        Span<byte> key = stackalloc byte[Box.KeySize];
        if (keys is null || !keys.TryDerive(box.Of, key)) return null;
        try
        {
            var inside = Box.Open(key, box.Box, About(network, sequence, name, box.Of, paths));
            var values = new Queue<ReadOnlyMemory<byte>>();
            var reader = new Utf8JsonReader(inside);
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                values.Enqueue(inside.AsMemory(start..(int)reader.BytesConsumed));
            }

            return values.Count == paths.Count ? values : throw Damaged(network, sequence);
        }
        catch (CryptographicException e)
        {
            throw Damaged(network, sequence, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static string[] OwnersOf(UnsealedEvent happened, bool ownWords) =>
        ownWords && happened.Author is { } author && author != happened.Owner
            ? [happened.Owner.ToString(), author.ToString()]
            : [happened.Owner.ToString()];

    private static string Told(IEnumerable<string> owners) => string.Join(' ', owners);

    private static byte[] About(string network, long sequence, string name, string[] owners, List<string> paths) =>
        Box.About("event", network, sequence.ToString(CultureInfo.InvariantCulture), name, Told(owners), string.Join(' ', paths));

    /// <summary>The number of a value's box, or null where the value itself stands: it was not declared sealed yet when it was written.</summary>
    private static int? NumberAt(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.ValueTextEquals(SealPlan.Boxes)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= 0
            ? number
            : null;
    }

    private static List<StoredBox> BoxesIn(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<List<StoredBox>>(json, Json.Options) ?? [];

    private static void Write(ArrayBufferWriter<byte> output, string ascii) => Encoding.ASCII.GetBytes(ascii, output);

    private static JournalDamagedException Damaged(string network, long sequence, Exception? inner = null) =>
        new(network, sequence, "a sealed value is not what was sealed there.", inner);

    private sealed record StoredBox(string[] Of, byte[] Box);
}
