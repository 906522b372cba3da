using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Circles.Bench.Http;

/// <summary>How long a point query takes at rest and while others write: every few milliseconds one is asked, whatever became of the last.</summary>
/// <remarks>Both the reader and the writers share the cores with the server, and are part of what it waits for.</remarks>
internal static class UnderMutations
{
    /// <summary>Mutations in a second.</summary>
    private const int Wanted = 5_000;

    /// <summary>Connections, and how many of them ask in each turn of a millisecond: a connection's next turn comes ten later.</summary>
    private const int Writers = 50, AtOnce = 5;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(2), Turn = TimeSpan.FromSeconds(AtOnce / (double)Wanted);

    private static long number;

    public static async Task MeasureAsync(GatewayUnderLoad gateway, int rounds)
    {
        Console.WriteLine($"{"a point query",-34}{"median",10}{"p99",10}{"mutations/s",13}");
        var (rest, load, written) = (new List<double>(), new List<double>(), new List<double>());
        await RoundAsync(gateway, TimeSpan.FromSeconds(5), Wanted);
        for (var round = 0; round < rounds; round++)
        {
            rest.AddRange((await RoundAsync(gateway, TimeSpan.FromSeconds(3), 0)).Took);
            var (took, rate) = await RoundAsync(gateway, TimeSpan.FromSeconds(3), Wanted);
            load.AddRange(took);
            written.Add(rate);
        }

        Tell("at rest", rest, 0);
        Tell("while mutations run", load, Rounds.Median(written));
        Console.WriteLine($"{"ratio",-34}{At(load, 0.5) / At(rest, 0.5),10:F2}{At(load, 0.99) / At(rest, 0.99),10:F2}");
    }

    private static async Task<(double[] Took, double Rate)> RoundAsync(GatewayUnderLoad gateway, TimeSpan length, int wanted)
    {
        var writing = wanted == 0 ? Task.FromResult(0.0) : OnItsOwn(() => Write(gateway, length));
        return (await OnItsOwn(() => Read(gateway, length)), await writing);
    }

    private static double[] Read(GatewayUnderLoad gateway, TimeSpan length)
    {
        var request = gateway.Request(Requests.Point);
        var buffer = new byte[Connections.AnswerMax];
        using var socket = Connect(gateway);
        var took = new List<double>();
        var began = Stopwatch.GetTimestamp();
        // From when it was due: one that had to wait for the one before it has waited.
        for (var due = TimeSpan.Zero; due < length; due += Between)
        {
            WaitUntil(began, due);
            socket.Send(request);
            Connections.Receive(socket, buffer);
            took.Add((Stopwatch.GetElapsedTime(began) - due).TotalMicroseconds);
        }

        return [.. took];
    }

    private static double Write(GatewayUnderLoad gateway, TimeSpan length)
    {
        var buffer = new byte[Connections.AnswerMax];
        var sockets = Enumerable.Range(0, Writers).Select(_ => Connect(gateway)).ToList();
        var (began, asked) = (Stopwatch.GetTimestamp(), 0);
        for (var due = TimeSpan.Zero; due < length; due += Turn)
        {
            WaitUntil(began, due);
            for (var last = asked + AtOnce; asked < last; asked++)
            {
                var socket = sockets[asked % Writers];
                if (asked >= Writers) Connections.Receive(socket, buffer);
                socket.Send(gateway.Request(Requests.Register(Interlocked.Increment(ref number))));
            }
        }

        foreach (var socket in sockets) Connections.Receive(socket, buffer);
        var rate = asked / Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var socket in sockets) socket.Dispose();
        return rate;
    }

    private static void WaitUntil(long began, TimeSpan due)
    {
        if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left) Thread.Sleep(left);
    }

    private static Socket Connect(GatewayUnderLoad gateway)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, gateway.Address.Port);
        return socket;
    }

    private static Task<T> OnItsOwn<T>(Func<T> work) => Task.Factory.StartNew(work, TaskCreationOptions.LongRunning);

    private static double At(List<double> took, double share) => took.Order().ElementAt((int)(took.Count * share));

    private static void Tell(string name, List<double> took, double rate) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-34}{At(took, 0.5),7:F0} µs{At(took, 0.99),7:F0} µs{rate,13:F0}"));
}
