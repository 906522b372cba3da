using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Circles.Grains.Kernel;

namespace Circles.Conventions;

/// <summary>A static method of an <c>*Errors</c> class that answers a refusal, with the refusal it makes of stand-in arguments.</summary>
/// <param name="Message">The sentence, with the names of the arguments in braces.</param>
/// <param name="Description">The summary above the method.</param>
internal sealed partial record RefusalFactory(Type Class, string Name, string Code, string Message, bool Retryable, string Description)
{
    /// <summary>The concept whose folder the class stands in.</summary>
    public string Area => Class.Namespace!.Split('.')[^1];

    public static IReadOnlyList<RefusalFactory> All(params IEnumerable<string> assemblies) =>
    [
        .. from name in assemblies
           let summaries = Summaries(name)
           from type in Assembly.Load(name).GetTypes()
           where type.Name.EndsWith("Errors", StringComparison.Ordinal) && type is { IsAbstract: true, IsSealed: true }
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where method.ReturnType == typeof(Refusal) && !method.IsPrivate
           select From(method, summaries),
    ];

    private static RefusalFactory From(MethodInfo method, IReadOnlyDictionary<string, string> summaries)
    {
        var parameters = method.GetParameters();
        var arguments = parameters.Select(StandIn).ToArray();
        var refusal = (Refusal)method.Invoke(null, arguments)!;
        var printed = arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)).ToArray();
        var values = refusal.Values.Select((value, index) =>
        {
            if (value.Contains('{', StringComparison.Ordinal)) return value;
            var from = Array.IndexOf(printed, value);
            if (from >= 0) return $"{{{parameters[from].Name}}}";
            // A constant when there is nothing else it could come from; else made of the arguments in a way that has no name.
            return parameters.All(parameter => parameter.Name == "path") ? value : $"{{{index}}}";
        });
        var message = string.Format(CultureInfo.InvariantCulture, refusal.Template, [.. values]);
        var key = $"{method.DeclaringType!.FullName}.{method.Name}/{parameters.Length}";
        return new RefusalFactory(
            method.DeclaringType, method.Name, refusal.Code, message, refusal.Retryable, summaries.GetValueOrDefault(key, ""));
    }

    /// <summary>A value that is known again when it stands in the message: texts hold their own name in braces.</summary>
    private static object? StandIn(Type type, string name, int index)
    {
        var text = $"{{{char.ToLowerInvariant(name[0])}{name[1..]}}}";
        if (type == typeof(string)) return text;
        if (type == typeof(Texts)) return new Texts(ImmutableSortedDictionary<string, string>.Empty.Add(Texts.Fallback, text));
        if (type == typeof(int)) return 1_000_001 + index;
        if (type == typeof(long)) return 1_000_001L + index;
        if (type == typeof(AnyId)) return new AnyId("xyz", (uint)(index + 1));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            return Activator.CreateInstance(type, (UInt128)(uint)(index + 1));
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type.IsValueType) return Activator.CreateInstance(type);
        return type.GetConstructors() is [var only] ? only.Invoke([.. only.GetParameters().Select(StandIn)]) : null;
    }

    private static object? StandIn(ParameterInfo parameter, int index) => StandIn(parameter.ParameterType, parameter.Name!, index);

    /// <summary>Summaries of an assembly's methods, by full name and number of parameters.</summary>
    private static Dictionary<string, string> Summaries(string assembly)
    {
        var document = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml"));
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in document.Descendants("member"))
        {
            if (member.Attribute("name")!.Value is not ['M', ':', .. var id] || member.Element("summary") is not { } summary) continue;
            var name = id.Split('(')[0];
            var count = id.Length == name.Length ? 0 : id.Count(character => character == ',') + 1;
            found.TryAdd($"{name}/{count}", Text(summary));
        }

        return found;
    }

    internal static string Text(XElement summary)
    {
        var words = summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element when (element.Attribute("cref") ?? element.Attribute("name")) is { } named =>
                $"`{named.Value.Split(':')[^1].Split('(')[0].Split('.')[^1]}`",
            XElement element => element.Value,
            XText text => text.Value,
            _ => "",
        });
        return Space().Replace(string.Concat(words), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
