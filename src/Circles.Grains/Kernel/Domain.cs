using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Clock;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Documents;
using Circles.Grains.Imports;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using Circles.Grains.SignIn;

namespace Circles.Grains.Kernel;

/// <summary>What became of a command: the decision, the events in their places, and the state after them.</summary>
/// <param name="After">Equal to the state before when nothing happened.</param>
public sealed record Outcome(Decision Decision, ImmutableArray<Happened> Happened, NetworkState After);

/// <summary>The whole domain as two pure functions: what a command leads to, and what an event changes.</summary>
public static class Domain
{
    /// <summary>Decides a command on a state. Trying without doing (a dry run) is this, with the outcome not kept.</summary>
    public static Outcome Handle(NetworkState state, Envelope envelope)
    {
        var decision = Decide(BreakGlass.At(state, envelope.At), envelope);
        if (decision.IsRefused || decision.Events.IsEmpty) return new Outcome(decision, [], state);
        var happened = ImmutableArray.CreateBuilder<Happened>(decision.Events.Length);
        var after = state;
        foreach (var @event in decision.Events)
        {
            var first = happened.Count == 0 && envelope.Key is not null;
            var next = new Happened(
                after.Sequence + 1,
                envelope.At,
                envelope.By,
                envelope.Why,
                envelope.Seed,
                first ? envelope.Key : null,
                first ? decision.Subject : default,
                @event);
            happened.Add(next);
            after = Evolve(after, next);
        }

        return new Outcome(decision, happened.MoveToImmutable(), after);
    }

    /// <summary>The state after one more event. Never refuses: it replays facts.</summary>
    public static NetworkState Evolve(NetworkState state, Happened happened)
    {
        state = BreakGlass.At(state, happened.At);
        if (happened.Event.Erases is { } erased) state = state with { Erased = state.Erased.SetItem(erased, happened.At) };
        var after = happened.Event switch
        {
            NetworkEvent e => NetworkEvolution.Evolve(state, e),
            OrganisationEvent e => OrganisationEvolution.Evolve(state, e, happened),
            PersonEvent e => PersonEvolution.Evolve(state, e, happened),
            ProgrammeEvent e => ProgrammeEvolution.Evolve(state, e, happened),
            ApplicationEvent e => ApplicationEvolution.Evolve(state, e, happened),
            CircleEvent e => CircleEvolution.Evolve(state, e, happened),
            SessionEvent e => SessionEvolution.Evolve(state, e, happened),
            DiaryEvent e => DiaryEvolution.Evolve(state, e, happened),
            DisclosureEvent e => DisclosureEvolution.Evolve(state, e, happened),
            ImportEvent e => ImportEvolution.Evolve(state, e, happened),
            AccessEvent e => AccessEvolution.Evolve(state, e, happened),
            DocumentEvent e => DocumentEvolution.Evolve(state, e, happened),
            SignInEvent e => SignInEvolution.Evolve(state, e, happened),
            RegistryEvent e => RegistryEvolution.Evolve(state, e, happened),
            _ => throw new UnreachableException($"Evolve has no case for {happened.Event.GetType().Name}."),
        };
        var of = happened.Event.Of;
        return Receipts.Remember(after, happened) with
        {
            Sequence = happened.Sequence,
            At = happened.At,
            Removed = happened.Event.Removes ? after.Removed.SetItem(of, happened.By) : after.Removed,
            History = after.History.SetItem(of, after.History.GetValueOrDefault(of).Add(happened.Sequence)),
        };
    }

    /// <summary>What the command would remove, when the same actor has removed it before.</summary>
    private static AnyId? RemovesAgain(NetworkState state, Envelope envelope)
    {
        AnyId? of = envelope.Command switch
        {
            OrganisationCommand.Remove c => c.Organisation,
            PersonCommand.Remove c => c.Person,
            CircleCommand.Remove c => c.Circle,
            SessionCommand.Remove c => c.Session,
            _ => null,
        };
        return of is { } id && state.Removed.TryGetValue(id, out var by) && by == envelope.By ? of : null;
    }

    private static Decision Decide(NetworkState state, Envelope envelope)
    {
        if (Receipts.FirstAnswer(state, envelope) is { } before) return before;
        if (Check.OptionalText(envelope.Why, "why", Limits.LineMax) is { } unsaid) return unsaid;
        if (envelope.Command is NetworkCommand.Found found) return NetworkDecider.Found(state, found, envelope);
        if (state.Network is null) return KernelErrors.NotFounded();
        if (RemovesAgain(state, envelope) is { } removed) return Decision.Nothing(removed);
        return envelope.Command switch
        {
            NetworkCommand c => NetworkDecider.Decide(state, c, envelope),
            OrganisationCommand c => OrganisationDecider.Decide(state, c, envelope),
            PersonCommand c => PersonDecider.Decide(state, c, envelope),
            ProgrammeCommand c => ProgrammeDecider.Decide(state, c, envelope),
            ApplicationCommand c => ApplicationDecider.Decide(state, c, envelope),
            CircleCommand c => CircleDecider.Decide(state, c, envelope),
            SessionCommand c => SessionDecider.Decide(state, c, envelope),
            DiaryCommand c => DiaryDecider.Decide(state, c, envelope),
            DisclosureCommand c => DisclosureDecider.Decide(state, c, envelope),
            ImportCommand c => ImportDecider.Decide(state, c, envelope),
            ClockCommand c => ClockDecider.Decide(state, c, envelope),
            AccessCommand c => AccessDecider.Decide(state, c, envelope),
            DocumentCommand c => DocumentDecider.Decide(state, c, envelope),
            SignInCommand c => SignInDecider.Decide(state, c, envelope),
            RegistryCommand c => RegistryDecider.Decide(state, c, envelope),
            _ => throw new UnreachableException($"Decide has no case for {envelope.Command.GetType().Name}."),
        };
    }
}
