using System.Diagnostics;
using System.Globalization;

namespace Circles.Gateway.Tests;

/// <summary>Programs of the machine, run to their end.</summary>
internal static class Shell
{
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        var said = string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }
}
