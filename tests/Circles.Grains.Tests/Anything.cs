using System.Collections.Immutable;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using NodaTime;

namespace Circles.Grains.Tests;

/// <summary>Random commands by random actors, most of which find what they are about.</summary>
internal static class Anything
{
    private static readonly Type[] Commands = [.. Samples.Cases(typeof(Command))];

    private static readonly string[] Words =
    [
        "PL51", "PL", "IL", "XX", "Europe/Warsaw", "p-Mia", "mia@example.org", "new@example.org", "", " ", "half \ud83d", "thematic", "monitoring",
        "mentors-trained", "employer", "en", "https://example.org", "Programme", "pair", "firm", "2026-04-01", "17:30", new('a', 64), new('c', 64),
    ];

    private static readonly string[] Cells =
        ["name", "kind", "reference", "email", "region", "programme", "form", "mentors", "mentees", "circle", "date", "time", "headline"];

    public static Actor Asker(Town town, Random chance)
    {
        Actor[] all =
        [
            Actor.Operator, Actor.Clock, town.Olga.As(), town.Rita.As(), town.Maja.As(), town.Maja.As(), town.Maja.As(), town.Marek.As(), town.Mia.As(), town.Ben.As(),
            town.Cyla.As(), town.Ada.As(), town.Otto.As(), new Actor.Program(town.Portal), new Actor.Member(new(7)),
        ];
        return all[chance.Next(all.Length)];
    }

    public static Command Asked(NetworkState state, Instant now, Random chance) => (Command)new Samples
    {
        Length = () => chance.Next(3),
        Instead = type =>
            Nullable.GetUnderlyingType(type) is not null && chance.Next(3) == 0 ? DBNull.Value
            : type == typeof(string) ? Words[chance.Next(Words.Length)]
            : type == typeof(Instant) ? now + Duration.FromHours(chance.Next(-40, 400))
            : type == typeof(int) ? chance.Next(0, 200)
            : type == typeof(bool) ? chance.Next(2) == 0
            : type == typeof(ProcessPack) ? (chance.Next(2) == 0 ? Town.LsePack : Town.WctPack)
            : type == typeof(Actor) ? new Actor.Member(state.People.Keys.ElementAt(chance.Next(state.People.Count)))
            : type == typeof(ImmutableSortedDictionary<string, string>) ? Row(chance)
            : type.IsEnum ? Enum.GetValues(type).GetValue(chance.Next(Enum.GetValues(type).Length))
            : !type.IsGenericType ? null
            : type.GetGenericTypeDefinition() == typeof(Patch<>) && chance.Next(2) == 0 ? Activator.CreateInstance(type)
            : type.GetGenericTypeDefinition() == typeof(Id<>) ? AnId(state, type, chance)
            : null,
    }.Of(Commands[chance.Next(Commands.Length)])!;

    private static ImmutableSortedDictionary<string, string> Row(Random chance) =>
        Cells.Where(_ => chance.Next(2) == 0).ToImmutableSortedDictionary(cell => cell, _ => Words[chance.Next(Words.Length)]);

    private static object AnId(NetworkState state, Type type, Random chance)
    {
        var there = state.History.Keys.Where(id => id.Prefix == (string)type.GetGenericArguments()[0].GetProperty("Prefix")!.GetValue(null)!)
            .OrderBy(id => id.Value).ToList();
        return Activator.CreateInstance(type, there.Count == 0 || chance.Next(20) == 0 ? 7 : there[chance.Next(there.Count)].Value)!;
    }
}
