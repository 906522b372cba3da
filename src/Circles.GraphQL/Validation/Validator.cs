using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Validation.Rules;

namespace Circles.GraphQL.Validation;

/// <summary>Runs every rule over a document (specification, "Validation").</summary>
internal static class Validator
{
    /// <summary>At most <see cref="EngineOptions.ValidationErrorsMax"/> errors, and one that says that there are more.</summary>
    public static IReadOnlyList<GraphQLError> Validate(Schema schema, DocumentNode document, EngineOptions options)
    {
        var context = new ValidationContext(schema, document, options);
        if (new DocumentCounts(context).Refusal() is { } refused)
        {
            return [refused];
        }

        var size = DocumentSize.Measure(context);
        if (size.Refusal is not null)
        {
            return [size.Refusal];
        }

        try
        {
            new DocumentWalker(context, [new VariableUsages(context)]).Walk();
            new DocumentWalker(context, Rules(context, size.HasCycles)).Walk();
        }
        catch (ValidationAbortedException)
        {
            var message = "Too many validation errors, error limit reached. Validation aborted.";
            return [.. context.Errors, new GraphQLError(message, ErrorCodes.ValidationFailed)];
        }
        catch (GraphQLError refusal)
        {
            return [.. context.Errors, refusal];
        }

        return context.Errors;
    }

    // In the reference's order, which is the order in which errors of one place are told.
    private static ValidationRule[] Rules(ValidationContext context, bool cycles) =>
    [
        new ExecutableDefinitions(context),
        new UniqueOperationNames(context),
        new LoneAnonymousOperation(context),
        new SingleFieldSubscriptions(context),
        new KnownTypeNames(context),
        new FragmentsOnCompositeTypes(context),
        new VariablesAreInputTypes(context),
        new ScalarLeafs(context),
        new FieldsOnCorrectType(context),
        new UniqueFragmentNames(context),
        new KnownFragmentNames(context),
        new NoUnusedFragments(context),
        new PossibleFragmentSpreads(context),
        new NoFragmentCycles(context),
        new UniqueVariableNames(context),
        new NoUndefinedVariables(context),
        new NoUnusedVariables(context),
        new KnownDirectives(context),
        new UniqueDirectivesPerLocation(context),
        new KnownArgumentNames(context),
        new UniqueArgumentNames(context),
        new ValuesOfCorrectType(context),
        new ProvidedRequiredArguments(context),
        new VariablesInAllowedPosition(context),

        // These two follow fragments, in a cycle as deep as the document has fragments; the cycle is refused anyway.
        .. cycles ? Array.Empty<ValidationRule>() : [new OverlappingFieldsCanBeMerged(context)],
        new UniqueInputFieldNames(context),
        .. cycles ? Array.Empty<ValidationRule>() : [new MaxIntrospectionDepth(context)],
    ];
}
