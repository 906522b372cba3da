using System.Reflection;
using System.Text.RegularExpressions;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;
using Circles.Schema.Texts;

namespace Circles.Schema.Tests;

public sealed partial class Messages_in_other_languages
{
    public static TheoryData<string> Languages => [.. Messages.Languages.Skip(1)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void say_every_refusal_and_keep_its_places(string language)
    {
        var texts = Messages.In(language);
        Assert.Empty(Refusals().Where(refusal => !texts.ContainsKey(refusal.Code)).Select(refusal => refusal.Code));
        Assert.All(Refusals(), refusal => Assert.Equal(Places(refusal.Template), Places(texts[refusal.Code])));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void say_every_audience_and_nothing_that_neither_it_nor_a_refusal_has(string language) =>
        Assert.Equal(
            Audience.All.Select(audience => audience.Code).Order(), Messages.In(language).Keys.Except(Refusals().Select(refusal => refusal.Code)).Order());

    [Fact]
    public void put_a_packs_own_words_in_their_language()
    {
        var title = new Grains.Kernel.Texts(
            System.Collections.Immutable.ImmutableSortedDictionary.CreateRange<string, string>([new("en", "Trained"), new("pl", "Przeszkoleni")]));
        var refusal = ProgrammeErrors.GateClosed(new GateRule(GateKind.Declared, title, null, 0, "trained"));
        Assert.Equal("Not done yet: Trained", Messages.Of(refusal, "en"));
        Assert.Equal("Jeszcze nie zrobiono: Przeszkoleni", Messages.Of(refusal, "pl"));
    }

    private static IEnumerable<Refusal> Refusals() =>
        from assembly in (Assembly[])[typeof(Refusal).Assembly, typeof(Silo.SiloErrors).Assembly, typeof(Messages).Assembly]
        from type in assembly.GetTypes()
        where type.Name.EndsWith("Errors", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.ReturnType == typeof(Refusal)
        select (Refusal)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "x",
        var type when type == typeof(GateRule) => new GateRule(
            GateKind.Declared, new Grains.Kernel.Texts(System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty), null, 0, null),
        var type when type == typeof(PackKey) => new PackKey("a", "1.0.0"),
        var type => Activator.CreateInstance(type),
    };

    private static IEnumerable<string> Places(string template) => Place().Matches(template).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
