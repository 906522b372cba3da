using System.Buffers;
using System.Text.Json;
using Circles.GraphQL.Execution;

namespace Circles.Bench.Engine;

/// <summary>From parsed variables to bytes, with the plan at hand, against hand-written code for the same bytes.</summary>
internal static class Executing
{
    private const int Rounds = 400, Each = 500;

    public static void Measure()
    {
        var engine = new GraphQLEngine(PayloadA.Schema);
        var prepared = engine.Prepare(PayloadA.Document);
        var output = new ArrayBufferWriter<byte>(4_096);
        using var writer = new Utf8JsonWriter(output);

        void Engine()
        {
            output.ResetWrittenCount();
            var asked = engine.ExecuteAsync(new GraphQLRequest { Prepared = prepared, Variables = PayloadA.Variables, Context = engine }, output);
            if (!asked.IsCompletedSuccessfully) throw new InvalidOperationException("The engine waited, though no resolver did.");
        }

        void ByHand()
        {
            output.ResetWrittenCount();
            PayloadA.WriteByHand(writer, output);
        }

        ByHand();
        var wanted = output.WrittenSpan.ToArray();
        Engine();
        if (!output.WrittenSpan.SequenceEqual(wanted)) throw new InvalidOperationException("The two do not write the same bytes.");

        var (engineTook, handTook) = Bench.Rounds.Alternate(Rounds, Each, Engine, ByHand);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Each; i++) Engine();
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Each;
        Console.WriteLine(
            $"payload A, {wanted.Length} bytes: engine {engineTook:F2} µs, by hand {handTook:F2} µs, ratio {engineTook / handTook:F2}, {allocated} B allocated");
    }
}
