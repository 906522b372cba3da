using System.Collections.Immutable;
using Circles.Grains.Access;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;
using static Circles.Grains.Documents.DocumentCommand;

namespace Circles.Grains.Tests.Documents;

public sealed class A_clients_documents
{
    private const string Text = "query Ping { __typename }";

    /// <summary>As other tools compute it.</summary>
    private const string Hash = "fd62e324acbd36cef07b4e4f13873507c78404993537dff6b7f887ad6e90d417";

    private static readonly Town Town = Town.Founded;

    private static Story Asking(Command command, Actor? by = null) => Town.Story().When(by ?? Town.Olga.As(), command);

    private static Register Registering(params IEnumerable<string> texts) =>
        new(Town.Portal, texts.Select(text => new Offered(text, null, [])).ToValueList());

    private static Client PortalIn(NetworkState state) => state.Clients[Town.Portal];

    [Fact]
    public void are_registered_once_and_known_by_the_hash_that_the_domain_computes()
    {
        var story = Asking(new Register(Town.Portal, [new(Text, null, ["Ping"])])).ThenOnce();
        var document = Assert.Single(PortalIn(story.State).Documents);
        Assert.Equal(Hash, document.Key);
        Assert.Equal(new TrustedDocument(Hash, Text, ["Ping"], Story.Noon), document.Value);
    }

    [Fact]
    public void are_registered_together_each_once() =>
        Asking(Registering("{ a }", "{ b }", "{ a }")).ThenOnce()
            .And(state => Assert.Equal(2, PortalIn(state).Documents.Count))
            .When(Town.Olga.As(), Registering("{ b }", "{ c }")).ThenOnce()
            .And(state => Assert.Equal(3, PortalIn(state).Documents.Count));

    [Fact]
    public void may_come_with_their_hash_and_never_with_another()
    {
        Asking(new Register(Town.Portal, [new(Text, Hash, [])])).ThenDone();
        foreach (var wrong in (string[])["", Hash.ToUpperInvariant(), $"sha256:{Hash}", new('0', 64), "e4c2fe1d8ab6bd4d5d59db9d5dcd1a21"])
            Asking(new Register(Town.Portal, [new("{ a }", null, []), new(Text, wrong, [])])).ThenRefused("DOCUMENT_HASH_WRONG", "documents.1.hash");
    }

    [Fact]
    public void are_all_registered_or_none() => Asking(new Register(Town.Portal, [new("{ a }", null, []), new(" ", null, []), new("\0", null, [" "])]))
        .ThenRefusedFor("REQUIRED documents.1.text", "NOT_TEXT documents.2.text")
        .And(state => Assert.Empty(PortalIn(state).Documents));

    [Fact]
    public void are_some() => Asking(Registering()).ThenRefused("REQUIRED", "documents")
        .When(Town.Olga.As(), new Withdraw(Town.Portal, [])).ThenRefused("REQUIRED", "hashes");

    [Fact]
    public void have_bounds_each_and_together()
    {
        var longest = new string('#', Limits.DocumentMax);
        Asking(Registering(longest)).ThenDone();
        Asking(Registering(longest + "#")).ThenRefused("TOO_LONG", "documents.0.text");
        Asking(new Register(Town.Portal, [new("{ a }", null, [new('n', Limits.NameMax + 1)])])).ThenRefused("TOO_LONG", "documents.0.text");
        Asking(new Register(Town.Portal, [new("{ a }", null, Many(Limits.DocumentOperationsMax, i => $"n{i}"))])).ThenDone();
        Asking(new Register(Town.Portal, [new("{ a }", null, Many(Limits.DocumentOperationsMax + 1, i => $"n{i}"))]))
            .ThenRefused("TOO_MANY", "documents.0.text");

        Asking(Registering(Many(Limits.DocumentsMax, i => $"{{ a{i} }}"))).ThenOnce()
            .When(Town.Olga.As(), Registering("{ more }")).ThenRefused("DOCUMENTS_TOO_MANY", "documents")
            .When(Town.Olga.As(), new Withdraw(Town.Portal, [TrustedDocument.HashOf("{ a7 }")])).ThenOnce()
            .When(Town.Olga.As(), Registering("{ more }")).ThenDone();
        Asking(Registering(Many(Limits.DocumentsMax + 1, i => "{ a }"))).ThenRefused("DOCUMENTS_TOO_MANY", "documents");

        var full = Limits.DocumentCharactersMax / Limits.DocumentMax;
        Asking(Registering(Many(full, i => $"{i}".PadRight(Limits.DocumentMax, '#')))).ThenOnce()
            .When(Town.Olga.As(), Registering(Many(2, i => $"{i} again".PadRight(Limits.DocumentMax / 2, '#')))).ThenRefused("DOCUMENTS_TOO_LONG", "documents");
    }

