using System.Reflection;
using Circles.Grains.Kernel;

namespace Circles.Conventions;

/// <summary>Every text in an event is declared sealed, or stands here with the reason why it may be read by whoever holds the files.</summary>
public sealed class The_sealed_values
{
    /// <summary>By the record's parameter; a namespace or type ending in a dot stands for all below it.</summary>
    private static readonly Dictionary<string, string> Plain = new()
    {
        ["Packs."] = "Rules of programmes are public.",
        ["Documents."] = "Operations of programs are no one's words.",
        ["Networks."] = "What a network is and its regions are told to everybody in it.",
        ["Organisations."] = "An organisation presents itself to the network.",
        ["Programmes."] = "Programmes are announced, and their stages are words of packs.",
        ["Registry.NetworkRegistered.Slug"] = "A network's name in addresses.",
        ["People.PersonProfile.Region"] = "A code of the network's regions: people are counted and administered by it.",
        ["People.Updated.Region"] = "The same.",
        ["Applications.Applied.Kind"] = "A word of the pack.",
        ["Sessions.Planned.TimeZone"] = "A name of the time zone database.",
        ["Access.Grant.Region"] = "A code of the network's regions.",
        ["Access.ClientRegistered.Name"] = "The name of a program.",
        ["Access.TokenIssued.Hash"] = "A hash of a random secret.",
        ["SignIn.IssuerTrusted."] = "A provider presents itself to the world.",
        ["SignIn.SecretAdded.Hash"] = "A hash of a random secret.",
        ["SignIn.TokenFetched.Hash"] = "The same.",
        ["Kernel.AnyId.Prefix"] = "The kind of an id.",
        ["Kernel.Refusal.Code"] = "A word of the published list of errors.",
        ["Kernel.Refusal.Template"] = "A sentence of the published list of errors.",
        ["Kernel.Refusal.Path"] = "A field's or column's name.",
        ["Kernel.Refusal.About"] = "A text of a pack.",
    };

    private static readonly Type[] Cases =
        [.. typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract)];

    [Fact]
    public void are_declared_for_every_text_of_every_event() =>
        Offenders.None(Cases.SelectMany(type => Texts(type, [])).Where(text => !text.Declared && ReasonOf(text.Name) is null).Select(text => text.Name).Distinct());

    [Fact]
    public void are_not_excused_where_there_is_no_text()
    {
        var undeclared = Cases.SelectMany(type => Texts(type, [])).Where(text => !text.Declared).Select(text => text.Name).ToHashSet();
        Offenders.None(Plain.Keys.Where(excuse => !undeclared.Any(name => Excuses(excuse, name))));
    }

    /// <summary>One of a kind that has nothing that could stand for it could not be read without its key.</summary>
    [Fact]
    public void can_all_be_left_out()
    {
        var kinds = new[] { typeof(string), typeof(Patch<string>), typeof(ValueList<string>), typeof(Patch<ValueList<string>>) };
        Offenders.None(typeof(Event).Assembly.GetTypes()
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Where(value => value.GetCustomAttribute<SealedAttribute>() is not null && !kinds.Contains(value.ParameterType))
            .Select(value => $"{value.Member.DeclaringType!.Name}.{value.Name}"));
    }

    private static string? ReasonOf(string name) => Plain.FirstOrDefault(pair => Excuses(pair.Key, name)).Value;

    private static bool Excuses(string excuse, string name) => excuse.EndsWith('.') ? name.StartsWith(excuse, StringComparison.Ordinal) : name == excuse;

    private static IEnumerable<(string Name, bool Declared)> Texts(Type type, HashSet<Type> above)
    {
        if (!above.Add(type)) yield break;
        foreach (var value in type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
        {
            var name = $"{type.Namespace!.Split('.')[^1]}.{type.Name}.{value.Name}";
            var declared = value.GetCustomAttribute<SealedAttribute>() is not null;
            foreach (var inner in Parts(value.ParameterType))
            {
                if (inner == typeof(string) || inner == typeof(Texts)) yield return (name, declared);
                else if (!declared && inner.Assembly == typeof(Event).Assembly)
                    foreach (var text in Texts(inner, [.. above])) yield return text;
            }
        }
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType && type.Name is var name && !name.StartsWith("Id`", StringComparison.Ordinal)
            ? type.GetGenericArguments().SelectMany(Parts)
            : [type];
}
