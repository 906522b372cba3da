using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Circles.Grains.Access;
using Circles.Grains.People;

namespace Circles.Grains.Kernel;

/// <summary>Who asks: a closed set. Written as a person's or client's id, <c>operator</c> or <c>duty</c>.</summary>
public abstract record Actor
{
    /// <summary>A person of the network.</summary>
    public sealed record Member(Id<Person> Person) : Actor
    {
        public override string ToString() => Person.ToString();
    }

    /// <summary>A partner's program with a token of its own.</summary>
    public sealed record Program(Id<Client> Client) : Actor
    {
        /// <summary>What its token may use of the client's grants; null for all of them. No part of who it is, and kept in no event.</summary>
        public ImmutableHashSet<Grant>? Scopes { get; init; }

        public bool Equals(Program? other) => other is not null && Client == other.Client;

        public override int GetHashCode() => Client.GetHashCode();

        public override string ToString() => Client.ToString();
    }

    /// <summary>The operator of the platform: founds and configures networks, imports files; looks into no circle.</summary>
    public sealed record PlatformOperator : Actor
    {
        public override string ToString() => "operator";
    }

    /// <summary>The silo itself, when time passes.</summary>
    public sealed record Duty : Actor
    {
        public override string ToString() => "duty";
    }

    public static readonly Actor Operator = new PlatformOperator();

    public static readonly Actor Clock = new Duty();

    private Actor()
    {
    }

    /// <exception cref="FormatException">The text names no actor.</exception>
    public static Actor Parse(string text) => TryParse(text, out var actor) ? actor : throw new FormatException("Not an actor.");

    public static bool TryParse(string text, [NotNullWhen(true)] out Actor? actor)
    {
        actor = text switch
        {
            "operator" => Operator,
            "duty" => Clock,
            _ when Id<Person>.TryParse(text, out var person) => new Member(person),
            _ when Id<Client>.TryParse(text, out var client) => new Program(client),
            _ => null,
        };
        return actor is not null;
    }
}
