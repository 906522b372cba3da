using System.Text.Json;
using Circles.Conventions;
using Circles.Grains.Circles;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;

namespace Circles.Grains.Tests.Packs;

public sealed class The_description_of_packs
{
    [Fact]
    public void explains_every_rule_once_and_no_other()
    {
        var page = File.ReadAllText(Repository.FullPath("docs/process-packs.md"));
        var table = page[page.IndexOf("| rule |", StringComparison.Ordinal)..];
        Assert.Equal(PackRule.All, table.Split("\n| `").Skip(1).Select(row => row.Split('`')[0]));
    }

    [Fact]
    public void lists_every_rule_that_the_reader_knows() => Assert.Equal(
        typeof(PackRule).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(), PackRule.All.Order());

    [Fact]
    public void has_a_faulty_pack_for_every_rule_in_its_tests()
    {
        string[] ofWholeFiles = [PackRule.FileTooLarge, PackRule.NotUtf8, PackRule.JsonSyntax, PackRule.TooManyFaults];
        Assert.Equal(
            PackRule.All.Order(), Reading_a_faulty_pack.Slips.Select(slip => slip.Rule).Concat(ofWholeFiles).Distinct().Order());
    }

    [Fact]
    public void knows_the_same_words_in_schema_and_code()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.FullPath("docs/process-pack.schema.json")));
        var parts = schema.RootElement.GetProperty("$defs");
        Assert.Equal(Words<CircleRole>(), WordsOf("role"));
        Assert.Equal(Words<CircleForm>(), WordsOf("form"));
        Assert.Equal(Words<MeetingMode>(), WordsOf("mode"));
        Assert.Equal(Words<CircleAudience>(), WordsOf("visibility"));
        Assert.Equal(Words<SessionPosition>(), WordsOf("position"));
        Assert.Equal(Words<Activity>(), WordsOf("activity"));
        Assert.Equal(
            Words<GateKind>(),
            parts.GetProperty("gateRule").GetProperty("oneOf").EnumerateArray()
                .Select(kind => kind.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString()!).Order());

        IEnumerable<string> WordsOf(string part) => parts.GetProperty(part).GetProperty("enum").EnumerateArray().Select(word => word.GetString()!).Order();
    }

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Order();
}
