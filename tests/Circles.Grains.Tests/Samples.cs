using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using NodaTime;

namespace Circles.Grains.Tests;

/// <summary>Values of any type of the domain, made by reflection: all different from their defaults, and from each other where they can be.</summary>
internal sealed class Samples
{
    private uint next;

    /// <summary>The value to use for some types instead of a sample; <see cref="DBNull"/> for null.</summary>
    public Func<Type, object?> Instead { get; init; } = _ => null;

    /// <summary>Of lists.</summary>
    public Func<int> Length { get; init; } = () => 2;

    public object? Of(Type type)
    {
        if (Instead(type) is { } given) return given is DBNull ? null : given;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner);
        next++;
        if (type == typeof(string)) return $"text {next} żółw שלום \"<\\>";
        if (type == typeof(int)) return (int)next;
        if (type == typeof(long)) return (long)next;
        if (type == typeof(bool)) return true;
        if (type == typeof(UInt128)) return (UInt128)next << 70;
        if (type == typeof(Instant)) return Story.Noon.PlusNanoseconds(next);
        if (type == typeof(LocalDate)) return new LocalDate(2026, 3, 1).PlusDays((int)next);
        if (type == typeof(Actor)) return new Actor.Member(new(next));
        if (type == typeof(AnyId)) return new AnyId("per", next);
        if (type == typeof(ProcessPack)) return Town.WctPack;
        if (type == typeof(Texts)) return new Texts(ImmutableSortedDictionary<string, string>.Empty.Add("en", $"t{next}"));
        if (type == typeof(ImmutableSortedDictionary<string, string>)) return ImmutableSortedDictionary<string, string>.Empty.Add("k", $"v{next}");
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            var item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, Length());
            for (var i = 0; i < items.Length; i++) items.SetValue(Of(item), i);
            return typeof(ValueList).GetMethod(nameof(ValueList.ToValueList))!.MakeGenericMethod(item).Invoke(null, [items]);
        }

        var constructor = type.GetConstructors().MaxBy(made => made.GetParameters().Length)
            ?? throw new InvalidOperationException($"No sample for {type}.");
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => type.Name.StartsWith("Patch", StringComparison.Ordinal) && parameter.Name == "Given" ? true : Of(parameter.ParameterType))]);
    }

    /// <summary>The same with every patch left alone and every optional value left out.</summary>
    public object Bare(Type type)
    {
        var constructor = type.GetConstructors().Single();
        var nullability = new NullabilityInfoContext();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType.Name.StartsWith("Patch", StringComparison.Ordinal) || nullability.Create(parameter).WriteState == NullabilityState.Nullable
                ? parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null
                : Of(parameter.ParameterType))]);
    }

    public static IEnumerable<Type> Cases(Type family) => typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(family) && !type.IsAbstract);
}
