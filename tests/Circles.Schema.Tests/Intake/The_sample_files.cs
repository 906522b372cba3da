using System.Text.Json;
using Circles.Grains.Circles;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.Sessions;

namespace Circles.Schema.Tests.Intake;

public sealed class The_files_of_the_demo_network
{
    private static readonly NetworkState State = DemoNetwork.Loaded.State;

    [Fact]
    public void are_taken_by_the_domain_without_one_refusal() => Assert.Empty(DemoNetwork.Loaded.Refused);

    [Theory]
    [InlineData(ImportKind.Organisations, "organisations.csv", "utf-8", ';', 40)]
    [InlineData(ImportKind.People, "people-dolnoslaskie.csv", "windows-1250", ';', 120)]
    [InlineData(ImportKind.People, "people-haifa.csv", "windows-1255", ',', 90)]
    [InlineData(ImportKind.People, "people-ireland.csv", "utf-16le", '\t', 90)]
    [InlineData(ImportKind.Circles, "circles.csv", "utf-8", ',', 30)]
    [InlineData(ImportKind.Sessions, "sessions.csv", "utf-8", ',', 120)]
    public void are_written_as_different_offices_write_them(ImportKind kind, string file, string encoding, char delimiter, int rows)
    {
        var reading = DemoNetwork.Read(kind, "demo", file);
        Assert.Empty(reading.Faults);
        Assert.Empty(reading.UnmappedColumns);
        Assert.Equal((encoding, delimiter, rows), (reading.Encoding, reading.Delimiter, reading.Rows.Count));
    }

    [Fact]
    public void bring_both_programmes_to_the_stage_that_they_tell()
    {
        using var network = JsonDocument.Parse(File.ReadAllText(DemoNetwork.PathOf("demo", "network.json")));
        Assert.Equal(
            network.RootElement.GetProperty("programmes").EnumerateArray().Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("stage").GetString()!)).Order(),
            State.Programmes.Values.Select(programme => (programme.Name, programme.Stage)).Order());
    }

    [Fact]
    public void have_circles_of_every_form_and_every_visibility_with_the_seats_that_they_need()
    {
        Assert.Equal(30, State.Circles.Count);
        Assert.Equal(Enum.GetValues<CircleForm>(), State.Circles.Values.Select(circle => circle.Form).Distinct().Order());
        Assert.Equal(Enum.GetValues<CircleAudience>(), State.Circles.Values.Select(circle => circle.Visibility).Distinct().Order());
        Assert.All(State.Circles.Values, circle => Assert.All(
            State.PackOf(State.Programmes[circle.Programme]).Form(circle.Form)!.Seats,
            seats => Assert.InRange(circle.In(seats.Role).Count(), seats.Min, seats.Max)));
    }

    [Fact]
    public void have_sessions_before_and_after_the_winter_of_which_half_were_held_and_most_of_those_have_a_diary()
    {
        Assert.Equal((120, 60), (State.Sessions.Count, State.Sessions.Values.Count(session => session.Status == SessionStatus.Held)));
        Assert.Equal(51, State.Diaries.Count);
        Assert.Equal(27, State.Diaries.Values.Count(entry => entry.Remark is not null));
    }

    [Fact]
    public void have_people_with_addresses_that_belong_to_nobody_and_no_two_of_one_name()
    {
        Assert.Equal(300, State.People.Values.Select(person => person.Name).Distinct().Count());
        Assert.All(State.People.Values, person => Assert.Matches("^[a-z.0-9]+@example\\.(org|com)$", person.Email));
    }

    [Fact]
    public void have_organisations_of_every_kind() =>
        Assert.Equal(Enum.GetValues<OrganisationKind>(), State.Organisations.Values.Select(organisation => organisation.Kind).Distinct().Order());

    [Fact]
    public void become_one_thing_for_each_row_and_one_application_for_each_entry()
    {
        using var applications = JsonDocument.Parse(File.ReadAllText(DemoNetwork.PathOf("demo", "applications.json")));
        Assert.Equal(applications.RootElement.GetArrayLength(), State.Applications.Count);
        Assert.All(State.Imports.Values, import => Assert.All(import.Rows, row => Assert.Equal(RowGroup.New, row.Group)));
    }

    [Theory]
    [InlineData(ImportKind.Organisations, "organisations.csv")]
    [InlineData(ImportKind.People, "people-haifa.csv")]
    public void change_nothing_when_they_are_read_again(ImportKind kind, string file) =>
        Assert.All(DemoNetwork.Tried(kind, "demo", file), row => Assert.Equal(RowGroup.AlreadyThere, row.Group));
}

public sealed class The_faulty_sample_file
{
    [Fact]
    public void is_told_row_by_row_in_three_groups()
    {
        var rows = DemoNetwork.Tried(ImportKind.People, "faulty", "people-faulty.csv");
        Assert.Equal(
            [
                "2 New", "3 Faulty region REGION_UNKNOWN", "4 Faulty email EMAIL_INVALID", "5 Faulty name REQUIRED",
                "6 Faulty organisation IMPORT_ORGANISATION_UNKNOWN", "7 AlreadyThere", "8 Faulty email EMAIL_TAKEN", "9 New",
                "10 Faulty email IMPORT_PERSON_NEEDS_KEY", "11 New", "12 Faulty languages LANGUAGE_INVALID", "13 New",
            ],
            rows.Select(row => string.Join(' ', [$"{row.Number} {row.Group}", .. row.Faults.Select(fault => $"{fault.Path} {fault.Code}")])));
    }
}
