using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Sessions;

namespace Circles.Grains.Imports;

/// <summary>
/// Reads rows in by asking the other slices, row by row, each on the state that the row before left: so a file follows the same rules
/// as a form, and a preview is the same decision, not kept.
/// </summary>
internal static class ImportDecider
{
    /// <summary>Seeds for new ids lie this far apart, row from row: a row makes at most this many things.</summary>
    private const int SeedsPerRow = 16;

    public static Decision Decide(NetworkState state, ImportCommand command, Envelope envelope) => command switch
    {
        ImportCommand.Commit c => Commit(state, c, envelope),
        ImportCommand.Undo c => Undo(state, c, envelope),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision Commit(NetworkState state, ImportCommand.Commit c, Envelope envelope)
    {
        var id = c.Into ?? envelope.NewId<Import>();
        var there = state.Imports.GetValueOrDefault(id);
        if (c.Into is null && there is not null) return Decision.Nothing(id);
        if (!ImportVisibility.MayImport(state, envelope.By, c.Kind)) return KernelErrors.NotAllowed();
        if (c.Into is not null && (there is null || there.By != envelope.By || there.Kind != c.Kind)) return KernelErrors.NotFound("into");
        if (there?.UndoneAt is not null) return ImportErrors.Undone();
        var refused = Check.All(
            Check.Line(c.FileName, "fileName", Limits.NameMax),
            c.Rows.IsEmpty ? KernelErrors.Required("rows") : null,
            c.Rows.Count > Limits.ImportRowsMax ? KernelErrors.TooMany("rows", Limits.ImportRowsMax) : null);
        if (refused is not null) return refused;

        // A part sent again after a lost answer holds rows that are done: they are left alone.
        var done = there?.Rows[^1].Number ?? 0;
        var reading = new RowReading(state, envelope.By);
        var events = new List<Event>();
        var outcomes = new List<RowOutcome>(c.Rows.Count);
        foreach (var row in c.Rows)
        {
            if (row.Number <= done) continue;
            var seed = envelope.Seed + (uint)((outcomes.Count + 1) * SeedsPerRow);
            outcomes.Add(Row(reading, c.Kind, row, envelope with { Seed = seed, Key = null }, events));
        }

        if (outcomes.Count == 0) return Decision.Nothing(id);
        events.Add(new ImportEvent.Committed(id, c.Kind, c.FileName, outcomes.ToValueList()));
        return Decision.Done(id, events);
    }

    private static RowOutcome Row(RowReading reading, ImportKind kind, ImportRow row, Envelope envelope, List<Event> events)
    {
        if (row.Unreadable is { } fault) return new RowOutcome(row.Number, RowGroup.Faulty, null, [fault]);
        var asked = kind switch
        {
            ImportKind.Organisations => reading.Organisation(row),
            ImportKind.People => reading.Person(row),
            ImportKind.Circles => reading.Circle(row),
            _ => reading.Session(row),
        };
        if (!asked.Faults.IsEmpty) return new RowOutcome(row.Number, RowGroup.Faulty, null, asked.Faults);
        if (asked.Existing is { } existing) return new RowOutcome(row.Number, RowGroup.AlreadyThere, existing, []);

        var state = reading.State;
        var made = new List<Event>();
        AnyId subject = default;
        // Commands after the first are about what the first made: they are asked for once its id is known.
        for (var step = 0; asked.Next(step, subject) is { } command; step++)
        {
            var outcome = Domain.Handle(state, envelope with { Command = command, Seed = envelope.Seed + (uint)step });
            if (outcome.Decision.IsRefused)
                return new RowOutcome(row.Number, RowGroup.Faulty, null, outcome.Decision.Refusals.Select(asked.AtColumn).ToValueList());
            if (step == 0) subject = outcome.Decision.Subject;
            made.AddRange(outcome.Decision.Events);
            state = outcome.After;
        }

        reading.State = state;
        events.AddRange(made);
        return new RowOutcome(row.Number, RowGroup.New, subject, []);
    }

    private static Decision Undo(NetworkState state, ImportCommand.Undo c, Envelope envelope)
    {
        if (!state.Imports.TryGetValue(c.Import, out var there) || !ImportVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("import");
        if (there.UndoneAt is not null) return Decision.Nothing(there.Id);
        var now = state;
        var events = new List<Event>();
        var kept = new List<KeptObject>();
        // The last made goes first, since what came later may stand on what came before.
        foreach (var row in there.Rows.Reverse())
        {
            if (row is not { Group: RowGroup.New, Made: { } made } || now.Removed.ContainsKey(made)) continue;
            if (IsChanged(now.History[made]))
            {
                kept.Add(new KeptObject(made, ImportErrors.ChangedSince()));
                continue;
            }

            var outcome = Domain.Handle(now, envelope with { Command = Removal(made), Key = null });
            if (outcome.Decision.IsRefused) kept.Add(new KeptObject(made, outcome.Decision.Refusals[0]));
            events.AddRange(outcome.Decision.Events);
            now = outcome.After;
        }

        return Decision.Done(there.Id, [.. events, new ImportEvent.Undone(there.Id, kept.ToValueList())]);
    }

    /// <summary>
    /// An import makes a thing in one unbroken run of events, and an event of the import itself follows before anybody else's. So a gap
    /// tells a change, even one between two parts of a long file.
    /// </summary>
    private static bool IsChanged(EventNumbers history) => history[^1] - history[0] != history.Count - 1;

    private static Command Removal(AnyId made) =>
        made.Is<Organisation>(out var organisation) ? new OrganisationCommand.Remove(organisation)
        : made.Is<Person>(out var person) ? new PersonCommand.Remove(person)
        : made.Is<Circle>(out var circle) ? new CircleCommand.Remove(circle)
        : made.Is<Session>(out var session) ? new SessionCommand.Remove(session)
        : throw new UnreachableException($"An import does not make things of the kind '{made.Prefix}'.");
}
