using System.Buffers;

namespace Circles.Gateway.Http;

/// <summary>A request's body, read whole into rented memory. Dispose gives it back.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] bytes;
    private int length;

    private RequestBody(int first) => bytes = ArrayPool<byte>.Shared.Rent(first);

    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, length);

    /// <returns>The body, or why it could not be read: whatever goes wrong on the way here is the caller's doing.</returns>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async ValueTask<(RequestBody? Body, HttpError? Refused)> ReadAsync(
        HttpRequest request, int bytesMax, CancellationToken cancel)
    {
        if (request.ContentLength > bytesMax) return (null, HttpErrors.BodyTooLarge(bytesMax));
        var body = new RequestBody((int?)request.ContentLength ?? Limits.BodyBytesFirst);
        try
        {
            var refused = await body.FillAsync(request.Body, bytesMax, cancel);
            if (refused is null) return (body, null);
            body.Dispose();
            return (null, refused);
        }
        catch (BadHttpRequestException e)
        {
            body.Dispose();
            return (null, e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => HttpErrors.BodyTooLarge(bytesMax),
                StatusCodes.Status408RequestTimeout => HttpErrors.BodyTooSlow,
                _ => HttpErrors.BodyUnreadable,
            });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            body.Dispose();
            return (null, HttpErrors.BodyUnreadable);
        }
    }

    public void Dispose()
    {
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private async ValueTask<HttpError?> FillAsync(Stream from, int bytesMax, CancellationToken cancel)
    {
        while (true)
        {
            if (length == bytes.Length) Grow();
            var read = await from.ReadAsync(bytes.AsMemory(length), cancel);
            if (read == 0) return null;
            length += read;
            if (length > bytesMax) return HttpErrors.BodyTooLarge(bytesMax);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
