using Circles.Grains.Imports;
using Circles.Schema.Intake;

namespace Circles.Schema.Tests.Intake;

public sealed class Headers_of_a_table
{
    private static readonly ImportKind[] Kinds = Enum.GetValues<ImportKind>();

    [Theory]
    [InlineData("E-MAIL", "email")]
    [InlineData("e mail", "email")]
    [InlineData("E_Mail:", "email")]
    [InlineData("Imie i Nazwisko", "name")]
    [InlineData("JĘZYKI", "languages")]
    [InlineData("jezyki", "languages")]
    [InlineData("Znajomosc jezykow", "languages")]
    [InlineData("דוא\"ל", "email")]
    [InlineData("דוא״ל", "email")]
    [InlineData("שֵׁם מָלֵא", "name")]
    [InlineData("\u200Fמחפש/ת", "seeks")]
    [InlineData("Shoe size", null)]
    [InlineData("", null)]
    public void are_known_whatever_their_case_spaces_hyphens_and_accents(string header, string? field) =>
        Assert.Equal(field, IntakeHeaders.FieldOf(ImportKind.People, header));

    [Fact]
    public void are_known_by_every_name_in_the_table_in_every_kind_of_file_that_has_the_field() => Assert.All(
        from kind in Kinds
        from known in IntakeHeaders.All
        where ImportFields.Of(kind).Any(column => column.Field == known.Field)
        select (kind, known),
        row => Assert.Equal(row.known.Field, IntakeHeaders.FieldOf(row.kind, row.known.Header)));

    [Fact]
    public void have_a_name_in_each_language_for_every_field()
    {
        var fields = Kinds.SelectMany(ImportFields.Of).Select(column => column.Field).Distinct();
        Assert.All(fields, field => Assert.Equal(
            ["en", "he", "pl"], IntakeHeaders.All.Where(known => known.Field == field).Select(known => known.Language).Distinct().Order()));
    }

    [Fact]
    public void may_be_the_names_of_the_fields_themselves() => Assert.All(
        from kind in Kinds from column in ImportFields.Of(kind) select (kind, column.Field),
        row => Assert.Equal(row.Field, IntakeHeaders.FieldOf(row.kind, row.Field)));

    [Fact]
    public void mean_what_the_kind_of_file_lets_them_mean()
    {
        Assert.Equal("kind", IntakeHeaders.FieldOf(ImportKind.Organisations, "typ"));
        Assert.Equal("form", IntakeHeaders.FieldOf(ImportKind.Circles, "typ"));
        Assert.Null(IntakeHeaders.FieldOf(ImportKind.Sessions, "typ"));
    }
}
