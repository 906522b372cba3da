namespace Circles.Grains.Kernel;

/// <summary>Idempotency keys: the same key with the same input gets the first answer, with another input a refusal.</summary>
internal static class Receipts
{
    /// <summary>The answer to give instead of deciding, or null when the key is new or there is none.</summary>
    public static Decision? FirstAnswer(NetworkState state, Envelope envelope)
    {
        if (envelope.Key is not { } key) return null;
        if (key.Text.Length is 0 or > Limits.IdempotencyKeyMax || Check.OptionalText(key.Text, "", Limits.IdempotencyKeyMax) is not null)
            return KernelErrors.IdempotencyKeyLength();
        if (!state.Receipts.TryGetValue((envelope.By, key.Text), out var receipt)) return null;
        if (envelope.At - receipt.At > Limits.ReceiptKept) return null;
        return receipt.InputHash == key.InputHash ? Decision.Nothing(receipt.Subject) : KernelErrors.IdempotencyKeyReused();
    }

    public static NetworkState Remember(NetworkState state, Happened happened)
    {
        if (happened.Key is not { } key) return state;
        var receipts = state.Receipts;
        var ages = state.ReceiptAges;
        while (!ages.IsEmpty && happened.At - ages.Peek().At > Limits.ReceiptKept)
        {
            ages = ages.Dequeue(out var oldest);
            // The same key may have been used again after its time: then the younger receipt stays.
            if (receipts[(oldest.By, oldest.Key)].At == oldest.At) receipts = receipts.Remove((oldest.By, oldest.Key));
        }

        var receipt = new Receipt(key.InputHash, happened.Subject, happened.At, happened.Sequence);
        return state with
        {
            Receipts = receipts.SetItem((happened.By, key.Text), receipt),
            ReceiptAges = ages.Enqueue((happened.By, key.Text, happened.At)),
        };
    }
}
