using Circles.Grains.Kernel;

namespace Circles.Grains.Networks;

/// <summary>What can be asked of a network's frame.</summary>
public abstract record NetworkCommand : Command
{
    /// <summary>The first command of every network.</summary>
    public sealed record Found(string Slug, string Name, ValueList<string> Languages, string TimeZone) : NetworkCommand;

    public sealed record Describe(Patch<string> Name, Patch<ValueList<string>> Languages, Patch<string> TimeZone) : NetworkCommand;

    /// <summary>Adds a region, or changes the one with this code.</summary>
    public sealed record DefineRegion(string Code, string Name, string? Parent, ValueList<string> Neighbours, bool Peripheral)
        : NetworkCommand;

    /// <summary>Refused while anything lies in the region.</summary>
    public sealed record RemoveRegion(string Code) : NetworkCommand;

    /// <summary>Replaces what the network may use. By the platform's operator.</summary>
    public sealed record SetQuotas(Quotas Quotas) : NetworkCommand;

    private NetworkCommand()
    {
    }
}
