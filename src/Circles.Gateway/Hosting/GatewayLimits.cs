using System.ComponentModel.DataAnnotations;

namespace Circles.Gateway.Hosting;

/// <summary>The gateway's limits as its operator wants them. Each is the constant of its name unless it is set.</summary>
/// <remarks>The ranges keep the server able to serve and to protect itself.</remarks>
public sealed class GatewayLimits
{
    [Range(1_024, 1 << 30)]
    public int BodyBytesMax { get; init; } = Limits.BodyBytesMax;

    /// <inheritdoc cref="Limits.ReceivedBytesMax"/>
    public long ReceivedBytesMax => 2L * BodyBytesMax;

    [Range(1_024, 1 << 20)]
    public int RequestLineBytesMax { get; init; } = Limits.RequestLineBytesMax;

    [Range(1_024, 1 << 20)]
    public int RequestHeadersBytesMax { get; init; } = Limits.RequestHeadersBytesMax;

    [Range(1, 1_000)]
    public int BatchRequestsMax { get; init; } = Limits.BatchRequestsMax;

    public int BudgetOfViewer { get; init; } = Limits.BudgetOfViewer;

    public int BudgetOfViewerPerSecond { get; init; } = Limits.BudgetOfViewerPerSecond;

    public int BudgetOfNetwork { get; init; } = Limits.BudgetOfNetwork;

    public int BudgetOfNetworkPerSecond { get; init; } = Limits.BudgetOfNetworkPerSecond;

    [Range(1, 1 << 20)]
    public int FailuresOfAddress { get; init; } = Limits.FailuresOfAddress;

    [Range(1, 1 << 20)]
    public int FailuresOfAddressPerMinute { get; init; } = Limits.FailuresOfAddressPerMinute;

    [Range(1, 1 << 20)]
    public int BodyBytesPerSecondMin { get; init; } = Limits.BodyBytesPerSecondMin;

    /// <remarks>Kestrel looks at the clock once a second.</remarks>
    [Range(typeof(TimeSpan), "00:00:01.5", "01:00:00")]
    public TimeSpan SlowBodyWait { get; init; } = Limits.SlowBodyWait;

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestHeadersWait { get; init; } = Limits.RequestHeadersWait;

    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StopWait { get; init; } = Limits.StopWait;

    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LeaveWait { get; init; } = Limits.LeaveWait;
}
