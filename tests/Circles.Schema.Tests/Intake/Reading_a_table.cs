using System.Text;
using Circles.Grains.Imports;
using Circles.Schema.Intake;

namespace Circles.Schema.Tests.Intake;

public sealed class Reading_a_table
{
    private static readonly string[][] Polish =
    [
        ["Imię i nazwisko", "Adres e-mail", "Umiejętności", "Uwagi własne"],
        ["Żaneta Łącka-Świerk", "zaneta@example.org", "łączność; księgowość, ćwiczenia", "ulubiony \"kącik\"\r\nprzy oknie"],
        ["Józef Źródlak", "", "śpiew", ""],
    ];

    private static readonly string[][] Hebrew =
    [
        ["שם מלא", "דוא\"ל", "מיומנויות", "הערה"],
        ["שלומית בן־חורין", "shlomit@example.org", "הנהלת חשבונות; משא ומתן, תכנות", "ליד ה\"חלון\"\r\nבקומה ב׳"],
        ["ג׳ובראן סאלם", "", "צילום", ""],
    ];

    public static TheoryData<string, bool, string, char> EveryWay => new(
        from delimiter in new[] { ',', ';', '\t' }
        from saved in new[]
        {
            ("utf-8", false, "pl"), ("utf-8", true, "pl"), ("utf-16le", true, "pl"), ("utf-16le", false, "pl"), ("utf-16be", true, "pl"),
            ("utf-16be", false, "pl"), ("windows-1250", false, "pl"), ("utf-8", false, "he"), ("utf-8", true, "he"), ("utf-16le", true, "he"),
            ("utf-16le", false, "he"), ("utf-16be", true, "he"), ("utf-16be", false, "he"), ("windows-1255", false, "he"),
        }
        select (saved.Item1, saved.Item2, saved.Item3, delimiter));

    [Theory]
    [MemberData(nameof(EveryWay))]
    public void gives_the_same_rows_in_every_encoding_with_every_delimiter(string encoding, bool mark, string language, char delimiter)
    {
        var table = language == "pl" ? Polish : Hebrew;
        var reading = IntakeReader.Read(ImportKind.People, Office.Save(Office.Table(delimiter, table), encoding, mark));
        Assert.Empty(reading.Faults);
        Assert.Equal((encoding, delimiter), (reading.Encoding, reading.Delimiter));
        Assert.Equal([table[0][3]], reading.UnmappedColumns);
        Assert.Equal([2, 3], reading.Rows.Select(row => row.Number));
        Assert.Equal(
            [("name", table[1][0]), ("email", table[1][1]), ("skills", table[1][2])],
            reading.Rows[0].Cells.Select(cell => (cell.Key, cell.Value)).OrderBy(cell => Array.IndexOf(["name", "email", "skills"], cell.Key)));
        Assert.Equal([("name", table[2][0]), ("skills", table[2][2])], reading.Rows[1].Cells.Select(cell => (cell.Key, cell.Value)));
    }

    [Theory]
    [InlineData("windows-1250", "Grüße, Jürgen Weiß und André")]
    [InlineData("windows-1250", "Příliš žluťoučký kůň")]
    [InlineData("windows-1250", "ó")]
    [InlineData("windows-1255", "של")]
    [InlineData("windows-1255", "Haifa חיפה and Akko")]
    public void tells_the_two_Windows_encodings_apart_by_how_letters_stand_together(string encoding, string name)
    {
        var reading = IntakeReader.Read(ImportKind.People, Office.Save($"name\r\n\"{name}\"\r\n", encoding));
        Assert.Equal((encoding, name), (reading.Encoding, reading.Rows[0].Cells["name"]));
    }

    [Theory]
    [InlineData("windows-1255")]
    [InlineData("WINDOWS-1255")]
    public void believes_a_sender_who_knows_the_encoding(string told) =>
        Assert.Equal("ף", IntakeReader.Read(ImportKind.People, Office.Save("name\nף\n", "windows-1255"), told).Rows[0].Cells["name"]);

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void takes_utf_16_as_the_mark_says(string saved) =>
        Assert.Equal("Ala", IntakeReader.Read(ImportKind.People, Office.Save("name\nAla\n", saved, mark: true), "utf-16").Rows[0].Cells["name"]);

    [Fact]
    public void takes_columns_in_any_order_and_leaves_out_those_it_does_not_know()
    {
        var reading = Office.ReadPeople("Shoe size;Ref;Seeks;Full name\n38;P-1;calm;Ana\n");
        Assert.Equal(["Shoe size"], reading.UnmappedColumns);
        Assert.Equal([("name", "Ana"), ("reference", "P-1"), ("seeks", "calm")], reading.Rows[0].Cells.Select(cell => (cell.Key, cell.Value)));
    }

    [Fact]
    public void takes_the_delimiter_under_which_the_header_makes_sense()
    {
        Assert.Equal(';', Office.ReadPeople("Full name;\"Skills, if any\";E-mail\nAna;a, b;\n").Delimiter);
        Assert.Equal('\t', Office.ReadPeople("Name\tNotes, remarks, and so on\nAna\tx\n").Delimiter);
        Assert.Equal(',', Office.ReadPeople("name\nAna\n").Delimiter);
    }

    [Theory]
    [InlineData("sep=;\r\nname;ref\r\nAna;1\r\n")]
    [InlineData("SEP=;\nname;ref\nAna;1")]
    public void takes_the_delimiter_that_Excel_notes_and_does_not_count_the_note_as_a_row(string text)
    {
        var reading = Office.ReadPeople(text);
        Assert.Equal((';', 2, "1"), (reading.Delimiter, reading.Rows[0].Number, reading.Rows[0].Cells["reference"]));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void numbers_rows_as_a_spreadsheet_does(string lineEnd)
    {
        string[] lines = ["", "name,ref", "\"Ana" + lineEnd + "Maria\",1", "", ",", "Ben,2", " , "];
        var reading = Office.ReadPeople(string.Join(lineEnd, lines));
        Assert.Empty(reading.Faults);
        Assert.Equal([(3, "1"), (6, "2")], reading.Rows.Select(row => (row.Number, row.Cells["reference"])));
    }

    [Fact]
    public void reads_a_last_row_without_a_line_end_and_rows_with_fewer_cells() =>
        Assert.Equal(["Ana", "Ben"], Office.ReadPeople("name,ref,email\nAna\nBen,2").Rows.Select(row => row.Cells["name"]));

    [Fact]
    public void reads_twenty_thousand_people()
    {
        var rows = Enumerable.Range(1, 20_000).Select(i => new[] { $"P-{i}", $"Żaneta \"{i}\" Łącka", $"zaneta.{i}@example.org", "pl, en" });
        var reading = IntakeReader.Read(ImportKind.People, Office.Save(Office.Table(';', [["nr", "nazwisko i imię", "e-mail", "języki"], .. rows]), "windows-1250"));
        Assert.Equal((20_000, 20_001, "Żaneta \"20000\" Łącka"), (reading.Rows.Count, reading.Rows[^1].Number, reading.Rows[^1].Cells["name"]));
    }

    [Fact]
    public void reads_a_cell_of_many_megabytes() =>
        Assert.Equal(8_000_000, Office.Cell($"\"{new string('x', 4_000_000)}{string.Concat(Enumerable.Repeat("\"\"\n", 2_000_000))}x\"").Length - 1);
}
