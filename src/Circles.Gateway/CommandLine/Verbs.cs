using System.CommandLine;
using Circles.Gateway.Hosting;
using Circles.Silo;

namespace Circles.Gateway.CommandLine;

/// <summary>The gateway's command line: verbs, and the server when none is named.</summary>
internal static class Verbs
{
    /// <param name="serve">Gets all arguments: what they set is a matter of the configuration.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], Task<int>> serve, TextWriter? output = null, TextWriter? errors = null)
    {
        var root = new RootCommand(
            "Circles, an open platform for mentoring networks. Without a verb it serves; settings are given as --Circles:DataPath=data.")
        {
            ImportVerb.Create(output ?? Console.Out, errors ?? Console.Error),
            DocumentsVerb.Create(output ?? Console.Out, errors ?? Console.Error),
            MigrateVerb.Create(output ?? Console.Out, errors ?? Console.Error),
            ArchiveVerbs.Export(output ?? Console.Out, errors ?? Console.Error),
            ArchiveVerbs.Import(output ?? Console.Out, errors ?? Console.Error),
            ArchiveVerbs.Backup(output ?? Console.Out, errors ?? Console.Error),
            RewrapVerb.Create(output ?? Console.Out, errors ?? Console.Error),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(async (_, _) =>
        {
            // What begins with a dash is a setting; a bare first word is a verb that does not exist.
            if (args is not [var first, ..] || first.StartsWith('-')) return await serve(args);
            await (errors ?? Console.Error).WriteLineAsync($"There is no verb '{first}'. Ask for --help.");
            return 1;
        });
        var parsed = root.Parse(args);
        var run = new InvocationConfiguration { Output = output ?? Console.Out, Error = errors ?? Console.Error };
        // The server stops in order by itself, and takes longer than the two seconds that a verb is given.
        if (parsed.CommandResult.Command == root) run.ProcessTerminationTimeout = null;
        return await parsed.InvokeAsync(run);
    }

    /// <summary>Runs a verb; what it cannot do is told in one line, and is exit code 1.</summary>
    public static async Task<int> GuardedAsync(TextWriter errors, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is StartException or SiloException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
