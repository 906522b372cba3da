using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using NodaTime;

namespace Circles.Simulation;

/// <summary>What one client wants done, until it has been told once and for all what became of it.</summary>
internal sealed class Operation(Envelope envelope)
{
    public Envelope Envelope { get; } = envelope;

    /// <summary>With a key a client may send again until it is told; without one, an answer that was lost leaves it open.</summary>
    public bool IsKeyed => Envelope.Key is not null;

    public bool IsDone { get; private set; }

    public Silo.Committed? Accepted { get; private set; }

    public string? RefusedWith { get; private set; }

    /// <summary>Attempts whose answer is still out: each of them may yet be done.</summary>
    public int Open { get; private set; }

    public void Sent() => Open++;

    public void Answered(Silo.Committed answer)
    {
        Open--;
        if (!answer.Decision.IsRefused) Accepted ??= answer;
        else if (!answer.Decision.Refusals[0].Retryable) RefusedWith = answer.Decision.Refusals[0].Code;
        IsDone |= Accepted is not null || RefusedWith is not null;
    }

    /// <summary>The attempt failed in a way that says it was not done.</summary>
    public void NotDone() => Open--;

    /// <summary>What a client without a key must do when it is not told: nobody knows, and asking again could do it twice.</summary>
    public void GiveUp() => IsDone = true;

    /// <summary>Commands that meet each other: few regions and references, so that clients race for them.</summary>
    public static Operation Drawn(Random chance, int number, Instant at)
    {
        var key = chance.Next(4) != 0 ? new IdempotencyKey($"key-{number}", $"hash-{number}") : null;
        Command command = chance.Next(10) switch
        {
            < 5 => new OrganisationCommand.Register(
                $"Organisation {number}", OrganisationKind.Firm, null, chance.Next(3) == 0 ? $"ref-{chance.Next(12)}" : null),
            5 => new OrganisationCommand.Register("", OrganisationKind.Firm),
            6 => new NetworkCommand.RemoveRegion($"R{chance.Next(6)}"),
            7 => new NetworkCommand.Describe(new(true, $"Network {number}"), default, default),
            _ => new NetworkCommand.DefineRegion($"R{chance.Next(6)}", $"Region {number}", null, [], false),
        };
        return new Operation(new Envelope(command, Actor.Operator, at, (UInt128)(1_000_000 + (number * 1_000L)), null, key));
    }
}
