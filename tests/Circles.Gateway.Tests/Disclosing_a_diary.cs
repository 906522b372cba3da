using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>A diary told to somebody outside its circle, by everybody's consent and as long as it lasts.</summary>
public sealed class Disclosing_a_diary
{
    private const string Told = "{ viewer { disclosures { text because session { id } recipient { name } consents { at } } } }";

    [Fact]
    public async Task shows_the_recipient_its_text_and_nothing_else_until_it_is_withdrawn()
    {
        await using var village = await Village.AtNoonAsync();
        // Marek knows Mia from another circle.
        await village.DoAsync(
            "formCircle",
            new
            {
                programme = village.Programme,
                form = "PAIR",
                members = new[]
                {
                    new { person = village.People["Marek"].Id, role = "MENTOR" },
                    new { person = village.People["Mia"].Id, role = "MENTEE" },
                },
            },
            as_: "Maja");
        var session = await HeldAsync(village);
        const string KeeperOf = "query ($id: ID!) { session(id: $id) { diaryKeeper { name } } }";
        var keeper = (await village.Gateway.DataAsync(KeeperOf, new { id = session }, Village.Network, village.People["Marek"].Token))
            .GetProperty("session").GetProperty("diaryKeeper").GetProperty("name").GetString()!;
        await village.DoAsync("writeDiary", new { session, text = "We spoke of the loan." }, as_: keeper);

        var asked = await village.DoAsync(
            "askDisclosure",
            new { session, recipient = village.People["Mia"].Id, because = "Her own plan" },
            "disclosure { id isOpen consents { person { name } at } }",
            "Marek");
        var disclosure = asked.GetProperty("id").GetString();
        Assert.Equal(
            [("Ben", false), ("Cyla", false), ("Marek", true)],
            asked.GetProperty("consents").EnumerateArray()
                .Select(consent => (
                    consent.GetProperty("person").GetProperty("name").GetString()!,
                    consent.GetProperty("at").ValueKind != JsonValueKind.Null))
                .Order());
        await village.DoAsync("consentToDisclosure", new { disclosure }, as_: "Ben");
        Assert.Equal("[]", (await ToldAsync(village)).GetRawText());

        await village.DoAsync("consentToDisclosure", new { disclosure }, as_: "Cyla");
        Assert.Equal(
            """[{"text":"We spoke of the loan.","because":"Her own plan","session":null,"recipient":{"name":"Mia"},"consents":[]}]""",
            (await ToldAsync(village)).GetRawText());
        await village.DoAsync("withdrawDisclosure", new { disclosure }, as_: "Ben");
        Assert.Equal("[]", (await ToldAsync(village)).GetRawText());
    }

    private static async Task<JsonElement> ToldAsync(Village village) =>
        (await village.Gateway.DataAsync(Told, network: Village.Network, token: village.People["Mia"].Token))
            .GetProperty("viewer").GetProperty("disclosures");

    /// <summary>The circle's first session, with everybody there.</summary>
    private static async Task<string?> HeldAsync(Village village)
    {
        await village.DoAsync("advanceProgramme", new { programme = village.Programme, to = "first-session" }, as_: "Maja");
        var startsAt = village.Time!.GetUtcNow().AddHours(1);
        var planned = await village.DoAsync("planSession", new { circle = village.Circle, startsAt, mode = "ONLINE" }, "session { id }", "Marek");
        var session = planned.GetProperty("id").GetString();
        village.Time.Advance(TimeSpan.FromHours(3));
        var attendance = new[] { "Marek", "Ben", "Cyla" }.Select(name => new { person = village.People[name].Id, attendance = "PRESENT" });
        await village.DoAsync("holdSession", new { session, attendance }, as_: "Marek");
        return session;
    }
}
