using Circles.Silo.Seals;

namespace Circles.Silo.Tests.Seals;

public sealed class Master_keys : IDisposable
{
    private readonly TempFolder folder = new();

    private string KeyFile => Path.Combine(folder.Path, "master.key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Are_made_once_for_their_owner_alone()
    {
        Assert.True(MasterKeys.Make(KeyFile));
        var key = await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken);
        Assert.False(MasterKeys.Make(KeyFile));
        Assert.Equal(key, await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        var keys = MasterKeys.InFile(KeyFile);
        Assert.Equal([7], await keys.UnwrapAsync("demo", await keys.WrapAsync("demo", [7])));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("c2hvcnQ=", "key 1 is not 32 bytes in base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "key 1 can be guessed")]
    [InlineData("not base64", "key 1 is not 32 bytes in base64")]
    public void Are_refused_when_they_are_no_keys(string text, string why) =>
        Assert.Contains(why, Assert.Throws<KeysUnusableException>(() => MasterKeys.InText(text, "the test")).Message, StringComparison.Ordinal);

    [Fact]
    public void Are_missed_by_the_name_of_their_file() =>
        Assert.Contains(KeyFile, Assert.Throws<KeysUnusableException>(() => MasterKeys.InFile(KeyFile)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Open_nothing_of_another_network()
    {
        var keys = MasterKeys.InText(MasterKeys.New(), "the test");
        var wrapped = await keys.WrapAsync("demo", [7]);
        await Assert.ThrowsAsync<KeysUnusableException>(async () => await keys.UnwrapAsync("other", wrapped));
    }

    [Fact]
    public async Task Are_checked_at_the_start()
    {
        await using var store = new VolatileKeys();
        await new Sealing(store, MasterKeys.InText(MasterKeys.New(), "the test")).CheckAsync();
        var another = new Sealing(store, MasterKeys.InText(MasterKeys.New(), "the test"));
        Assert.Contains("another master key", (await Assert.ThrowsAsync<KeysUnusableException>(another.CheckAsync)).Message, StringComparison.Ordinal);
    }
}
