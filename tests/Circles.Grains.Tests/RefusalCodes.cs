using System.Reflection;
using System.Text.RegularExpressions;
using Circles.Conventions;
using Circles.Grains.Kernel;

namespace Circles.Grains.Tests;

public sealed partial class Every_refusal
{
    /// <summary>Codes that no command of the domain answers: the schema and the gateway use them.</summary>
    private static readonly string[] Elsewhere = ["PACK_UNKNOWN"];

    [Fact]
    public void is_asserted_somewhere_in_these_tests()
    {
        var tests = Directory.EnumerateFiles(Repository.FullPath("tests/Circles.Grains.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("RefusalCodes.cs", StringComparison.Ordinal))
            .SelectMany(path => Code().Matches(File.ReadAllText(path)).Select(match => match.Value));
        Assert.Empty(Codes().Except(tests).Except(Elsewhere));
    }

    private static IEnumerable<string> Codes() =>
        from type in typeof(Refusal).Assembly.GetTypes()
        where type.Name.EndsWith("Errors", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.ReturnType == typeof(Refusal)
        select ((Refusal)method.Invoke(null, [.. method.GetParameters().Select(StandIn)])!).Code;

    private static object? StandIn(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x"
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : parameter.ParameterType == typeof(global::Circles.Grains.Packs.GateRule) ? Town.LsePack.Stages[1].Gate[0]
        : null;

    [GeneratedRegex("[A-Z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
