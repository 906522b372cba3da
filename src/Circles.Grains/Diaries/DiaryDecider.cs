using Circles.Grains.Kernel;

namespace Circles.Grains.Diaries;

internal static class DiaryDecider
{
    public static Decision Decide(NetworkState state, DiaryCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
