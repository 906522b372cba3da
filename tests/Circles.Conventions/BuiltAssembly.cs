using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Circles.Conventions;

/// <summary>What a compiled assembly mentions, read from its metadata: an alias or <c>using static</c> hides nothing.</summary>
internal sealed class BuiltAssembly : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;

    private BuiltAssembly(string path)
    {
        file = new PEReader(File.OpenRead(path));
        metadata = file.GetMetadataReader();
    }

    /// <summary>An assembly that lies beside this one.</summary>
    public static BuiltAssembly Open(string name) => new(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));

    public static bool IsBaseLibrary(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));

    /// <summary>Names of the assemblies it needs.</summary>
    public IEnumerable<string> References =>
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));

    /// <summary>Full names of the types of other assemblies that it mentions: in bodies, signatures, base types, attributes.</summary>
    public IEnumerable<string> Types => metadata.TypeReferences.Select(NameOf);

    /// <summary>Members of other assemblies' types that it calls, reads or writes, as <c>Namespace.Type.Member</c>.</summary>
    public IEnumerable<string> Members =>
        from handle in metadata.MemberReferences
        let member = metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{NameOf((TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";

    public void Dispose() => file.Dispose();

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference) return $"{NameOf((TypeReferenceHandle)type.ResolutionScope)}.{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
