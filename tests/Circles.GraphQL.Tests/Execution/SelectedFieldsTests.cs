using System.Buffers;
using System.Text;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class The_coordinates_that_a_resolver_sees
{
    private static readonly InterfaceType Being = new("Being", "Something alive.", () => [new("name", Scalars.Text, "Its name.")]);

    private static readonly ObjectType<Cat> CatType = new("Cat", "A cat.", () =>
    [
        new("name", Scalars.Text, "Its name.", (_, _) => "Tom"), new("lives", Scalars.Int.NonNull, "Left.", (_, _) => 9),
    ])
    {
        Interfaces = [Being],
    };

    private static readonly ObjectType<Dog> DogType = new("Dog", "A dog.", () =>
    [
        new("name", Scalars.Text, "Its name.", (_, _) => "Rex"), new("chases", CatType, "What it runs after.", (_, _) => new Cat()),
    ])
    {
        Interfaces = [Being],
    };

    [Theory]
    [InlineData("{ being { name } }", "Cat.name Dog.name Query.being")]
    [InlineData("{ being { called: name name } }", "Cat.name Dog.name Query.being")]
    [InlineData("{ being { ... on Dog { chases { lives } } } }", "Cat.lives Dog.chases Query.being")]
    [InlineData("{ being { ...Both ...Both } } fragment Both on Being { __typename ...OfDogs } fragment OfDogs on Dog { name }", "Cat.__typename Dog.__typename Dog.name Query.being")]
    [InlineData("query ($no: Boolean = false) { being { ... @include(if: $no) { name } } }", "Cat.name Dog.name Query.being")]
    [InlineData("query A { being { ... on Cat { lives } } }", "Cat.lives Query.being")]
    public async Task are_those_of_every_field_that_the_operation_can_reach(string document, string expected)
    {
        var seen = "";
        var schema = new Schema(
            new ObjectType<object>("Query", "The root.", () =>
            [
                new("being", Being, "One.", (_, field) =>
                {
                    seen = string.Join(' ', field.Coordinates.Order(StringComparer.Ordinal));
                    return new Dog();
                }),
            ]),
            extraTypes: [CatType, DogType]);
        await new GraphQLEngine(schema).ExecuteAsync(new GraphQLRequest { Document = document, Context = schema }, new ArrayBufferWriter<byte>());
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task say_nothing_of_extensions_and_neither_does_an_answer()
    {
        var bell = new Bell();
        bell.Ring(1);
        var stream = await new GraphQLEngine(bell.Schema).SubscribeAsync(new GraphQLRequest
        {
            Document = "subscription { rung { count } }",
            Context = bell,
            WriteExtensions = (json, _) => json.WriteNumber("at", 7),
        });
        await foreach (var response in stream)
        {
            Assert.Equal("""{"data":{"rung":{"count":1}}""", Encoding.UTF8.GetString(response.Answer.Span));
            Assert.Equal("""{"data":{"rung":{"count":1}},"extensions":{"at":7}}""", Encoding.UTF8.GetString(response.Json.Span));
        }
    }

    private sealed class Cat;

    private sealed class Dog;
}
