namespace Circles.GraphQL;

/// <summary>
/// How much of the machine one document may ask for. Counts are of the caller's making, so each is bounded before anything that
/// grows with it is computed. Most are defaults of <see cref="Execution.EngineOptions"/>.
/// </summary>
public static class Limits
{
    /// <summary>Tokens of a document. Ten times the largest document a hand-made client sends; what follows is linear in it.</summary>
    public const int DocumentTokensMax = 10_000;

    /// <summary>
    /// Nested braces, brackets and parentheses. Checked before recursing: a stack overflow would end the process, and 200 levels
    /// fit a 256 KiB stack with room to spare.
    /// </summary>
    public const int ParserDepthMax = 200;

    /// <summary>Fields written in a document, fragments counted once. Validation compares fields, so their count is its cost.</summary>
    public const int DocumentFieldsMax = 2_000;

    /// <summary>Selections after every fragment spread is put in place; each fragment costs 1 per spread. Stops 2^n fragment bombs.</summary>
    public const int FragmentExpansionMax = 50_000;

    /// <summary>
    /// Selection sets, inline fragments and spreads inside one another, spreads followed. Everything that walks selections
    /// recurses at most this deep.
    /// </summary>
    public const int SelectionNestingMax = 200;

    /// <summary>Fields inside one another in an operation; what hangs under __schema and __type is counted apart.</summary>
    public const int OperationDepthMax = 15;

    /// <summary>Fields under one __schema or __type. The standard introspection query needs 13.</summary>
    public const int IntrospectionDepthMax = 20;

    /// <summary>
    /// Directives on one field, fragment, operation or variable. Each unknown one is an error of its own, so a document of nothing
    /// else would cost most for its length.
    /// </summary>
    public const int DirectivesPerPlaceMax = 8;

    /// <summary>
    /// Aliases written in a document, fragments counted once. They let one request ask the same field again and again: guesses of a
    /// secret, or the dearest field there is.
    /// </summary>
    public const int AliasesMax = 100;

    /// <summary>Response keys at the root of one operation, fragments looked through: each is a request of its own to what lies behind.</summary>
    public const int RootFieldsMax = 20;

    /// <summary>
    /// What one operation may cost, as <see cref="Execution.OperationCost"/> counts it: objects asked for at most. A page of 100 with
    /// unpaged lists of 10 and two objects for each item costs 2,101, a dashboard of ten pages of 20 about as much; a full page within a
    /// full page costs 10,101 and is refused, and with it every greater product of lists. An object takes less than a microsecond and some
    /// 100 bytes to write, so that this is milliseconds and one megabyte. (1,000, which others use, refuses the first two.)
    /// </summary>
    public const int CostMax = 10_000;

    /// <summary>Cost of calling an asynchronous field: it waits for something that is not in memory.</summary>
    public const int AsyncFieldCost = 10;

    /// <summary>Cost of __schema and __type, whatever is asked below: the same for everybody, and bounded by depth and lists.</summary>
    public const int IntrospectionCost = 100;

    /// <summary>Items of a list of which nothing is known: a guess that holds for the parts of one thing.</summary>
    public const int ListSizeAssumed = 10;

    /// <summary>What a caller waits for at most; also how long a resolver that hangs keeps its caller.</summary>
    public static readonly TimeSpan ExecutionTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a response's data. Ten times what the dearest operation has, if no text in it is long.</summary>
    public const int ResultBytesMax = 10 * 1024 * 1024;

    /// <summary>Comparisons of two fields in "Field Selection Merging". Real documents stay under 1,000.</summary>
    public const int FieldComparisonsMax = 100_000;

    /// <summary>Errors told about one document. More help nobody and would be an amplifier.</summary>
    public const int ValidationErrorsMax = 100;

    /// <summary>Faults told about one request's variables.</summary>
    public const int CoercionErrorsMax = 50;

    /// <summary>Field errors told in one response: a list of ten thousand broken items says it in the first hundred.</summary>
    public const int FieldErrorsMax = 100;

    /// <summary>Characters of one error message.</summary>
    public const int ErrorMessageMax = 1_000;

    /// <summary>Places told with one error: a cycle can run through every fragment there is.</summary>
    public const int ErrorLocationsMax = 50;

    /// <summary>Lists of types, fields or inputs inside one another under __schema or __type; the reference's bound.</summary>
    public const int IntrospectionListsMax = 3;

    /// <summary>A longer name gets no suggestion: edit distance is quadratic.</summary>
    public const int SuggestionNameMax = 100;

    /// <summary>Nesting of a variable's JSON value; System.Text.Json reads 64 levels unless told otherwise.</summary>
    public const int VariableDepthMax = 64;

    /// <summary>Prepared documents kept. A partner's front end has tens of operations.</summary>
    public const int CachedDocumentsMax = 1_000;

    /// <summary>Characters of all documents kept; a prepared document takes some 20 bytes for each.</summary>
    public const int CachedCharactersMax = 4_000_000;

    /// <summary>A longer document is prepared each time: one caller could otherwise push out everybody else's.</summary>
    public const int CachedDocumentCharactersMax = 64_000;

    /// <summary>Plans kept for one operation, one for each combination of values its @skip and @include variables take.</summary>
    public const int PlanVariantsMax = 16;
}
