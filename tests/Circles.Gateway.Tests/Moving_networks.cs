using Circles.Gateway.CommandLine;
using Circles.Silo.Seals;
using Circles.Tests.Postgres;

namespace Circles.Gateway.Tests;

/// <summary>The verbs export, import-archive and backup beside a running server.</summary>
public sealed class Moving_networks
{
    [Fact]
    public async Task exports_checks_and_restores_a_network_that_is_being_served()
    {
        await using var gateway = await Gateway.WithNetworksAsync("one");
        var file = Path.Combine(Gateway.NewFolder(), "one.jsonl");
        var exported = await VerbAsync("export", file, "--data", gateway.DataPath);
        Assert.Equal((0, "one: 1 event exported."), (exported.Code, exported.Output.Trim()));
        Assert.Equal(1, (await VerbAsync("export", file, "--data", gateway.DataPath)).Code);

        var target = Path.Combine(Gateway.NewFolder(), "restored");
        var check = await VerbAsync("import-archive", file, "--check", "--data", target);
        Assert.StartsWith("one: 1 event, whole, exported ", check.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target));
        Assert.Equal("one: 1 event restored, 0 events already there.", (await VerbAsync("import-archive", file, "--data", target)).Output.Trim());
        Assert.Equal("one: 0 events restored, 1 event already there.", (await VerbAsync("import-archive", file, "--data", target)).Output.Trim());
        await File.AppendAllTextAsync(file, " ");
        var faulty = await VerbAsync("import-archive", file, "--data", target);
        Assert.Equal((1, "The archive cannot be used. Line 4: it is cut off here."), (faulty.Code, faulty.Errors.Trim()));
    }

    [Fact]
    public async Task goes_from_SQLite_to_PostgreSQL_and_back_as_it_was_and_is_served_in_each()
    {
        const string ask = "{ people(first: 100) { totalCount nodes { id name } } network { slug regions { code name } } }";
        var folder = Gateway.NewFolder();
        string Archive(string name) => Path.Combine(folder, name);
        string served, key;
        await using (var first = await Gateway.WithNetworksAsync("one"))
        {
            for (var i = 0; i < 20; i++)
                await first.DataAsync("mutation ($name: String!) { registerPerson(input: { name: $name }) { errors { code } } }", new { name = $"Zoë {i}" }, "one");
            served = (await first.DataAsync(ask, network: "one")).GetRawText();
            Assert.Equal(0, (await VerbAsync("export", Archive("one"), "--data", first.DataPath)).Code);
            key = Path.Combine(first.DataPath, "master.key");
        }

        var (owner, service) = await (await SharedServer.Started).CreateDatabaseAsync();
        (string, string)[] database =
            [("Circles__Journal", "postgres"), ("Circles__MasterKey", Gateway.MasterKey), ("ConnectionStrings__Journal", service), ("ConnectionStrings__JournalOwner", owner)];
        var closed = await GatewayProcess.RunAsync(["import-archive", Archive("one")], database);
        Assert.Equal((1, true), (closed.Code, closed.Errors.Contains("another master key", StringComparison.Ordinal)));
        var restored = await GatewayProcess.RunAsync(["import-archive", Archive("one"), "--key-file", key], database);
        Assert.Equal((0, "one: 21 events restored, 0 events already there.", ""), (restored.Code, restored.Output.Trim(), restored.Errors));
        await using (var second = await Gateway.StartAsync(
            more: ["--Circles:Journal=postgres", $"--Circles:MasterKey={Gateway.MasterKey}", $"--ConnectionStrings:Journal={service}", $"--ConnectionStrings:JournalOwner={owner}"]))
            Assert.Equal(served, (await second.DataAsync(ask, network: "one")).GetRawText());

        var exported = await GatewayProcess.RunAsync(["export", Archive("two")], database);
        Assert.Equal((0, "one: 21 events exported."), (exported.Code, exported.Output.Trim()));
        // The first line tells when it was written, and the last one's checksum covers that.
        var (one, two) = (await File.ReadAllLinesAsync(Archive("one")), await File.ReadAllLinesAsync(Archive("two")));
        // Twenty people have a key each, and the network has one that wraps those.
        Assert.Equal(1 + 21 + 21 + 1, two.Length);
        Assert.Equal(one[1..22], two[1..22]);
        Assert.DoesNotContain(two, line => line.Contains("Zoë", StringComparison.Ordinal));

        var data = Archive("data");
        await File.WriteAllTextAsync(Archive("key"), Gateway.MasterKey);
        Assert.Equal(0, (await VerbAsync("import-archive", Archive("two"), "--data", data, "--key-file", Archive("key"))).Code);
        await using var third = await Gateway.StartAsync(data: data);
        Assert.Equal(served, (await third.DataAsync(ask, network: "one")).GetRawText());
    }

    [Fact]
    public async Task copies_every_network_and_the_operators_token_to_a_folder_that_serves()
    {
        await using var gateway = await Gateway.WithNetworksAsync("one", "two");
        var target = Path.Combine(Gateway.NewFolder(), "copy");
        var copied = await VerbAsync("backup", target, "--data", gateway.DataPath);
        Assert.Equal(0, copied.Code);
        Assert.Equal(["one: 1 event", "platform: 4 events", "two: 1 event"], copied.Output.Trim().Split('\n').Select(line => line.Trim()));
        Assert.Equal(1, (await VerbAsync("backup", target, "--data", gateway.DataPath)).Code);

        // The master key is kept elsewhere.
        await Assert.ThrowsAsync<KeysUnusableException>(() => Gateway.StartAsync(data: target));
        await using var restored = await Gateway.StartAsync(data: target, more: $"--Circles:MasterKeyFile={Path.Combine(gateway.DataPath, "master.key")}");
        using var answer = await restored.AskAsync("{ network { slug } }", network: "two");
        Assert.Contains("\"slug\":\"two\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> VerbAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await Verbs.RunAsync(args, _ => throw new InvalidOperationException("It served."), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
