using Circles.GraphQL.Execution;
using Circles.GraphQL.Tests.Differential;

namespace Circles.GraphQL.Tests.Validation;

/// <summary>What the reference does not decide: it fails where a root selection of a subscription depends on a variable.</summary>
public sealed class A_subscription_whose_stream_depends_on_a_variable
{
    [Theory]
    [InlineData("subscription S($v: Boolean!) { heard @skip(if: $v) }", "Subscription \"S\"")]
    [InlineData("subscription ($v: Boolean!) { ... @include(if: $v) { heard } }", "Anonymous Subscription")]
    [InlineData("subscription ($v: Boolean!) { ...F } fragment F on Subscription { heard @include(if: $v) }", "Anonymous Subscription")]
    public void is_refused(string document, string who) => Assert.Equal(
        $"{who} must not use `@skip` or `@include` directives in the top level selection.",
        Assert.Single(new GraphQLEngine(Wilds.Schema).Prepare(document).Errors).Message);

    [Fact]
    public void is_accepted_when_only_what_lies_below_the_root_does() =>
        Assert.Empty(new GraphQLEngine(Wilds.Schema).Prepare("subscription ($v: Boolean!) { seen { id @skip(if: $v) } }").Errors);
}
