using System.Diagnostics.CodeAnalysis;
using Circles.Grains.Kernel;

namespace Circles.Grains.Packs;

/// <summary>What a pack's file turned out to be: a pack, or the reasons why it is none. Never both.</summary>
/// <param name="Faults">In the order of the file; empty when the pack is good.</param>
public sealed record PackReading(ProcessPack? Pack, ValueList<PackFault> Faults)
{
    /// <summary>Whether the file may be used.</summary>
    [MemberNotNullWhen(true, nameof(Pack))]
    public bool IsGood => Pack is not null;
}

/// <summary>One reason why a file is no process pack, and where in it.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters (code points), as an editor counts them.</param>
/// <param name="Rule">A name of <see cref="PackRule"/>, for good.</param>
/// <param name="Message">For the person who writes the pack, in English.</param>
public sealed record PackFault(string File, int Line, int Column, string Rule, string Message)
{
    /// <summary>One line in the form that editors and build logs make clickable.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Rule}: {Message}";
}
