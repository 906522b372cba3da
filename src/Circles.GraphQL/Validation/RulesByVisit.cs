using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Circles.GraphQL.Validation;

/// <summary>A place of the walk; its name is that of the <see cref="ValidationRule"/>'s method.</summary>
internal enum Visit
{
    EnterDocument,
    LeaveDocument,
    EnterOperation,
    LeaveOperation,
    EnterFragment,
    EnterVariableDefinition,
    EnterSelectionSet,
    EnterField,
    LeaveField,
    EnterFragmentSpread,
    EnterInlineFragment,
    EnterDirectives,
    EnterDirective,
    LeaveDirective,
    EnterArgument,
    EnterNamedType,
    EnterValue,
    LeaveValue,
    EnterObjectField,
}

/// <summary>
/// One document's rules by what they look at, in their order. Of some thirty rules few ask for a field or a value, and calling the
/// others for each would take longer than all that the rules do.
/// </summary>
internal sealed class RulesByVisit
{
    private static readonly Visit[] All = Enum.GetValues<Visit>();
    private static readonly ConcurrentDictionary<Type, Visit[]> Overridden = new();

    private readonly List<ValidationRule>?[] byVisit = new List<ValidationRule>?[All.Length];

    public RulesByVisit(ReadOnlySpan<ValidationRule> rules)
    {
        foreach (var rule in rules)
        {
            foreach (var visit in Overridden.GetOrAdd(rule.GetType(), FindOverridden))
            {
                (byVisit[(int)visit] ??= []).Add(rule);
            }
        }
    }

    public ReadOnlySpan<ValidationRule> this[Visit visit] => CollectionsMarshal.AsSpan(byVisit[(int)visit]);

    private static Visit[] FindOverridden(Type rule) =>
        Array.FindAll(All, visit => rule.GetMethod(visit.ToString())!.DeclaringType != typeof(ValidationRule));
}
