using Circles.Gateway.Access;

namespace Circles.Gateway.Streams;

/// <summary>A visitor who stays: what let them in is looked at again and again.</summary>
internal sealed class Pass(Door door, Credentials shown, Visitor visitor)
{
    private readonly Credentials again = shown with { Network = visitor.Network.Slug };

    /// <summary>The visitor anew, with their network open. A few look-ups; so it is asked before each answer.</summary>
    /// <returns>Null when the token speaks for them no more.</returns>
    /// <exception cref="Silo.SiloException">The networks cannot be asked now.</exception>
    public async ValueTask<Visitor?> AgainAsync(CancellationToken cancel) =>
        (await door.EnterAsync(again, cancel)).Visitor is { } now && now.Actor == visitor.Actor ? now : null;
}
