using Circles.Grains.Kernel;

namespace Circles.Grains.Diaries;

internal static class DiaryEvolution
{
    public static NetworkState Evolve(NetworkState state, DiaryEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
