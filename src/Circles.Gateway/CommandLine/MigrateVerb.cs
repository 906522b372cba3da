using System.CommandLine;
using Circles.Gateway.Hosting;
using Circles.Silo.Journals.Postgres;
using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary><c>migrate</c> makes or upgrades the tables of a PostgreSQL journal: the server itself then needs no role that may.</summary>
internal static class MigrateVerb
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var verb = new Command(
            "migrate",
            "Makes or upgrades the tables as their owner (ConnectionStrings__JournalOwner) and lets the server's role "
            + "(ConnectionStrings__Journal) use them. May be repeated, and run while servers of the version before serve.");
        verb.SetAction((_, cancel) => Verbs.GuardedAsync(errors, async () =>
        {
            if (Settings.Read().Database is not { } database)
                throw new StartException("Only a PostgreSQL journal is migrated: set Circles__Journal=postgres.");
            if (database.Owner is not { } owner)
                throw new StartException("ConnectionStrings:JournalOwner is missing: the role that owns the tables.");
            var applied = await PostgresMigrations.RunAsync(owner, database.Service, cancel);
            await output.WriteLineAsync($"The tables have version {PostgresMigrations.Last}; migrations applied: {applied}.");
            return 0;
        }));
        return verb;
    }
}
