using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Documents;

/// <summary>What can be asked about the documents that a client may run.</summary>
public abstract record DocumentCommand : Command
{
    /// <summary>All of them or none. What is there already stays as it is.</summary>
    public sealed record Register(Id<Client> Client, ValueList<Offered> Documents) : DocumentCommand;

    /// <param name="Hashes">One that is not there is not there afterwards either.</param>
    public sealed record Withdraw(Id<Client> Client, ValueList<string> Hashes) : DocumentCommand;

    /// <summary>From now on the client may run its registered documents and nothing else.</summary>
    public sealed record RestrictClient(Id<Client> Client) : DocumentCommand;

    /// <summary>The client may run any document again.</summary>
    public sealed record ReleaseClient(Id<Client> Client) : DocumentCommand;

    private DocumentCommand()
    {
    }
}

/// <summary>A document to be registered.</summary>
/// <param name="Hash">What its sender takes for the text's hash; null when they have none.</param>
/// <param name="Operations">Read from the text at the edge, where GraphQL is known.</param>
public sealed record Offered(string Text, string? Hash, ValueList<string> Operations);
