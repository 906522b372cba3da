using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.Schema.Intake;
using NodaTime;
using NodaTime.Text;

namespace Circles.Schema.Tests.Intake;

/// <summary>The files of samples/demo, done command by command on the domain itself, in the order that their README tells.</summary>
internal sealed class DemoNetwork
{
    /// <summary>After the sessions of diaries.json and before the others.</summary>
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);

    private static readonly Lazy<DemoNetwork> Once = new(() => new DemoNetwork());

    private readonly Dictionary<string, JsonElement> files = [];
    private uint seed = 1;

    private DemoNetwork()
    {
        Found();
        Import(Actor.Operator, ImportKind.Organisations, "organisations.csv");
        foreach (var file in PeopleFiles) Import(Actor.Operator, ImportKind.People, file);
        foreach (var staff in Json("network.json").GetProperty("staff").EnumerateArray())
        {
            var role = staff.GetProperty("role").GetString() == "network-operator" ? Role.NetworkOperator : Role.RegionalAdmin;
            Do(Actor.Operator, new AccessCommand.GrantRole(Person(staff.GetProperty("person")), new Grant(role, Text(staff, "region"))));
        }

        foreach (var programme in Json("network.json").GetProperty("programmes").EnumerateArray()) Start(programme);
        foreach (var application in Json("applications.json").EnumerateArray()) Apply(application);
        Reach("form");
        Import(Manager, ImportKind.Circles, "circles.csv");
        Reach("first-session", "meet");
        Import(Manager, ImportKind.Sessions, "sessions.csv");
        foreach (var entry in Json("diaries.json").EnumerateArray()) Hold(entry);
        Reach("thematic", "meet");
    }

    public static readonly string[] PeopleFiles = ["people-dolnoslaskie.csv", "people-haifa.csv", "people-ireland.csv"];

    public static DemoNetwork Loaded => Once.Value;

    public NetworkState State { get; private set; } = NetworkState.Empty;

    /// <summary>Everything that was refused, with the row or entry at fault; a good file leaves it empty.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Somebody who manages both programmes.</summary>
    private Actor Manager => new Actor.Member(State.PersonByReference["DS-001"]);

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Conventions.Repository.Root, "samples", .. parts]);

    public static IntakeReading Read(ImportKind kind, params ReadOnlySpan<string> parts) => IntakeReader.Read(kind, File.ReadAllBytes(PathOf(parts)));

    /// <summary>What an import of a file would say on the demo network, which stays as it is.</summary>
    public static IReadOnlyList<RowOutcome> Tried(ImportKind kind, params ReadOnlySpan<string> parts)
    {
        var command = new ImportCommand.Commit(null, kind, parts[^1], Read(kind, parts).Rows);
        var outcome = Domain.Handle(Loaded.State, new Envelope(command, Actor.Operator, Now, UInt128.One << 100));
        return outcome.Decision.Subject.Is<Import>(out var import) ? outcome.After.Imports[import].Rows : [];
    }

    private void Import(Actor by, ImportKind kind, string name)
    {
        var reading = Read(kind, "demo", name);
        Refused.AddRange(reading.Faults.Select(fault => $"{name}:{fault.Row}: {fault.Refusal.Message}"));
        if (Do(by, new ImportCommand.Commit(null, kind, name, reading.Rows)) is not { } id || !id.Is<Import>(out var import)) return;
        Refused.AddRange(State.Imports[import].Rows.SelectMany(row => row.Faults, (row, fault) => $"{name}:{row.Number}: {fault.Path}: {fault.Code}"));
    }

    private void Found()
    {
        var network = Json("network.json");
        Do(Actor.Operator, new NetworkCommand.Found(
            network.GetProperty("slug").GetString()!, network.GetProperty("name").GetString()!, Words(network, "languages"), network.GetProperty("timeZone").GetString()!));
        foreach (var region in network.GetProperty("regions").EnumerateArray())
        {
            Do(Actor.Operator, new NetworkCommand.DefineRegion(
                region.GetProperty("code").GetString()!, region.GetProperty("name").GetString()!, Text(region, "parent"), Words(region, "neighbours"), region.GetProperty("peripheral").GetBoolean()));
        }
    }

    private void Start(JsonElement programme)
    {
        var pack = PackReader.Read("pack", File.ReadAllBytes(PathOf("..", "packs", $"{programme.GetProperty("pack").GetString()}.json"))).Pack!;
        Do(Actor.Operator, new ProgrammeCommand.Start(
            programme.GetProperty("name").GetString()!,
            pack,
            Text(programme, "region"),
            State.OrganisationByReference[programme.GetProperty("organisation").GetString()!],
            MeetingMode.Blended,
            LocalDatePattern.Iso.Parse(programme.GetProperty("startsOn").GetString()!).Value,
            LocalDatePattern.Iso.Parse(programme.GetProperty("endsOn").GetString()!).Value,
            Words(programme, "managers").Select(person => State.PersonByReference[person]).ToValueList()));
    }

    private void Apply(JsonElement application)
    {
        var programme = ProgrammeOf(application.GetProperty("programme").GetString()!);
        var role = Enum.Parse<CircleRole>(application.GetProperty("role").GetString()!, ignoreCase: true);
        // What mentees are asked before mentors are, the stages see to.
        if (role == CircleRole.Mentor && programme.Stage == "select") Reach("train-mentors");
        var id = Do(Manager, new ApplicationCommand.Apply(programme.Id, Person(application.GetProperty("person")), role, Text(application, "kind"), Text(application, "motivation")));
        if (Text(application, "decision") is { } decision && id is { } made && made.Is<Application>(out var there))
            Do(Manager, new ApplicationCommand.Decide(there, decision == "accepted", Text(application, "reason")!));
    }

    private void Hold(JsonElement entry)
    {
        var reference = entry.GetProperty("session").GetString()!;
        var id = State.Sessions.Values.Single(other => other.Reference == reference).Id;
        var attendance = entry.GetProperty("attendance").EnumerateObject()
            .Select(one => new Attended(State.PersonByReference[one.Name], Enum.Parse<Attendance>(one.Value.GetString()!, ignoreCase: true)));
        Do(Manager, new SessionCommand.Hold(id, attendance.ToValueList()));
        var session = State.Sessions[id];
        var circle = State.Circles[session.Circle];
        if (Text(entry, "text") is { } text) Do(new Actor.Member(DiaryKeeping.KeeperOf(State, circle, session)!.Value), new DiaryCommand.Write(id, text));
        if (Text(entry, "remark") is { } remark) Do(new Actor.Member(circle.In(CircleRole.Mentor).First().Person), new DiaryCommand.Remark(id, remark));
    }

    /// <summary>Brings each programme to the first of the stages that its pack has, gate by gate.</summary>
    private void Reach(params string[] stages)
    {
        foreach (var programme in State.Programmes.Values)
        {
            var all = State.PackOf(programme).Stages.Select(stage => stage.Id).ToList();
            var goal = stages.FirstOrDefault(all.Contains) ?? programme.Stage;
            var described = Json("network.json").GetProperty("programmes").EnumerateArray().Single(one => one.GetProperty("name").GetString() == programme.Name);
            foreach (var what in Words(described, "declared")) Do(Manager, new ProgrammeCommand.Declare(programme.Id, what));
            for (var at = all.IndexOf(programme.Stage); at < all.IndexOf(goal); at++) Do(Manager, new ProgrammeCommand.Advance(programme.Id, all[at + 1]));
        }
    }

    private AnyId? Do(Actor by, Command command)
    {
        var outcome = Domain.Handle(State, new Envelope(command, by, Now, (UInt128)(seed++) << 32));
        Refused.AddRange(outcome.Decision.Refusals.Select(refusal => $"{command.GetType().Name}: {refusal.Code} {refusal.Path}"));
        State = outcome.After;
        return outcome.Decision.IsRefused ? null : outcome.Decision.Subject;
    }

    private Programme ProgrammeOf(string name) => State.Programmes.Values.Single(programme => programme.Name == name);

    private Id<Person> Person(JsonElement reference) => State.PersonByReference[reference.GetString()!];

    private static string? Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ValueList<string> Words(JsonElement element, string key) =>
        element.GetProperty(key).EnumerateArray().Select(word => word.GetString()!).ToValueList();

    private JsonElement Json(string name)
    {
        if (!files.TryGetValue(name, out var file)) files[name] = file = JsonDocument.Parse(File.ReadAllText(PathOf("demo", name))).RootElement;
        return file;
    }
}
