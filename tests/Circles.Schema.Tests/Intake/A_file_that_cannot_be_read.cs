using Circles.Grains.Imports;
using Circles.Schema.Intake;

namespace Circles.Schema.Tests.Intake;

public sealed class A_file_that_cannot_be_read
{
    [Theory]
    [InlineData("IMPORT_FILE_EMPTY", 0, null, "")]
    [InlineData("IMPORT_FILE_EMPTY", 0, null, "\r\n \r\n")]
    [InlineData("IMPORT_FILE_EMPTY", 0, null, ",,\n,,\n")]
    [InlineData("IMPORT_NO_ROWS", 0, null, "name,email\n")]
    [InlineData("IMPORT_NO_ROWS", 0, null, "name,email\n,\n")]
    [InlineData("IMPORT_HEADER_UNKNOWN", 1, null, "Ana,ana@example.org\nBen,ben@example.org\n")]
    [InlineData("IMPORT_COLUMN_MISSING", 1, null, "email,ref\nana@example.org,1\n")]
    [InlineData("IMPORT_COLUMN_TWICE", 1, "E-mail address", "name,Mail,E-mail address\nAna,a@example.org,b@example.org\n")]
    [InlineData("IMPORT_QUOTE_NOT_CLOSED", 3, null, "name,ref\nAna,1\n\"Ben,2\nCem,3\n")]
    [InlineData("IMPORT_QUOTE_NOT_CLOSED", 1, null, "\"name,ref\nAna,1\n")]
    [InlineData("IMPORT_NOT_A_TABLE", 2, null, "name,ref\nAna\0,1\n")]
    public void tells_why_and_where_and_gives_no_rows(string code, int row, string? column, string text)
    {
        var reading = Office.ReadPeople(text);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((code, row, column), (fault.Refusal.Code, fault.Row, fault.Column));
        Assert.Empty(reading.Rows);
        Assert.False(reading.IsReadable);
    }

    [Fact]
    public void tells_every_column_that_is_missing() =>
        Assert.Equal(["date", "time"], IntakeReader.Read(ImportKind.Sessions, "circle\nC-1\n"u8.ToArray()).Faults.Select(fault => fault.Refusal.Path));

    [Fact]
    public void tells_which_columns_stand_for_the_same_field() => Assert.Equal(
        "The columns \"Ref\" and \"ID\" both stand for \"reference\".",
        Office.ReadPeople("name,Ref,ID\nAna,1,2\n").Faults[0].Refusal.Message);

    [Fact]
    public void may_have_too_many_columns()
    {
        var header = string.Join(',', Enumerable.Range(0, Limits.Import.ColumnsMax + 1).Select(i => i == 0 ? "name" : $"x{i}"));
        Assert.Equal("IMPORT_TOO_MANY_COLUMNS", Assert.Single(Office.ReadPeople($"{header}\nAna\n").Faults).Refusal.Code);
    }

    [Fact]
    public void may_have_too_many_rows()
    {
        var reading = Office.ReadPeople("name\n" + string.Concat(Enumerable.Repeat("Ana\n", Limits.Import.RowsMax + 1)));
        Assert.Equal(("IMPORT_TOO_MANY_ROWS", 0), (Assert.Single(reading.Faults).Refusal.Code, reading.Rows.Count));
    }

    [Fact]
    public void may_be_too_large() => Assert.Equal(
        "IMPORT_FILE_TOO_LARGE", Assert.Single(IntakeReader.Read(ImportKind.People, new byte[Limits.Import.FileBytesMax + 1]).Faults).Refusal.Code);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16le")]
    [InlineData("windows-1255")]
    public void may_be_in_another_encoding_than_the_sender_says(string told)
    {
        byte[] file = [.. "name\n"u8, 0xDF, 0xFF];
        Assert.Equal("IMPORT_ENCODING", Assert.Single(IntakeReader.Read(ImportKind.People, file, told).Faults).Refusal.Code);
    }

    [Fact]
    public void may_be_in_an_encoding_that_nobody_knows() => Assert.Equal(
        "IMPORT_ENCODING_UNKNOWN", Assert.Single(IntakeReader.Read(ImportKind.People, "name\nAna\n"u8.ToArray(), "klingon").Faults).Refusal.Code);

    [Fact]
    public void may_be_a_spreadsheet_and_no_table() => Assert.False(
        IntakeReader.Read(ImportKind.People, new byte[] { 0x50, 0x4B, 3, 4, 0x14, 0, 6, 0, 8, 0, 0, 0, 0x21, 0, 0xB5 }).IsReadable);
}

public sealed class A_row_that_cannot_be_read
{
    [Fact]
    public void is_told_with_its_number_and_the_others_are_read()
    {
        var reading = Office.ReadPeople("name,ref\nAna,1\nBen,2,oops, more\nCem,3,,\n");
        Assert.Equal(
            [(2, null), (3, "IMPORT_ROW_TOO_LONG"), (4, null)],
            reading.Rows.Select(row => (row.Number, row.Unreadable?.Code)));
        Assert.Equal("This row has 4 cells under 2 columns.", reading.Rows[1].Unreadable!.Message);
        Assert.True(reading.IsReadable);
    }

    [Fact]
    public void leaves_a_file_readable_even_when_all_rows_are_so() => Assert.True(Office.ReadPeople("name,ref\nAna,1,2\n").IsReadable);
}
