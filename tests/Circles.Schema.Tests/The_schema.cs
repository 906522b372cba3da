using Circles.Conventions;
using Circles.Grains.Clock;
using Circles.Grains.Registry;
using Circles.Grains.SignIn;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.Schema.Tests;

public sealed class The_schema
{
    private static readonly GraphQL.Types.Schema Schema = CirclesSchema.Create();

    [Fact]
    public void is_published_as_it_is() => GeneratedFile.Matches("docs/schema.graphql", SchemaPrinter.Print(Schema).TrimEnd() + "\n");

    [Fact]
    public void describes_every_type_field_and_argument() => Assert.Empty(
        from type in Schema.Types
        from undescribed in Undescribed(type)
        select undescribed);

    [Fact]
    public void gives_every_mutation_an_idempotency_key_a_dry_run_and_typed_errors()
    {
        Assert.All(Schema.Mutation!.Fields, mutation =>
        {
            Assert.Equal(["input", "idempotencyKey", "dryRun", "reason"], mutation.Arguments.Select(argument => argument.Name));
            var payload = Assert.IsType<ObjectType>(((NonNullType)mutation.Type).OfType, exactMatch: false);
            Assert.Contains(payload.Fields, field => field.Name == "errors");
        });
    }

    [Fact]
    public void has_a_mutation_for_every_command()
    {
        var commands = typeof(Grains.Kernel.Command).Assembly.GetTypes()
            // Founding a network registers it, too; a token is fetched at an endpoint of its own; and the clock strikes by itself.
            .Count(type => type.IsSubclassOf(typeof(Grains.Kernel.Command)) && !type.IsAbstract
                && type != typeof(RegistryCommand.Register) && type != typeof(SignInCommand.FetchToken)
                && type != typeof(ClockCommand.Strike));
        Assert.Equal(commands, Schema.Mutation!.Fields.Count);
    }

    [Fact]
    public void asks_every_list_for_a_page() => Assert.Empty(
        from type in Schema.Types.OfType<ObjectType>()
        from field in type.Fields
        where field.Type.ToString()!.TrimEnd('!').EndsWith("Connection", StringComparison.Ordinal)
            && !field.Arguments.Any(argument => argument is { Name: "first", Max: 100 })
        select $"{type.Name}.{field.Name}");

    [Fact]
    public void makes_an_entity_of_everything_with_an_id()
    {
        var withId = Schema.PossibleTypes(Schema.TypeNamed("Node")!).Select(type => type.Name).ToArray();
        Assert.Equal(withId, Schema.PossibleTypes(Schema.TypeNamed("_Entity")!).Select(type => type.Name));
        Assert.Equal(withId, Schema.Types.OfType<ObjectType>()
            .Where(type => type.AppliedDirectives.Any(applied => applied is { Directive.Name: "key", Arguments: [("fields", "id")] }))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task tells_a_router_its_text_with_the_one_directive_that_composers_do_not_know()
    {
        await using var api = await Api.FoundedAsync();
        var sdl = (await api.GetAsync(Grains.Kernel.Actor.Operator, "{ _service { sdl } }")).GetProperty("sdl").GetString();
        Assert.Equal(SchemaPrinter.Print(Schema, Directive.OneOf), sdl);
    }

    private static IEnumerable<string> Undescribed(NamedType type)
    {
        if (string.IsNullOrWhiteSpace(type.Description)) yield return type.Name;
        IEnumerable<FieldDefinition> fields = type switch
        {
            ObjectType it => it.Fields,
            InterfaceType it => it.Fields,
            _ => [],
        };
        foreach (var field in fields)
        {
            if (string.IsNullOrWhiteSpace(field.Description)) yield return $"{type.Name}.{field.Name}";
            foreach (var argument in field.Arguments)
                if (string.IsNullOrWhiteSpace(argument.Description)) yield return $"{type.Name}.{field.Name}({argument.Name}:)";
        }

        if (type is InputType input)
        {
            foreach (var field in input.Fields)
                if (string.IsNullOrWhiteSpace(field.Description)) yield return $"{type.Name}.{field.Name}";
        }

        if (type is EnumType @enum)
        {
            foreach (var value in @enum.Values)
                if (string.IsNullOrWhiteSpace(value.Description)) yield return $"{type.Name}.{value.Name}";
        }
    }
}
