using Circles.Grains.Kernel;
using Circles.GraphQL;
using Circles.GraphQL.Execution;
using Circles.Schema.Texts;

namespace Circles.Schema;

/// <summary>Refusals of what a query asks for. A query has no payload to carry them, so they stand among the response's errors.</summary>
public static class QueryErrors
{
    /// <summary>A list is asked for without a page size, or with two.</summary>
    public static Refusal PageSizeRequired() => Refusal.Of("PAGE_SIZE_REQUIRED", $"Give one of the arguments 'first' and 'last'.");

    /// <summary>The cursor was not made by this server.</summary>
    public static Refusal CursorInvalid() => Refusal.Of("CURSOR_INVALID", $"This cursor is not one of this list's.");

    /// <summary>A thing is asked for by two keys, or by none.</summary>
    public static Refusal KeyRequired() => Refusal.Of("KEY_REQUIRED", $"Give one of the arguments 'id' and 'reference'.");

    /// <summary>A representation names no type that is an entity, or holds none of its keys.</summary>
    public static Refusal RepresentationInvalid() =>
        Refusal.Of("REPRESENTATION_INVALID", $"A representation needs the '__typename' of an entity and the fields of one of its keys.");

    /// <summary>What is asked for as a moment of the past is none, or is told twice.</summary>
    public static Refusal AsOfInvalid() => Refusal.Of(
        "AS_OF_INVALID", $"A moment of the past is a sequence number or a time such as 2026-10-01T12:00:00Z, and told once.");

    /// <summary>A mutation or a subscription is asked of the past.</summary>
    public static Refusal AsOfQueriesOnly() => Refusal.Of("AS_OF_QUERIES_ONLY", $"Only queries can be asked of the past.");

    /// <summary>The refusal as an error of the field, in the viewer's language.</summary>
    internal static GraphQLError Told(this Refusal refusal, FieldContext query) => new(Messages.Of(refusal, query.Language), refusal.Code);
}
