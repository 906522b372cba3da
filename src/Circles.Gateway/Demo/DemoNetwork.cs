namespace Circles.Gateway.Demo;

internal sealed class DemoNetwork(DemoMutations mutations, string folder)
{
    public Task LoadAsync(CancellationToken cancel)
    {
        _ = (mutations, folder, cancel);
        return Task.CompletedTask;
    }
}
