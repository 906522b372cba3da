using Circles.Grains.Kernel;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using Circles.Schema.Texts;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class UserErrorType
{
    public static readonly ObjectType<Refusal> Type = new("UserError", "Why something was not done. The codes are listed in docs/errors.md.", () =>
    [
        new("code", Scalars.Text.NonNull, "For programs; for good.", (refusal, _) => refusal.Code),
        new("message", Scalars.Text.NonNull, "For people, in their language.", (refusal, query) => Messages.Of(refusal, query.Language)),
        new("path", Scalars.Text.NonNull.List.NonNull, "The input field at fault, from the input's root; empty when it is no one field.",
            (refusal, _) => refusal.Path.Length == 0 ? [] : refusal.Path.Split('.')),
        new("retryable", Scalars.Boolean.NonNull, "Whether the same request can succeed later without a change.", (refusal, _) => refusal.Retryable),
    ])
    {
        Guard = Seen.ByWhoeverAsks,
        AppliedDirectives = [Subgraph.Shareable],
    };
}
