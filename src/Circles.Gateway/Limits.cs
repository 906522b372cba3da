namespace Circles.Gateway;

/// <summary>The gateway's bounds, each with its reason.</summary>
public static class Limits
{
    /// <summary>Bytes of a request's body: ten times the longest document, with room for a file of 2,000 rows in its variables.</summary>
    public const int BodyBytesMax = 1 << 20;

    /// <summary>Bytes that Kestrel receives for a body: it counts the framing of chunks too, so that tiny chunks make more of the same body.</summary>
    public const int ReceivedBytesMax = 2 * BodyBytesMax;

    /// <summary>Bytes of a request line, and so of a query asked by GET: RFC 9110 asks for 8,000 at least. A longer one gets 414.</summary>
    public const int RequestLineBytesMax = 8_192;

    /// <summary>Bytes of all headers: a token, a few names and what proxies add stay below 8 KiB. More get 431.</summary>
    public const int RequestHeadersBytesMax = 32_768;

    /// <summary>Requests of one batch, where batches are allowed: what a client collects in one tick of its clock.</summary>
    public const int BatchRequestsMax = 10;

    /// <summary>Bytes a second below which a body is given up with 408: Kestrel's own bound, below the slowest mobile line.</summary>
    public const int BodyBytesPerSecondMin = 240;

    /// <summary>Bytes taken for a body whose length is not told; doubled as needed.</summary>
    public const int BodyBytesFirst = 4_096;

    /// <summary>Nesting of a body's JSON: what System.Text.Json reads by default, and beyond every real input.</summary>
    public const int JsonDepthMax = 64;

    /// <summary>Characters of one persisted query: what the engine keeps prepared. A longer one is run and not kept.</summary>
    public const int PersistedQueryMax = 64_000;

    /// <summary>Persisted queries of one network: the operations of several front ends.</summary>
    public const int PersistedQueriesMax = 1_000;

    /// <summary>Characters of a network's persisted queries together: 2 MB of memory for each open network at the worst.</summary>
    public const int PersistedCharactersMax = 1_000_000;

    /// <summary>One caller's share of them: a whole front end, and a fifth of the room.</summary>
    public const int PersistedQueriesOfCallerMax = PersistedQueriesMax / 5;

    /// <summary>The same share of the characters.</summary>
    public const int PersistedCharactersOfCallerMax = PersistedCharactersMax / 5;

    /// <summary>Characters of a bearer token. Ours have 43; a longer one is not hashed for the asking.</summary>
    public const int TokenMax = 512;

    /// <summary>Characters of a bootstrap token below which it could be guessed: 16 random letters and digits hold 95 bits.</summary>
    public const int BootstrapTokenMin = 16;

    /// <summary>
    /// What a person or client may ask for at once, in units of cost: a portal's backlog, as a hundred of the dearest operations or
    /// ten thousand pages of 100 things.
    /// </summary>
    public const int BudgetOfViewer = 1_000_000;

    /// <summary>And from then on in a second: a hundred pages of 100 things.</summary>
    public const int BudgetOfViewerPerSecond = 10_000;

    /// <summary>The same of a whole network: five clients at full speed.</summary>
    public const int BudgetOfNetwork = 5 * BudgetOfViewer;

    /// <summary>The same in a second.</summary>
    public const int BudgetOfNetworkPerSecond = 5 * BudgetOfViewerPerSecond;

    /// <summary>
    /// Bad credentials that one address may show at once: a portal that starts with a dead token tries some dozens of times. Also what
    /// may be shown with one client's name.
    /// </summary>
    public const int FailuresOfAddress = 200;

    /// <summary>And from then on in a minute: one in a second does no harm, and nobody looks for a way around it.</summary>
    public const int FailuresOfAddressPerMinute = 60;

    /// <summary>Characters of an operation's name in a span: it is the caller's text.</summary>
    public const int OperationNameMax = 100;

    /// <summary>Media ranges of one Accept header that are looked at; browsers send six.</summary>
    public const int MediaRangesMax = 32;

    /// <summary>Languages of one Accept-Language header that are looked at.</summary>
    public const int LanguagesMax = 32;

    /// <summary>Rows of one part of an import from the command line: progress moves often, and others' commands wait little.</summary>
    public const int ImportPartRows = 1_000;

    /// <summary>Bytes of a manifest of documents: all that one client may have, with room for escapes and names.</summary>
    public const int ManifestBytesMax = 16 << 20;

    /// <summary>Faulty rows printed by the command line; the rest is counted.</summary>
    public const int FaultyRowsShown = 50;

    /// <summary>How a socket and a stream of events are kept.</summary>
    public static class Stream
    {
        /// <summary>Bytes of one message on a socket: five times the longest document that an operation needs.</summary>
        public const int MessageBytesMax = 256 * 1024;

        /// <summary>Bytes taken for a message at first; doubled as needed.</summary>
        public const int MessageBytesFirst = 4_096;

        /// <summary>Operations of one socket at a time: a page with this many live parts would rather ask for a list.</summary>
        public const int OperationsMax = 100;

        /// <summary>Characters of an operation's id, which comes back in each of its messages; a UUID has 36.</summary>
        public const int OperationIdMax = 128;

