using Circles.Grains.Kernel;

namespace Circles.Grains.Registry;

/// <summary>What can be asked of the registry of networks. By the platform's operator, in the platform's stream.</summary>
public abstract record RegistryCommand : Command
{
    /// <summary>Enters networks that were founded. Those that stand in it stay as they are.</summary>
    public sealed record Register(ValueList<string> Slugs) : RegistryCommand;

    /// <summary>Shuts a network until it is resumed: nobody in it reads or writes, and nothing is lost.</summary>
    public sealed record Suspend(string Slug, string Because) : RegistryCommand;

    public sealed record Resume(string Slug) : RegistryCommand;

    /// <summary>Shuts a network for good.</summary>
    public sealed record Close(string Slug, string Because) : RegistryCommand;

    private RegistryCommand()
    {
    }
}
