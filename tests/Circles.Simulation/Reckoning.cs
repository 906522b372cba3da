using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;

namespace Circles.Simulation;

/// <summary>The plain model: the journal read from its start, and what every client was told held against it.</summary>
internal sealed class Reckoning(VolatileJournal journal, string slug)
{
    private readonly List<NetworkState> states = [NetworkState.Empty];
    private readonly List<Happened> history = [];
    private JournalPosition end;

    public long End => end.Sequence;

    /// <summary>What the journal has of words that were erased, in its order.</summary>
    public IReadOnlyList<Happened> Erased
    {
        get
        {
            ReadOn();
            return [.. history.Where(happened => happened.Event.Erases is not null)];
        }
    }

    /// <summary>Holds a state that a node published against the journal at that place.</summary>
    /// <param name="whole">Compares all of it and not only its place: dear.</param>
    public void Check(NetworkState published, bool whole)
    {
        ReadOn();
        if (published.Sequence >= states.Count) throw new BrokenPromiseException($"State {published.Sequence} was published before the journal had it.");
        if (whole && !Told(published).AsSpan().SequenceEqual(Told(states[(int)published.Sequence])))
            throw new BrokenPromiseException($"State {published.Sequence} is another one than the journal's replay.");
    }

    public Task CloseAsync(IEnumerable<Operation> operations)
    {
        ReadOn();
        foreach (var operation in operations) Check(operation);
        return Task.CompletedTask;
    }

    private void Check(Operation operation)
    {
        var done = history.Where(happened => happened.Command == operation.Envelope.Seed).ToList();
        var what = $"{operation.Envelope.Command} (key {operation.Envelope.Key?.Text ?? "none"})";
        for (var i = 1; i < done.Count; i++)
            if (done[i].Sequence != done[i - 1].Sequence + 1)
                throw new BrokenPromiseException($"{what} was done twice, at {done[0].Sequence} and at {done[i].Sequence}.");

        if (operation.Accepted is { Decision.Events.IsEmpty: false } accepted)
        {
            if (!done.Select(happened => happened.Event).SequenceEqual(accepted.Decision.Events))
                throw new BrokenPromiseException($"{what} was acknowledged and is not in the journal as it was told.");
            if (done[^1].Sequence != accepted.State.Sequence)
                throw new BrokenPromiseException($"{what} was acknowledged at {accepted.State.Sequence} and stands at {done[^1].Sequence}.");
        }
        else if (operation is { Accepted: null, RefusedWith: not null, Open: 0 } && done.Count > 0)
        {
            throw new BrokenPromiseException($"{what} was refused with {operation.RefusedWith} and is in the journal.");
        }
    }

    private void ReadOn()
    {
        // A journal in memory never waits, so this is done when it returns.
        var reading = ReadOnAsync();
        if (!reading.IsCompleted) throw new BrokenPromiseException("The journal in memory waited for something.");
        reading.GetAwaiter().GetResult();
    }

    private async Task ReadOnAsync()
    {
        await foreach (var stored in journal.ReadAsync(slug, end.Sequence))
        {
            var happened = Replay.Check(slug, end, stored);
            history.Add(happened);
            states.Add(Domain.Evolve(states[^1], happened));
            end = stored.Position;
        }
    }

    private static byte[] Told(NetworkState state)
    {
        using var stream = new MemoryStream();
        StateFile.Write(stream, state);
        return stream.ToArray();
    }
}