        /// <summary>Messages that wait for a socket's reader. What follows them is not yet made: each operation holds one answer at most.</summary>
        public const int OutgoingMax = 16;

        /// <summary>Subscriptions to one network on this node: bounds what a single commit can set off when it concerns all of them.</summary>
        public const int OfNetworkMax = 5_000;

        /// <summary>Subscriptions of one person or program to a network on this node: a portal's whole back end.</summary>
        public const int OfViewerMax = 500;

        /// <summary>How long a new socket may take to say who it is; the default of graphql-ws.</summary>
        public static readonly TimeSpan InitWait = TimeSpan.FromSeconds(3);

        /// <summary>How often a token is looked at that nothing happens for: half of the minute in which a revoked one must be out.</summary>
        public static readonly TimeSpan TokenChecked = TimeSpan.FromSeconds(30);

        /// <summary>How long a reader may leave what was sent to it unread, beyond what the network's buffers hold, before it is cut off.</summary>
        public static readonly TimeSpan ReaderWait = TimeSpan.FromSeconds(20);

        /// <summary>How long the other side may take to answer a close, before the connection is simply dropped: well below StopWait.</summary>
        public static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(5);

        /// <summary>How often something is sent where nothing happens: proxies drop a connection that is silent for a minute, some for 15 s.</summary>
        public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(12);

        /// <summary>How long a socket's other side may be silent after a ping before it counts as gone.</summary>
        public static readonly TimeSpan PongWait = TimeSpan.FromSeconds(30);
    }

    /// <summary>How many are counted, whatever they use.</summary>
    public static class FairUse
    {
        /// <summary>Addresses whose failures are counted at a time: 20 MB at the worst. Beyond, those that failed least are forgotten.</summary>
        public const int AddressesMax = 100_000;

        /// <summary>Names of clients with which failures are counted at a time.</summary>
        public const int ClientsMax = 10_000;

        /// <summary>People and clients whose budgets are counted at a time; those who have most left are forgotten first.</summary>
        public const int ViewersMax = 100_000;

        /// <summary>Networks whose budgets are counted at a time.</summary>
        public const int NetworksMax = 10_000;
    }

    /// <summary>How providers of identities are asked and what is taken from them.</summary>
    public static class SignIn
    {
        /// <summary>Characters of an access token of a provider: with many groups in it, Entra's have some 4,000.</summary>
        public const int SignedTokenMax = 8_192;

        /// <summary>Bytes of a provider's document: configurations have 2 KB, a dozen keys with certificates 20 KB.</summary>
        public const int ProviderBytesMax = 256 * 1024;

        /// <summary>Keys of one provider that are kept: two or three are in use at a time.</summary>
        public const int KeysMax = 50;

        /// <summary>Bits of an RSA key below which its signatures are worth nothing (RFC 7518, section 3.3).</summary>
        public const int RsaBitsMin = 2_048;

        /// <summary>Providers whose keys are kept; those used last are.</summary>
        public const int ProvidersMax = 1_000;

        /// <summary>Bytes of a request for a token: two ids, a secret and scopes.</summary>
        public const int TokenRequestBytesMax = 8_192;

        /// <summary>What clocks of a provider and of a server may differ by: machines that keep time at all keep it closer.</summary>
        public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

        /// <summary>How long a request waits for a provider's keys; 5 s is what a caller has to have an answer in.</summary>
        public static readonly TimeSpan KeysWait = TimeSpan.FromSeconds(4);

        /// <summary>How long a provider is left in peace after it was asked, whatever tokens come.</summary>
        public static readonly TimeSpan KeysRefetchWait = TimeSpan.FromSeconds(30);

        /// <summary>How old keys get before they are fetched anew: one that its provider took back is good for this long.</summary>
        public static readonly TimeSpan KeysFresh = TimeSpan.FromMinutes(10);

        /// <summary>How long they are good for while the provider cannot be reached: over a night.</summary>
        public static readonly TimeSpan KeysKept = TimeSpan.FromHours(24);
    }

    /// <summary>How long a slow client may take to send its headers: a third of Kestrel's 30 s still suits a bad mobile line.</summary>
    public static readonly TimeSpan RequestHeadersWait = TimeSpan.FromSeconds(10);

    /// <summary>How long a body may stay below <see cref="BodyBytesPerSecondMin"/>: a line that falls silent for a moment recovers.</summary>
    public static readonly TimeSpan SlowBodyWait = TimeSpan.FromSeconds(5);

    /// <summary>How long requests may take to end when the server stops: below the 30 s that orchestrators wait before they kill.</summary>
    public static readonly TimeSpan StopWait = TimeSpan.FromSeconds(20);

    /// <summary>How long a server asked to leave says that it is not ready and serves on: proxies ask or are told within this.</summary>
    public static readonly TimeSpan LeaveWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a request waits for what another node wrote: that takes milliseconds, or something is broken.</summary>
    public static readonly TimeSpan CatchUpWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a probe of the store counts: health is asked by anyone, and each probe writes a file and reads an event.</summary>
    public static readonly TimeSpan ProbeKept = TimeSpan.FromSeconds(1);

    /// <summary>How long a probe waits for the store: less than the 3 s that orchestrators wait for its answer.</summary>
    public static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(2);
}
