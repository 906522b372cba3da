using Circles.Silo.Journals;

namespace Circles.Silo.Hosting;

/// <summary>Does a network's duty whenever this node has it: on one node at a time, and on another soon after that one's death.</summary>
/// <param name="time">Null is the system's clock.</param>
/// <remarks>
/// A node that stood still may go on for a moment after another took over. So a duty does what it does by commands, and the journal
/// decides which of two counts.
/// </remarks>
public sealed class DutyRunner(IJournal journal, TimeProvider? time = null)
{
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <param name="work">Runs while the duty is held; its token is cancelled when that is lost. If it ends earlier, so does this.</param>
    /// <param name="cancel">Gives the duty back: the next node has it within <see cref="Limits.DutyRetryEvery"/>.</param>
    public async Task RunAsync(string network, string duty, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            await using (var hold = await TryHoldAsync(network, duty, cancel))
            {
                if (hold is not null && await HasEndedAsync(hold, work, cancel)) return;
            }

            await Task.Delay(Limits.DutyRetryEvery, time, cancel);
        }
    }

    private async Task<IDutyHold?> TryHoldAsync(string network, string duty, CancellationToken cancel)
    {
        try
        {
            return await journal.HoldDutyAsync(network, duty, cancel);
        }
        catch (JournalUnavailableException e)
        {
            Telemetry.Failures.Add(1, Telemetry.Code(e.Code));
            return null;
        }
    }

    /// <returns>False when the duty was lost before the work's end.</returns>
    private static async Task<bool> HasEndedAsync(IDutyHold hold, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(hold.Lost, cancel);
        try
        {
            await work(held.Token);
            return true;
        }
        catch (OperationCanceledException) when (hold.Lost.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
