using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary><c>rewrap-keys</c> ends the use of an older master key: each network's key is wrapped anew, and nothing else is written.</summary>
internal static class RewrapVerb
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var verb = new Command(
            "rewrap-keys",
            "Wraps the keys of all networks under the newest master key, the first in Circles:MasterKeyFile. Servers may run meanwhile; the older "
            + "key may be taken out of the file afterwards.");
        var node = new NodeOptions(verb, oneNetwork: false);
        verb.SetAction((parsed, _) => Verbs.GuardedAsync(errors, () => node.WithStoreAsync(parsed, async store =>
        {
            var done = await store.Seals.RewrapAsync();
            await output.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Networks whose keys were wrapped anew: {done}."));
            return 0;
        })));
        return verb;
    }
}
