using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Circles.GraphQL.Execution;

namespace Circles.Gateway.Hosting;

/// <summary>The limits that an operator set, as <c>Circles:Limits:NAME</c>; docs/limits.md lists the names.</summary>
public sealed class LimitSettings
{
    private readonly Dictionary<PropertyInfo, object> given = [];

    private LimitSettings()
    {
    }

    /// <summary>Every limit that can be set: a number or a span of time of the gateway's or the engine's options.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Settable { get; } =
        new[] { typeof(GatewayLimits), typeof(EngineOptions) }
            .SelectMany(options => options.GetProperties())
            .Where(property => property.CanWrite && (property.PropertyType == typeof(int) || property.PropertyType == typeof(TimeSpan)))
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="StartException">A name is unknown or a value cannot be taken; the message says which.</exception>
    public static LimitSettings Read(IConfigurationSection section)
    {
        var read = new LimitSettings();
        foreach (var (name, text) in section.GetChildren().Select(setting => (setting.Key, setting.Value)))
        {
            if (!Settable.TryGetValue(name, out var limit))
                throw new StartException($"Circles:Limits:{name} is no limit that can be set: docs/limits.md lists them.");
            if (string.IsNullOrEmpty(text)) continue;
            var range = RangeOf(limit);
            if (Parse(limit, text) is not { } value || !range.IsValid(value))
                throw new StartException($"Circles:Limits:{name} must be {Kind(limit)} from {Word(range.Minimum)} to {Word(range.Maximum)}.");
            read.given[limit] = value;
        }

        return read;
    }

    /// <summary>Puts what was set into the options that hold it.</summary>
    public T In<T>(T options)
    {
        foreach (var (limit, value) in given)
        {
            if (limit.DeclaringType == typeof(T)) limit.SetValue(options, value);
        }

        return options;
    }

    /// <summary>What was set, always in the same order.</summary>
    public override string ToString() => string.Join(
        ' ', given.OrderBy(one => one.Key.Name, StringComparer.Ordinal).Select(one => $"{one.Key.Name}={Word(one.Value)}"));

    /// <summary>What a limit can be set to; one that says nothing of it is at least 1.</summary>
    public static RangeAttribute RangeOf(PropertyInfo limit)
    {
        var range = limit.GetCustomAttribute<RangeAttribute>()
            ?? (limit.PropertyType == typeof(int) ? new RangeAttribute(1, int.MaxValue) : new RangeAttribute(typeof(TimeSpan), "00:00:00.001", "1.00:00:00"));
        range.ParseLimitsInInvariantCulture = true;
        return range;
    }

    private static object? Parse(PropertyInfo limit, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (limit.PropertyType == typeof(int)) return int.TryParse(text, NumberStyles.None, invariant, out var number) ? number : null;
        return TimeSpan.TryParseExact(text, "c", invariant, out var span) ? span : null;
    }

    private static string Kind(PropertyInfo limit) => limit.PropertyType == typeof(int) ? "a number" : "a span of time, hours:minutes:seconds,";

    private static string Word(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
