using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Documents;

/// <remarks>One event for each document, so that a client's history tells each by itself.</remarks>
[StoredAs("document")]
public abstract record DocumentEvent(Id<Client> Client) : Event
{
    public override AnyId Of => Client;

    [StoredAs("registered.1")]
    public sealed record Registered(Id<Client> Client, string Sha256, string Text, ValueList<string> Operations) : DocumentEvent(Client);

    [StoredAs("withdrawn.1")]
    public sealed record Withdrawn(Id<Client> Client, string Sha256) : DocumentEvent(Client);

    [StoredAs("client-restricted.1")]
    public sealed record ClientRestricted(Id<Client> Client) : DocumentEvent(Client);

    [StoredAs("client-released.1")]
    public sealed record ClientReleased(Id<Client> Client) : DocumentEvent(Client);
}
