using Circles.Gateway.Access;

namespace Circles.Gateway.Streams;

/// <summary>A visitor who stays: what let them in is looked at again and again.</summary>
internal sealed class Pass(Door door, Credentials shown, Visitor visitor)
{
    private readonly Credentials again = shown with { Network = visitor.Network.Slug };

    public Visitor Visitor => visitor;

    /// <summary>Whether the token still speaks for the same visitor. A few look-ups; so it is asked before each answer.</summary>
    /// <exception cref="Silo.SiloException">The networks cannot be asked now.</exception>
    public async ValueTask<bool> IsGoodAsync(CancellationToken cancel) =>
        (await door.EnterAsync(again, cancel)).Visitor?.Actor == visitor.Actor;
}
