using FsCheck;
using FsCheck.Fluent;

namespace Circles.Schema.Tests.Intake;

public sealed class Reading_a_cell
{
    [Theory]
    [InlineData("  Ana  ", "Ana")]
    [InlineData("\" Ana \"", "Ana")]
    [InlineData("\"Ana \"\"Nan\"\" Li\"", "Ana \"Nan\" Li")]
    [InlineData("5\" pipe", "5\" pipe")]
    [InlineData("\u00A0Ana\u00A0", "Ana")]
    public void keeps_what_was_written_and_no_space_around_it(string written, string read) => Assert.Equal(read, Office.Cell(written));

    [Theory]
    [InlineData("=\"007\"", "007")]
    [InlineData("\"=\"\"007\"\"\"", "007")]
    [InlineData("'007", "007")]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("'", "'")]
    public void knows_how_spreadsheets_keep_a_number_text(string written, string read) => Assert.Equal(read, Office.Cell(written));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("@SUM(A1:A9)")]
    [InlineData("+48 600 000 000")]
    public void never_calculates(string formula) => Assert.Equal(formula, Office.Cell(formula));

    [Fact]
    public void composes_letters_and_accents() => Assert.Equal("Zażółć", Office.Cell("Zaz\u0307o\u0301łc\u0301"));

    [Theory]
    [InlineData("\u202Bדנה\u202C", "דנה")]
    [InlineData("\u200FAna\u200E", "Ana")]
    [InlineData("\u2067דנה\u2069", "דנה")]
    [InlineData("a\u200Db", "a\u200Db")]
    public void drops_marks_of_direction_and_no_others(string written, string read) => Assert.Equal(read, Office.Cell(written));

    [Fact]
    public void is_left_out_when_it_is_empty() => Assert.Equal(["name"], Office.ReadPeople("name,ref\nAna, \n").Rows[0].Cells.Keys);

    [Fact]
    public void gives_back_whatever_was_written_in_any_encoding_and_with_any_delimiter()
    {
        // The letters, delimiters, quotation marks and line ends that could be taken for one another.
        var letter = Gen.Elements("aZ9 ,;\t\"\n'=|łŻśאתש־é€".ToCharArray());
        var cell = letter.ArrayOf().Select(letters => new string(letters).Trim()).Where(text => text is not ([] or ['\'', ..] or ['=', ..]));
        var table = (from cells in cell.ListOf() from delimiter in Gen.Elements(',', ';', '\t') from encoding in Gen.Elements("utf-8", "utf-16le", "utf-16be") select (cells, delimiter, encoding))
            .Where(written => written.cells.Count > 0)
            .ToArbitrary();
        Prop.ForAll(table, written =>
        {
            string[][] rows = [["ref", "name"], .. written.cells.Select((text, i) => new[] { $"P{i}", text })];
            var file = Office.Save(Office.Table(written.delimiter, rows), written.encoding, mark: true);
            var reading = Schema.Intake.IntakeReader.Read(Grains.Imports.ImportKind.People, file);
            return reading.Faults.IsEmpty && reading.Rows.Select(row => row.Cells["name"]).SequenceEqual(written.cells);
        }).QuickCheckThrowOnFailure();
    }
}