    [Fact]
    public void are_withdrawn_once()
    {
        Asking(Registering(Text, "{ a }"))
            .When(Town.Olga.As(), new Withdraw(Town.Portal, [Hash, Hash, "no hash"])).ThenOnce()
            .And(state => Assert.Equal("{ a }", Assert.Single(PortalIn(state).Documents).Value.Text))
            .When(Town.Olga.As(), Registering(Text)).ThenOnce();
        Asking(new Withdraw(Town.Portal, Many(Limits.DocumentsMax + 1, _ => Hash))).ThenRefused("TOO_MANY", "hashes");
    }

    [Fact]
    public void stand_in_the_clients_history_one_by_one() =>
        Asking(Registering("{ a }", "{ b }")).And(state => Assert.Equal(3, state.History[Town.Portal].Count));

    [Fact]
    public void are_the_matter_of_those_who_run_the_network()
    {
        foreach (var command in (Command[])[Registering(Text), new Withdraw(Town.Portal, [Hash]), new RestrictClient(Town.Portal), new ReleaseClient(Town.Portal)])
        {
            Asking(command, Town.Rita.As()).ThenRefused("NOT_FOUND", "client");
            Asking(command, Town.Mia.As()).ThenRefused("NOT_FOUND", "client");
            Asking(command, new Actor.Program(Town.Portal)).ThenRefused("NOT_ALLOWED");
        }

        Asking(new Register(new(7), [new(Text, null, [])])).ThenRefused("NOT_FOUND", "client");
    }

    private static ValueList<string> Many(int count, Func<int, string> make) => Enumerable.Range(0, count).Select(make).ToValueList();
}

public sealed class A_restricted_client
{
    private static readonly Town Town = Town.Founded;
    private static readonly Actor Olga = Town.Olga.As();

    private static Story Restricted(Id<Client> client) => Town.Story()
        .When(Olga, new Register(client, [new("{ a }", null, [])]))
        .When(Olga, new RestrictClient(client)).ThenOnce();

    [Fact]
    public void is_restricted_once_and_released_once() => Restricted(Town.Portal)
        .And(state => Assert.True(Authority.IsRestricted(state, new Actor.Program(Town.Portal))))
        .When(Olga, new ReleaseClient(Town.Portal)).ThenOnce()
        .And(state => Assert.False(Authority.IsRestricted(state, new Actor.Program(Town.Portal))));

    [Fact]
    public void has_documents_to_be_restricted_to_and_may_lose_them_later()
    {
        Town.Story().When(Olga, new RestrictClient(Town.Portal)).ThenRefused("CLIENT_HAS_NO_DOCUMENTS", "client");
        Restricted(Town.Portal).When(Olga, new Withdraw(Town.Portal, [TrustedDocument.HashOf("{ a }")])).ThenOnce()
            .And(state => Assert.True(Authority.IsRestricted(state, new Actor.Program(Town.Portal))))
            .When(Olga, new RestrictClient(Town.Portal)).ThenNothing();
    }

    [Fact]
    public void is_the_only_actor_of_its_kind() => Restricted(Town.Portal)
        .And(state => Assert.All((Actor[])[Olga, Town.Mia.As(), Actor.Operator, Actor.Clock, new Actor.Program(new(7))], actor => Assert.False(Authority.IsRestricted(state, actor))));

    [Fact]
    public void changes_no_restriction_whatever_its_role_is()
    {
        var story = Town.Story().When(Olga, new AccessCommand.RegisterClient("Console", [new Grant(Role.NetworkOperator)]));
        var console = story.Made<Client>();
        var itself = new Actor.Program(console);
        story.When(itself, new Register(console, [new("{ a }", null, [])])).ThenOnce()
            .When(itself, new RestrictClient(console)).ThenDone();
        foreach (var client in (Id<Client>[])[console, Town.Portal])
            foreach (var command in (Command[])[new Register(client, [new("{ b }", null, [])]), new Withdraw(client, ["x"]), new ReleaseClient(client)])
                story.When(itself, command).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void is_the_same_after_its_events_were_stored()
    {
        var story = Restricted(Town.Portal);
        Assert.Equal(
            story.State.Clients[Town.Portal].Documents.Values,
            NetworkTables.Rebuild(story.State).Clients[Town.Portal].Documents.Values);
        var stored = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(story.State.Clients[Town.Portal], Json.Options);
        var read = System.Text.Json.JsonSerializer.Deserialize<Client>(stored, Json.Options)!;
        Assert.True(read.IsRestricted);
        Assert.Equal(story.State.Clients[Town.Portal].Documents.Values, read.Documents.Values);
    }
}
