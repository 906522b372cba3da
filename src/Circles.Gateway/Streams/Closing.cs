using System.Net.WebSockets;
using System.Text;

namespace Circles.Gateway.Streams;

/// <summary>Why a socket is closed. The codes from 4400 are graphql-transport-ws's own; the others are RFC 6455's and IANA's.</summary>
/// <param name="Reason">At most 123 bytes in UTF-8 cross the wire; the rest is cut off.</param>
internal sealed record Closing(int Code, string Reason)
{
    /// <summary>RFC 6455's code for a connection that ended without a close. It is never sent.</summary>
    public const int Broken = 1006;

    private const int ReasonBytesMax = 123;

    public static readonly Closing Normal = new(1000, "");

    /// <summary>Clients come back by themselves, on another server.</summary>
    public static readonly Closing GoingAway = new(1001, "Server stopping");

    public static readonly Closing MessageTooBig = new(1009, $"A message has at most {Limits.Stream.MessageBytesMax} bytes");

    public static readonly Closing Internal = new(1011, "Internal server error");

    /// <summary>1013 is "try again later": a client comes back by itself and resumes where it stood.</summary>
    public static readonly Closing TooSlow = new(1013, "What was sent was not read in time");

    /// <summary>Not fatal to graphql-ws: a client that can get a new token comes back with it.</summary>
    public static readonly Closing Forbidden = new(4403, "Forbidden");

    public static readonly Closing Unauthorized = new(4401, "Unauthorized");

    public static readonly Closing SubprotocolNotAcceptable = new(4406, "Subprotocol not acceptable");

    public static readonly Closing InitTimeout = new(4408, "Connection initialisation timeout");

    public static readonly Closing TooManyInits = new(4429, "Too many initialisation requests");

    public WebSocketCloseStatus Status => (WebSocketCloseStatus)Code;

    /// <summary>The reason as far as a close frame carries it.</summary>
    public string Said
    {
        get
        {
            if (Encoding.UTF8.GetByteCount(Reason) <= ReasonBytesMax) return Reason;
            var said = new StringBuilder();
            var room = ReasonBytesMax;
            foreach (var rune in Reason.EnumerateRunes())
            {
                if ((room -= rune.Utf8SequenceLength) < 0) break;
                said.Append(rune.ToString());
            }

            return said.ToString();
        }
    }

    /// <summary>The message is none of the protocol's.</summary>
    public static Closing BadMessage(string why) => new(4400, why);

    public static Closing SubscriberExists(string id) => new(4409, $"Subscriber for {id} already exists");

    public static Closing Unavailable(string code) => new(1013, code);
}
