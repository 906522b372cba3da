using System.CommandLine;

namespace Circles.Gateway.CommandLine;

/// <summary>The gateway's command line: verbs, and the server when none is named.</summary>
internal static class Verbs
{
    /// <param name="serve">Gets all arguments: what they set is a matter of the configuration.</param>
    public static Task<int> RunAsync(string[] args, Func<string[], Task<int>> serve)
    {
        var root = new RootCommand("Circles: an open platform for mentoring networks. Without a verb it serves; settings are told as --Circles:DataPath=data.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((_, _) => serve(args));
        return root.Parse(args).InvokeAsync();
    }
}
