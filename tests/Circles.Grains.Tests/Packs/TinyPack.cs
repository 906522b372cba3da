using System.Text;
using Circles.Grains.Packs;

namespace Circles.Grains.Tests.Packs;

/// <summary>The smallest pack that uses every part of the format, and what becomes of it by a slip of the pen.</summary>
internal static class TinyPack
{
    public const string Text = """
        {
          "name": "tiny",
          "version": "1.0.0",
          "title": { "en": "Tiny", "pl": "Żółw" },
          "origin": { "en": "Made for tests" },
          "managerMayMentor": true,
          "managerInRing": false,
          "noticeDays": 2,
          "modes": ["online", "blended"],
          "inPersonAt": ["first"],
          "visibilities": ["closed", "secret"],
          "circleNamedBy": "members",
          "roles": [
            { "role": "mentor", "title": { "en": "Mentor" }, "apply": "apply-as-mentor", "kinds": [{ "id": "guide", "title": { "en": "Guide" } }] },
            { "role": "mentee", "title": { "en": "Mentee" }, "apply": "apply-as-mentee" },
            { "role": "adviser", "title": { "en": "Adviser" } }
          ],
          "forms": [
            {
              "form": "pair",
              "title": { "en": "Pair" },
              "seats": [
                { "role": "mentor", "min": 1, "max": 1 },
                { "role": "mentee", "min": 1, "max": 2 }
              ],
              "diary": { "keeper": "mentee", "rotates": false, "remarks": "mentor" }
            }
          ],
          "stages": [
            { "id": "apply", "title": { "en": "Apply" }, "opens": ["apply-as-mentor", "apply-as-mentee"] },
            {
              "id": "meet",
              "title": { "en": "Meet" },
              "opens": ["form-circles"],
              "closes": ["apply-as-mentor"],
              "gate": [
                { "kind": "accepted-applications", "title": { "en": "A mentor" }, "role": "mentor", "atLeast": 1 },
                { "kind": "declared", "title": { "en": "Trained" }, "what": "mentors-trained" }
              ]
            }
          ],
          "agendas": [{ "at": "first", "form": "pair", "inPersonAdvised": true, "items": [{ "en": "Say hello" }] }],
          "matchFields": [{ "by": "region", "weight": 3 }]
        }
        """;

    /// <summary>The pack with one change made in it.</summary>
    public static string With(string find, string replacement)
    {
        var at = Text.IndexOf(find, StringComparison.Ordinal);
        return at >= 0
            ? string.Concat(Text.AsSpan(0, at), replacement, Text.AsSpan(at + find.Length))
            : throw new ArgumentException($"The pack does not hold {find}.", nameof(find));
    }

    public static PackReading Read(string text) => PackReader.Read("tiny.json", Encoding.UTF8.GetBytes(text));
}
