using Circles.Grains.Kernel;

namespace Circles.Schema.Documents;

/// <summary>Refusals of documents that could never be run.</summary>
public static class DocumentIntakeErrors
{
    /// <summary>The document is not GraphQL, does not fit the schema as it is today, or is beyond the limits of a request.</summary>
    public static Refusal Invalid(string path, int line, int column, string fault) =>
        Refusal.Of("DOCUMENT_INVALID", $"This document cannot be run. Line {line}, column {column}: {fault}", path);
}
