using Circles.Grains.Kernel;

namespace Circles.Grains.Documents;

/// <summary>Refusals about trusted documents.</summary>
public static class DocumentErrors
{
    /// <summary>The hash that came with a document is not that of its text: an id of another kind, or another text.</summary>
    public static Refusal HashWrong(string path, string hash) =>
        Refusal.Of("DOCUMENT_HASH_WRONG", $"This is not the SHA-256 of the document's text, which is {hash}.", path);

    /// <summary>With these the client would have more documents than it may have.</summary>
    public static Refusal TooMany() => Refusal.Of(
        "DOCUMENTS_TOO_MANY", $"A client may have at most {Limits.DocumentsMax} documents. Withdraw those it no longer sends.", "documents");

    /// <summary>With these the client's documents would be longer together than they may be.</summary>
    public static Refusal TooLong() => Refusal.Of(
        "DOCUMENTS_TOO_LONG",
        $"A client's documents may have at most {Limits.DocumentCharactersMax} characters together. Withdraw those it no longer sends.",
        "documents");

    /// <summary>Restricted to nothing, the client could do nothing.</summary>
    public static Refusal NoneRegistered() =>
        Refusal.Of("CLIENT_HAS_NO_DOCUMENTS", $"Register the client's documents first: restricted without them it could do nothing.", "client");
}
