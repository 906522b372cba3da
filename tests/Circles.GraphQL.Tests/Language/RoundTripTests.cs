using Circles.GraphQL.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Circles.GraphQL.Tests.Language;

public sealed class Printing_and_reading_back
{
    private static readonly Gen<string> Name = Gen.Elements("a", "b", "on", "type", "null_", "_x1", "fragment", "input");

    private static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<string>()
        .Select(text => new string([.. (text ?? "").Where(unit => !char.IsSurrogate(unit))]));

    private static Gen<string> Value(int size) => size <= 0 ? Leaf : Gen.OneOf(
        Leaf,
        Value(size / 3).ListOf().Select(items => $"[{string.Join(' ', items.Take(4))}]"),
        Name.Zip(Value(size / 3)).ListOf().Select(fields => $"{{{string.Join(',', fields.Take(4).Select(f => $"{f.Item1}:{f.Item2}"))}}}"));

    private static Gen<string> Leaf => Gen.OneOf(
        ArbMap.Default.GeneratorFor<int>().Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Elements("1.5", "-2e10", "true", "false", "null", "$v", "ENUM"),
        Text.Select(text => Printer.Print(new StringValueNode(text, block: false, default))),
        Text.Select(text => $"\"\"\"{text.Replace("\"\"\"", "", StringComparison.Ordinal).Replace('\\', '/').TrimEnd('"')}\"\"\"")
            .Where(text => !text.StartsWith("\"\"\"\"", StringComparison.Ordinal) || text == "\"\"\"\"\"\""));

    private static Gen<string> Selections(int size) =>
        Selection(size / 2).ListOf().Select(items => $"{{{string.Join(' ', items.Take(4).DefaultIfEmpty("x"))}}}");

    private static Gen<string> Selection(int size) => size <= 0
        ? Name
        : Gen.OneOf(
            Name,
            Name.Zip(Name).Select(both => $"{both.Item1}:{both.Item2}"),
            Name.Zip(Value(size)).Select(both => $"{both.Item1}(arg:{both.Item2})@dir(if:{both.Item2})"),
            Name.Zip(Selections(size)).Select(both => both.Item1 + both.Item2),
            Name.Where(name => name != "on").Select(name => $"...{name}"),
            Selections(size).Select(inner => $"...on T {inner}"));

    [Fact]
    public void gives_the_same_text_again_and_the_same_values() =>
        Prop.ForAll(Gen.Sized(Selections).ToArbitrary(), text =>
        {
            var printed = Printer.Print(Parser.Parse(text));
            return Printer.Print(Parser.Parse(printed)) == printed && Compact(printed) == Compact(Printer.Print(Parser.Parse(printed)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void keeps_every_string_whatever_stands_in_it() =>
        Prop.ForAll(Text.ToArbitrary(), text =>
            ((StringValueNode)Parser.ParseValue(Printer.Print(new StringValueNode(text, block: false, default)))).Value == text)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void answers_any_text_at_all_with_a_tree_or_a_syntax_error() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            try
            {
                _ = Parser.Parse("{a" + text);
                return true;
            }
            catch (GraphQLError error)
            {
                return error.Code == ErrorCodes.ParseFailed;
            }
        }).QuickCheckThrowOnFailure();

    private static string Compact(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
