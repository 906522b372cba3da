namespace Circles.Conventions;

/// <summary>One file, one test file and one place in the validator for each rule of the specification's "Validation".</summary>
public sealed class The_validation_rules
{
    private static readonly string[] Rules =
    [
        .. Repository.Under("src/Circles.GraphQL/Validation/Rules/", ".cs").Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    [Fact]
    public void each_have_a_test_file_that_holds_them_against_the_reference() => Offenders.None(
        from rule in Rules
        let test = Repository.FullPath($"tests/Circles.GraphQL.Tests/Validation/Rules/{rule}Tests.cs")
        where !File.Exists(test) || !File.ReadAllText(test).Contains($"RuleTests(\"{rule}\")", StringComparison.Ordinal)
        select $"{rule} has no {rule}Tests.cs");

    [Fact]
    public void are_all_run_by_the_validator()
    {
        var validator = File.ReadAllText(Repository.FullPath("src/Circles.GraphQL/Validation/Validator.cs"));
        Offenders.None(from rule in Rules where !validator.Contains($"new {rule}(context)", StringComparison.Ordinal) select $"{rule} is not run");
    }

    [Fact]
    public void are_those_of_the_specification_and_one_more() => Assert.Equal(28, Rules.Length);
}
