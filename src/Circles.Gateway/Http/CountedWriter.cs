using System.Buffers;

namespace Circles.Gateway.Http;

/// <summary>Writes straight into a response and knows how much, so that its length can be told before anything leaves.</summary>
/// <remarks>Kestrel's own count of unflushed bytes is 0 once the caller is gone, and a length of 0 would then look like a fault of ours.</remarks>
internal sealed class CountedWriter(HttpResponse response) : IBufferWriter<byte>
{
    private readonly IBufferWriter<byte> output = response.BodyWriter;
    private long written;

    public void Advance(int count)
    {
        written += count;
        output.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => output.GetSpan(sizeHint);

    /// <summary>Tells the length and lets the response go.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        response.ContentLength = written;
        await response.BodyWriter.FlushAsync(cancel);
    }
}
