using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Grains.Tests;

public sealed class The_codec
{
    private sealed record Written(
        Instant At, Actor By, string? Why, UInt128 Command, IdempotencyKey? Key, AnyId Subject, JsonElement Event);

    public static TheoryData<Type> Events => [.. Samples.Cases(typeof(Event))];

    private static Happened Record(Event @event) => new(
        7, Story.Noon, Actor.Operator, "because", (UInt128)1 << 100, new IdempotencyKey("key", "hash"), new AnyId("per", 5), @event);

    private static Happened Through(Happened happened)
    {
        var encoded = EventCodec.Encode(happened);
        return EventCodec.Decode(happened.Sequence, encoded.Name, encoded.Json.Span);
    }

    [Theory, MemberData(nameof(Events))]
    public void gives_back_what_it_was_given(Type type)
    {
        var full = Record((Event)new Samples().Of(type)!);
        Assert.Equal(full, Through(full));
        var bare = new Happened(1, Story.Noon, Actor.Clock, null, 0, null, default, (Event)new Samples().Bare(type));
        Assert.Equal(bare, Through(bare));
    }

    /// <summary>The event's own JSON stands in its place as it is, character for character.</summary>
    [Theory, MemberData(nameof(Events))]
    public void writes_the_event_as_it_would_be_written_alone(Type type)
    {
        var full = Record((Event)new Samples().Of(type)!);
        var alone = JsonSerializer.SerializeToElement(full.Event, type, Json.Options);
        var expected = JsonSerializer.Serialize(
            new Written(full.At, full.By, full.Why, full.Command, full.Key, full.Subject, alone), Json.Options);
        Assert.Equal(expected, Encoding.UTF8.GetString(EventCodec.Encode(full).Json.Span));
    }

    /// <summary>Every patch of every event, given as null or as the default of its type: given is given.</summary>
    [Theory, MemberData(nameof(Events))]
    public void tells_a_field_that_is_cleared_from_one_that_is_left_alone(Type type)
    {
        var cleared = Record((Event)new Samples { Instead = Cleared }.Of(type)!);
        Assert.Equal(cleared, Through(cleared));
    }

    [Theory, MemberData(nameof(Events))]
    public void skips_members_that_a_newer_version_wrote(Type type)
    {
        var happened = Record((Event)new Samples().Of(type)!);
        var json = JsonNode.Parse(EventCodec.Encode(happened).Json.Span)!;
        json["later"] = 1;
        json["event"]!["later"] = new JsonObject { ["deep"] = true };
        Assert.Equal(happened, EventCodec.Decode(7, EventCodec.NameOf(happened.Event), Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Theory]
    [InlineData("person.vanished.1", "{}")]
    [InlineData("person.removed.1", "null")]
    [InlineData("person.removed.1", "{")]
    [InlineData("person.removed.1", """{"at":"2026-03-02T12:00:00Z","by":"somebody","event":{}}""")]
    [InlineData("person.removed.1", """{"at":"yesterday","by":"operator","event":{}}""")]
    [InlineData("person.removed.1", """{"at":"2026-03-02T12:00:00Z","by":"operator","event":{"person":"cir_00000000000000000000000001"}}""")]
    [InlineData("person.removed.1", """{"at":"2026-03-02T12:00:00Z","by":7,"event":{}}""")]
    public void tells_damage_as_json_faults(string name, string json) =>
        Assert.ThrowsAny<JsonException>(() => EventCodec.Decode(1, name, Encoding.UTF8.GetBytes(json)));

    /// <summary>A text that nobody marked would be told for good in a history.</summary>
    [Theory, MemberData(nameof(Events))]
    public void knows_which_texts_of_circles_and_applications_are_peoples_own_words(Type type)
    {
        string[] keys = ["TimeZone", "Kind"];
        var @event = (Event)new Samples().Of(type)!;
        if (@event is not (CircleEvent or SessionEvent or DiaryEvent or ApplicationEvent)) return;
        var texts = type.GetProperties()
            .Where(member => (member.PropertyType == typeof(string) || member.PropertyType == typeof(Patch<string>)) && !keys.Contains(member.Name))
            .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        Assert.Equal(texts.Order(), EventCodec.WordsOf(@event).Order());
    }

    /// <summary>The words as they stand in journals. The first of each is never written, so its place is for good too.</summary>
    [Fact]
    public void writes_enums_in_words_that_are_for_good() => Assert.Equal(
        """
        ApplicationStatus: open accepted declined withdrawn
        Activity: apply-as-mentee apply-as-mentor apply-as-peer form-circles plan-sessions hold-sessions
        Attendance: present excused absent
        CircleAudience: open closed secret
        CircleForm: pair group peer
        CircleRole: mentor mentee peer adviser
        GateKind: accepted-applications circles-formed sessions-held declared
        ImportKind: organisations people circles sessions
        MatchBy: region industry skills languages
        MeetingMode: in-person online blended
        NetworkStanding: active suspended closed
        NamedBy: members managers
        OrganisationKind: firm association foundation social-cooperative cluster-body hub support-centre public-body university other
        Role: network-operator regional-admin reader organisation-admin support-reader
        RowGroup: new already-there faulty
        SessionPosition: first middle last
        SessionStatus: planned held cancelled
        """.Split('\n').Order(StringComparer.Ordinal),
        typeof(Event).Assembly.GetExportedTypes().Where(type => type.IsEnum).Select(Words).Order(StringComparer.Ordinal));

    private static string Words(Type type) =>
        $"{type.Name}: {string.Join(' ', Enum.GetValues(type).Cast<object>().OrderBy(Convert.ToInt32).Select(value => JsonSerializer.Serialize(value, type, Json.Options).Trim('"')))}";

    private static object? Cleared(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Patch<>)) return null;
        var inner = type.GetGenericArguments()[0];
        return Activator.CreateInstance(type, true, inner == typeof(string) ? null : Activator.CreateInstance(inner));
    }
}
