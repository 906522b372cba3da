using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Schema;
using Circles.Silo;
using NodaTime;

namespace Circles.Bench.Http;

/// <summary>What privacy costs, and whether time gives it away.</summary>
internal static class Privacy
{
    private const int Resamples = 1_000;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1), WarmUp = TimeSpan.FromSeconds(3);

    public static async Task MeasureAsync(GatewayUnderLoad gateway, int samples, int rounds)
    {
        var network = await gateway.Networks.OpenAsync("demo");
        var state = network.Current;
        var secret = state.Circles.Values.Where(circle => circle.Visibility == CircleAudience.Secret).ToList();
        var member = state.People.Keys.First(id =>
            !state.Grants.ContainsKey(id) && !state.ProgrammesByManager.ContainsKey(id) && secret.Any(circle => circle.Members.ContainsKey(id)));
        var hidden = secret.Where(circle => !circle.Members.ContainsKey(member)).Select(circle => circle.Id.ToString()).ToList();
        var seen = secret.First(circle => circle.Members.ContainsKey(member)).Id.ToString();
        var token = await TokenAsync(network, new Actor.Member(member));

        Console.WriteLine($"{"one at a time, of a secret circle",-40}{"median",12}{"never issued",14}{"difference (95 %)",24}{"Mann-Whitney z",16}");
        await CompareAsync("hidden", round => hidden[round % hidden.Count]);
        await CompareAsync("seen, to show what would be noticed", _ => seen);

        var manager = state.ProgrammesByManager.MaxBy(pair => pair.Value.Count).Key;
        var managers = await TokenAsync(network, new Actor.Member(manager));
        var person = state.People.Values.First(one => one.Id != manager && Circles.Grains.People.PersonVisibility.CanSee(state, new Actor.Member(manager), one));
        Console.WriteLine($"{"requests in a second",-40}{"unchecked",12}{"by the rules",14}{"share",10}{"bytes",16}");
        await CostAsync("list, 20 people by name", Requests.Page);
        await CostAsync("a person by id", Requests.Node(person.Id.ToString()));

        async Task CompareAsync(string name, Func<int, string> asked)
        {
            var (ours, theirs) = (new double[samples], new double[samples]);
            for (var round = -samples; round < samples; round++)
            {
                // Which one is asked first changes, so that neither gains by the other's having warmed something.
                var one = Requests.Circle(asked(round + samples));
                var never = Requests.Circle(new Id<Circle>(Never(round + samples)).ToString());
                var (first, second) = round % 2 == 0 ? (one, never) : (never, one);
                var (early, late) = (await TimeAsync(first), await TimeAsync(second));
                if (round >= 0) (ours[round], theirs[round]) = round % 2 == 0 ? (early, late) : (late, early);
            }

            var (low, high) = Interval(ours, theirs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-40}{Rounds.Median(ours),9:F1} µs{Rounds.Median(theirs),11:F1} µs{$"{low:F1} to {high:F1} µs",24}{MannWhitney(ours, theirs),16:F2}"));
        }

        async Task<double> TimeAsync(byte[] body)
        {
            var began = Stopwatch.GetTimestamp();
            await gateway.AnswerAsync(body, token);
            return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        async Task CostAsync(string name, byte[] body)
        {
            var (operators, members) = (new List<double>(), new List<double>());
            ReadOnlyMemory<byte> unruled = gateway.Request(body), ruled = gateway.Request(body, managers);
            for (var round = -1; round < rounds; round++)
            {
                var length = round < 0 ? WarmUp : Turn;
                var (ours, theirs) = (
                    await Connections.AskAsync(gateway.Address, 16, length, () => unruled),
                    await Connections.AskAsync(gateway.Address, 16, length, () => ruled));
                if (round < 0) continue;
                operators.Add(ours);
                members.Add(theirs);
            }

            var bytes = $"{(await gateway.AnswerAsync(body)).Length}, {(await gateway.AnswerAsync(body, managers)).Length}";
            var (without, with) = (Rounds.Median(operators), Rounds.Median(members));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40}{without,12:F0}{with,14:F0}{with / without,10:F2}{bytes,16}"));
        }
    }

    /// <summary>An id as it might have been issued: of the time of the others, and of no circle.</summary>
    private static UInt128 Never(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + number)).TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static async Task<string> TokenAsync(Silo.INetwork network, Actor bearer)
    {
        var secret = TokenSecret.New();
        await network.SendAsync(TimeProvider.System.Ask(new AccessCommand.IssueToken(bearer, "bench", TokenSecret.Hash(secret), null), Actor.Operator));
        return secret;
    }

    /// <summary>Of the difference of medians, by resampling both sides.</summary>
    private static (double Low, double High) Interval(double[] ours, double[] theirs)
    {
        var chance = new Random(1);
        var differences = Enumerable.Range(0, Resamples)
            .Select(_ => Rounds.Median(chance.GetItems(ours, ours.Length)) - Rounds.Median(chance.GetItems(theirs, theirs.Length)))
            .Order()
            .ToList();
        return (differences[Resamples / 40], differences[Resamples - 1 - (Resamples / 40)]);
    }

    /// <summary>The normal deviate of the rank sum: beyond 2 in one of 20 runs where there is no difference, beyond 3 in one of 370.</summary>
    private static double MannWhitney(double[] ours, double[] theirs)
    {
        var ranked = ours.Select(value => (value, Ours: true)).Concat(theirs.Select(value => (value, Ours: false))).OrderBy(pair => pair.value).ToList();
        double ranks = 0;
        for (var from = 0; from < ranked.Count;)
        {
            var to = from + 1;
            while (to < ranked.Count && ranked[to].value == ranked[from].value) to++;
            // Equal values share their ranks.
            ranks += ranked[from..to].Count(pair => pair.Ours) * ((from + 1 + to) / 2.0);
            from = to;
        }

        double n = ours.Length, m = theirs.Length;
        return (ranks - (n * (n + m + 1) / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
    }
}
