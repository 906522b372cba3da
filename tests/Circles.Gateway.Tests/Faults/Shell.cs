using System.Diagnostics;
using System.Globalization;

namespace Circles.Gateway.Tests;

/// <summary>Programs of the machine, run to their end.</summary>
internal static class Shell
{
    /// <summary>Fails a test that only root can run, as CI is: one that returned would say that it had seen what it claims.</summary>
    public static void NeedsRoot(string to) => Assert.True(Environment.IsPrivilegedProcess, $"Only root can {to}: run this test as root.");

    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        var said = string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }
}
