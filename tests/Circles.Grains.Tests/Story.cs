using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Tests;

/// <summary>Given a state, when somebody asks something, then this is what happens. Time moves by hand only.</summary>
public sealed class Story
{
    /// <summary>The first moment of every story.</summary>
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private Envelope? asked;
    private Outcome? outcome;

    private Story(NetworkState state, Instant now) => (State, Now) = (state, now);

    /// <summary>After the last command that was not refused.</summary>
    public NetworkState State { get; private set; }

    public Instant Now { get; private set; }

    public Decision Decision => outcome!.Decision;

    public static Story Given(NetworkState state) => new(state, state.Sequence == 0 ? Noon : state.At);

    public Story At(Instant now)
    {
        Now = now;
        return this;
    }

    public Story Later(Duration passed) => At(Now + passed);

    public Story When(Actor by, Command command, string? why = null, IdempotencyKey? key = null) =>
        When(new Envelope(command, by, Now, SeedOn(State), why, key));

    public Story When(Envelope envelope)
    {
        asked = envelope;
        outcome = Domain.Handle(State, envelope);
        State = outcome.After;
        return this;
    }

    /// <summary>The very same envelope once more, on the state after it.</summary>
    public Story AndAgain() => When(asked!);

    public Story Then(params Event[] events)
    {
        Assert.Equal([], Codes);
        Assert.Equal(events, Decision.Events);
        return this;
    }

    /// <summary>Something happened, whatever it was.</summary>
    public Story ThenDone()
    {
        Assert.Equal([], Codes);
        Assert.NotEmpty(Decision.Events);
        return this;
    }

    public Story ThenNothing()
    {
        Assert.Equal([], Codes);
        Assert.Empty(Decision.Events);
        return this;
    }

    /// <summary>Done the first time, and nothing the second: what every command must be.</summary>
    public Story ThenOnce() => ThenDone().AndAgain().ThenNothing();

    public Story ThenRefused(string code, string? path = null)
    {
        Assert.Equal(code, Codes.FirstOrDefault() ?? "(not refused)");
        if (path is not null) Assert.Equal(path, Decision.Refusals[0].Path);
        Assert.Empty(Decision.Events);
        return this;
    }

    /// <summary>All refusals as <c>CODE path</c>, in their order.</summary>
    public Story ThenRefusedFor(params string[] all)
    {
        Assert.Equal(all, Decision.Refusals.Select(refusal => $"{refusal.Code} {refusal.Path}"));
        return this;
    }

    /// <summary>A claim about the state after.</summary>
    public Story And(Action<NetworkState> claim)
    {
        claim(State);
        return this;
    }

    public Id<T> Made<T>()
        where T : IIdentified
    {
        Assert.Equal([], Codes);
        Assert.True(Decision.Subject.Is<T>(out var id));
        return id;
    }

    /// <summary>Seeds far enough apart for the longest import, and the same in every run.</summary>
    public static UInt128 SeedOn(NetworkState state) => (UInt128)(ulong)(state.Sequence + 1) << 40;

    private string[] Codes => [.. Decision.Refusals.Select(refusal => refusal.Code)];
}
