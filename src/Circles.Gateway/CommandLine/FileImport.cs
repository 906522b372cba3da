using System.Diagnostics;
using Circles.Gateway.Hosting;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Schema;
using Circles.Schema.Intake;
using Circles.Silo;

namespace Circles.Gateway.CommandLine;

/// <summary>One file on its way into a network, part by part.</summary>
internal sealed class FileImport(INetwork network, Actor actor, ImportKind kind, FileInfo file, string? encoding)
{
    /// <param name="commit">False only shows what would be done.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">The file as a whole cannot be read, or the import is refused.</exception>
    public async Task<int> RunAsync(bool commit, TextWriter output, TextWriter progress, CancellationToken cancel)
    {
        var reading = IntakeReader.Read(kind, await File.ReadAllBytesAsync(file.FullName, cancel), encoding);
        if (!reading.IsReadable) throw new StartException(string.Join(Environment.NewLine, reading.Faults.Select(Tell)));
        var import = await SendAsync(reading.Rows, commit, progress, cancel);
        await ImportTable.WriteAsync(output, reading, import.Rows, commit);
        if (commit) await output.WriteLineAsync($"The import is {import.Id}. To take it back: import undo {import.Id}");
        return ImportVerb.ExitCode(import.Rows.Count(row => row.Group == RowGroup.Faulty));
    }

    private async Task<Import> SendAsync(ValueList<ImportRow> rows, bool commit, TextWriter progress, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        // A preview stands on itself: each part is tried on the state that the part before would leave.
        var state = network.Current;
        Import? import = null;
        var done = 0;
        foreach (var part in rows.Chunk(Limits.ImportPartRows))
        {
            var envelope = TimeProvider.System.Ask(new ImportCommand.Commit(import?.Id, kind, file.Name, part.ToValueList()), actor);
            Decision decision;
            if (commit)
            {
                (decision, state) = await network.SendAsync(envelope, cancel);
            }
            else
            {
                cancel.ThrowIfCancellationRequested();
                (decision, _, state) = Domain.Handle(state, envelope);
            }

            if (decision.IsRefused) throw new StartException(string.Join(Environment.NewLine, decision.Refusals.Select(refusal => refusal.Message)));
            if (decision.Subject.Is<Import>(out var id)) import = state.Imports[id];
            done += part.Length;
            var rate = done / Math.Max(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.001);
            await progress.WriteLineAsync($"{100L * done / rows.Count,3} %  {done} of {rows.Count} rows  {rate:F0} rows/s");
        }

        return import ?? throw new StartException("The file holds no rows.");
    }

    private static string Tell(IntakeFault fault) =>
        $"{(fault.Row > 0 ? $"Row {fault.Row}" : "The file")}{(fault.Column is null ? "" : $", {fault.Column}")}: {fault.Refusal.Message}";
}
