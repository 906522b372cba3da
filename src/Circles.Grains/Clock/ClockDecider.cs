using System.Diagnostics;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;

namespace Circles.Grains.Clock;

internal static class ClockDecider
{
    public static Decision Decide(NetworkState state, ClockCommand command, Envelope envelope) => command switch
    {
        _ when envelope.By is not Actor.Duty => KernelErrors.NotAllowed(),
        ClockCommand.Strike => Decision.Done(
            state.Network!.Id,
            state.Due.TakeWhile(due => due.At <= envelope.At).Take(Limits.StrikeMax).Select(due => Done(due.Of))),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    /// <summary>What happens to a thing whose time has come. A kind that falls due has one line here, and takes its entry out by the event.</summary>
    private static Event Done(AnyId of) =>
        of.Is<Circle>(out var circle) ? new CircleEvent.WordsErased(circle)
        : of.Is<Application>(out var application) ? new ApplicationEvent.WordsErased(application)
        : throw new UnreachableException($"Nothing falls due of the kind '{of.Prefix}'.");
}
