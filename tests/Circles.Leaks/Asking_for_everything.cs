using Circles.Conventions;
using Circles.GraphQL.Types;

namespace Circles.Leaks;

/// <summary>Every field of the schema, asked by everybody: by root lists, by id, as an entity, in histories, by trying every mutation, and in
/// the feed of all that happened.</summary>
public sealed class Asking_for_everything(Everything all) : IAsyncLifetime
{
    /// <summary>Texts that are the same for everybody inside, or of the server itself.</summary>
    private static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "Region.code", "Region.name", "Network.slug", "Network.name", "ProcessPack.name", "ProcessPack.version", "ProcessPack.title",
        "ProcessPack.origin", "CircleFormRule.title", "RoleRule.title", "RoleKind.id", "RoleKind.title", "Stage.id", "Stage.title",
        "GateCondition.title", "GateCondition.declaration", "Warning.code", "Warning.message", "Application.kind", "Session.localStart",
        "Session.agenda", "HistoryEntry.what", "ActivityEntry.what", "Change.field", "UserError.code", "UserError.message", "UserError.path",
        "TrustedDocument.hash", "IssueTokenPayload.secret", "AddSecretPayload.secret", "_Service.sdl", "Audience.code", "Audience.words", "Audience.message",
    };

    /// <summary>What no answer here can hold, and why.</summary>
    private static readonly Dictionary<string, string> Silent = new(StringComparer.Ordinal)
    {
        ["IssueTokenPayload.secret"] = "a token that was only tried has none",
        ["AddSecretPayload.secret"] = "a secret that was only tried is not told",
        ["ClientSecret.lastUsedAt"] = "nothing was fetched with it",
        ["Application.wordsErasedAt"] = "nothing here is old enough to be erased",
        ["Circle.wordsErasedAt"] = "nothing here is old enough to be erased",
        ["RemoveCirclePayload.circle"] = "what was removed is not there",
        ["RemoveOrganisationPayload.organisation"] = "what was removed is not there",
        ["RemovePersonPayload.person"] = "what was removed is not there",
        ["RemoveSessionPayload.session"] = "what was removed is not there",
    };

    public async ValueTask InitializeAsync() => await all.ReadAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void tells_nobody_what_the_table_denies_them() =>
        Offenders.None(all.By.Values.SelectMany(found => found.Leaks));

    [Fact]
    public void tells_everybody_what_the_table_grants_them()
    {
        var missing =
            from who in all.World.Cast.Keys
            from canary in all.World.Canaries.Values.Distinct()
            where World.May(who, canary) == true && !all.By[who].Met.Contains(canary)
            select $"{who} was never told {canary}";
        Offenders.None(missing);
    }

    [Fact]
    public void has_a_canary_in_every_row_of_the_table() => Offenders.None(
        Table.Kinds.Except(all.World.Canaries.Values.Select(canary => canary.Kind)
            .Concat(all.By.Values.SelectMany(found => found.Met).Select(canary => canary.Kind))));

    [Fact]
    public void reaches_every_field_of_the_schema()
    {
        var reached = all.By.Values.SelectMany(found => found.Fields).ToHashSet(StringComparer.Ordinal);
        Offenders.None(Coordinates(_ => true).Where(field => !reached.Contains(field) && !Silent.ContainsKey(field)));
    }

    [Fact]
    public void finds_a_canary_in_every_text_that_is_not_open_to_all()
    {
        var carriers = all.By.Values.SelectMany(found => found.Carriers).ToHashSet(StringComparer.Ordinal);
        var texts = Coordinates(field => field.Type.Named is ScalarType { Name: "String" or "EmailAddress" or "URL" or "ID" })
            // Cursors are decoded and read.
            .Where(text => !text.EndsWith("ursor", StringComparison.Ordinal));
        Offenders.None(texts.Where(text => !carriers.Contains(text) && !Open.Contains(text)));
    }

    [Fact]
    public void tells_what_is_hidden_from_what_never_was_by_no_argument() => Offenders.None(all.Told);

    [Fact]
    public void can_give_something_to_every_argument() => Offenders.None(Walk.Unreachable());

    private static IEnumerable<string> Coordinates(Func<Field, bool> which) =>
        from type in World.Schema.Types.OfType<ObjectType>()
        where !type.Name.StartsWith("__", StringComparison.Ordinal) && type != World.Schema.Mutation && type != World.Schema.Subscription
        from field in type.Fields
        where which(field)
        select $"{type.Name}.{field.Name}";
}
