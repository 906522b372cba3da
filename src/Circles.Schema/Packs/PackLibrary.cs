using System.Collections.Immutable;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;

namespace Circles.Schema.Packs;

/// <summary>The process packs that programmes can be started from, read from a folder once, at start.</summary>
public sealed class PackLibrary
{
    private readonly ImmutableSortedDictionary<PackKey, ProcessPack> packs;

    private PackLibrary(ImmutableSortedDictionary<PackKey, ProcessPack> packs) => this.packs = packs;

    public static PackLibrary Empty { get; } = new(ImmutableSortedDictionary<PackKey, ProcessPack>.Empty);

    /// <summary>By name, then version.</summary>
    public IEnumerable<ProcessPack> All => packs.Values;

    /// <param name="version">Null for the newest one.</param>
    public ProcessPack? Find(string name, string? version) =>
        version is not null
            ? packs.GetValueOrDefault(new PackKey(name, version))
            : packs.Values.Where(pack => pack.Key.Name == name).MaxBy(pack => Version.Parse(pack.Key.Version.Split('-', '+')[0]));

    /// <summary>Reads every <c>*.json</c> of a folder.</summary>
    /// <exception cref="PackLibraryException">A file is no pack; the message has a line for each fault: file, line, column, rule.</exception>
    public static PackLibrary Load(string folder)
    {
        if (!Directory.Exists(folder)) throw new PackLibraryException($"The folder of process packs is missing: {folder}");
        var read = ImmutableSortedDictionary.CreateBuilder<PackKey, ProcessPack>();
        var faults = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            var reading = PackReader.Read(file, File.ReadAllBytes(path));
            faults.AddRange(reading.Faults.Select(fault => fault.ToString()));
            if (reading.Pack is { } pack && !read.TryAdd(pack.Key, pack)) faults.Add($"{file}: the pack {pack.Key} stands in another file too.");
        }

        return faults.Count == 0 ? new PackLibrary(read.ToImmutable()) : throw new PackLibraryException(string.Join(Environment.NewLine, faults));
    }
}

/// <summary>Packs that cannot be used: the server does not start on rules it does not understand.</summary>
public sealed class PackLibraryException(string message) : Exception(message);
