using Circles.Grains.Kernel;

namespace Circles.Leaks;

/// <content>The ways in: providers of identities, secrets of clients, pages of other origins, and a circle opened by break-glass.</content>
public sealed partial class World
{
    private async Task PlantDoorsAsync()
    {
        Ids["issuer.ended"] = await TrustAsync("issuer");
        Plant(Ids["issuer.ended"], "issuer", "ring");
        await DoAsync(Actor.Operator, "endTrust", new { issuer = Ids["issuer.ended"] }, Word("issuer", "ring"));
        // Of whom it knows, each is told its address.
        Ids["issuer"] = await TrustAsync("contact");
        await DoAsync(
            Actor.Operator, "linkIdentity", new { person = Id("ring.mentee"), issuer = Ids["issuer"], subject = Word("contact", "ring") }, Word("contact", "ring"));
        foreach (var name in (string[])["reader", "restricted"])
        {
            var kind = $"client.{name}";
            var scopes = new[] { new { role = "READER" } };
            var secret = await DoAsync(
                Actor.Operator,
                "addSecret",
                new { client = Ids[name], label = Word(kind, "ring"), scopes, expiresAt = "2027-12-01T00:00:00Z" },
                Word(kind, "ring"));
            Plant(secret, kind, "ring", $"secret.{name}");
        }

        await DoAsync(Actor.Operator, "revokeSecret", new { secret = Ids["secret.restricted"] }, Word("client.restricted", "ring"));
        await DoAsync(
            Actor.Operator, "allowOrigins", new { origins = new[] { $"https://{Word("issuer", "ring")}.example.org" } }, Word("issuer", "ring"));
        await DoAsync(
            Actor.Operator,
            "grantRole",
            new { person = await RegisterAsync("Keeper", Here), grant = new { role = "ORGANISATION_ADMIN", organisation = Ids["organisation"] } });
        var (circle, let) = (Ids["ring.closed"], await RegisterAsync(Word("let-in", "ring"), Here));
        await DoAsync(
            Cast["operator"],
            "breakGlass",
            new { circle, person = let, until = "2027-03-05T00:00:00Z", because = Word("inside", "ring") },
            Word("inside", "ring"));
        await DoAsync(Cast["operator"], "endBreakGlass", new { circle, person = let }, Word("inside", "ring"));
        Ids["let"] = let;
    }

    private Task<string> TrustAsync(string kind) => DoAsync(
        Actor.Operator,
        "trustIssuer",
        new { address = $"https://{Word(kind, "ring")}.example.org", audience = Word("issuer", "ring"), subjectClaim = Word("issuer", "ring") },
        Word("issuer", "ring"));
}
