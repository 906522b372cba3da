using System.Diagnostics;
using System.Globalization;
using YamlDotNet.Serialization;

namespace Circles.Conventions;

/// <summary>Every Kubernetes overlay as kubectl renders it.</summary>
public sealed class The_manifests
{
    /// <summary>What an operator makes by hand, as deploy/k8s/README.md says.</summary>
    private static readonly string[] SecretsByHand = ["circles", "circles-database", "circles-keys", "circles-tls"];

    public static TheoryData<string> Overlays =>
        [.. Directory.GetDirectories(Repository.FullPath("deploy/k8s/overlays")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void are_an_overlay_for_one_pod_and_one_for_many()
    {
        Assert.Equal(
            ["ConfigMap", "Deployment", "NetworkPolicy", "PersistentVolumeClaim", "Service", "ServiceAccount"], Render("single").Select(Kind).Order());
        Assert.Equal(
            ["ConfigMap", "Deployment", "Ingress", "NetworkPolicy", "PodDisruptionBudget", "Service", "ServiceAccount"], Render("ha").Select(Kind).Order());
        Assert.Equal("3", At(Only("ha", "Deployment"), "spec", "replicas"));
        Assert.Null(At(Only("ha-autoscaled", "Deployment"), "spec", "replicas"));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void let_no_container_do_more_than_it_needs(string overlay)
    {
        var pod = At(Only(overlay, "Deployment"), "spec", "template", "spec")!;
        Assert.Equal("true", At(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", At(pod, "securityContext", "seccompProfile", "type"));
        Assert.Equal("false", At(pod, "automountServiceAccountToken"));
        Assert.All(Containers(pod), container =>
        {
            Assert.Equal("false", At(container, "securityContext", "allowPrivilegeEscalation"));
            Assert.Equal("true", At(container, "securityContext", "readOnlyRootFilesystem"));
            Assert.Equal(["ALL"], List(container, "securityContext", "capabilities", "drop"));
            Assert.NotNull(At(container, "resources", "requests", "cpu"));
            Assert.NotNull(At(container, "resources", "requests", "memory"));
            Assert.NotNull(At(container, "resources", "limits", "memory"));
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void ask_the_server_for_its_health_and_give_it_time_to_stop(string overlay)
    {
        var pod = At(Only(overlay, "Deployment"), "spec", "template", "spec")!;
        var server = List(pod, "containers").Single();
        var health = Repository.Read("src/Circles.Gateway/Http/Health.cs");
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
        {
            Assert.Contains($"\"{At(server, probe, "httpGet", "path")}\"", health, StringComparison.Ordinal);
            Assert.Contains(At(server, probe, "httpGet", "port"), List(server, "ports").Select(port => At(port, "name")));
        }

        var stop = Gateway.Limits.LeaveWait + Gateway.Limits.StopWait;
        Assert.True(TimeSpan.FromSeconds(Number(At(pod, "terminationGracePeriodSeconds"))) > stop);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void name_only_what_is_there(string overlay)
    {
        var all = Render(overlay);
        var deployment = Only(overlay, "Deployment");
        var pod = At(deployment, "spec", "template", "spec")!;
        var labels = Map(At(deployment, "spec", "template", "metadata", "labels"));
        string[] Named(string kind) => [.. all.Where(one => Kind(one) == kind).Select(one => (string)At(one, "metadata", "name")!)];

        Assert.Contains((string)At(pod, "serviceAccountName")!, Named("ServiceAccount"));
        Assert.All(Under(pod, "configMapRef").Concat(Under(pod, "configMapKeyRef")), use => Assert.Contains((string)At(use, "name")!, Named("ConfigMap")));
        Assert.All(Under(pod, "secretKeyRef"), use => Assert.Contains((string)At(use, "name")!, SecretsByHand));
        Assert.All(Under(pod, "persistentVolumeClaim"), use => Assert.Contains((string)At(use, "claimName")!, Named("PersistentVolumeClaim")));
        var volumes = List(pod, "volumes").Select(volume => At(volume, "name")).ToList();
        Assert.All(Containers(pod).SelectMany(container => List(container, "volumeMounts")), mount => Assert.Contains(At(mount, "name"), volumes));

        var selectors = all.Where(one => Kind(one) is "Service").Select(one => At(one, "spec", "selector"))
            .Concat(all.Where(one => Kind(one) is "NetworkPolicy").Select(one => At(one, "spec", "podSelector", "matchLabels")))
            .Concat(all.Where(one => Kind(one) is "PodDisruptionBudget" or "Deployment").Select(one => At(one, "spec", "selector", "matchLabels")));
        Assert.All(selectors, selector => Assert.All(Map(selector), label => Assert.Equal(label.Value, labels[label.Key])));
        Assert.All(Under(all, "service"), use => Assert.Contains((string)At(use, "name")!, Named("Service")));
        Assert.All(Under(all, "scaleTargetRef"), use => Assert.Contains((string)At(use, "name")!, Named((string)At(use, "kind")!)));
        Assert.All(Under(all, "tls").SelectMany(tls => (List<object>)tls), use => Assert.Contains((string)At(use, "secretName")!, SecretsByHand));
        Assert.All(all, one => Assert.Equal("circles", At(one, "metadata", "namespace")));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void give_settings_that_the_server_reads(string overlay)
    {
        var config = Map(At(Only(overlay, "ConfigMap"), "data")).Keys;
        var direct = Containers(At(Only(overlay, "Deployment"), "spec", "template", "spec")!)
            .SelectMany(container => List(container, "env")).Select(env => (string)At(env, "name")!);
        var told = Repository.Read("README.md");
        Offenders.None(config.Select(key => (string)key).Concat(direct)
            .Where(name => name.StartsWith("Circles__", StringComparison.Ordinal) || name.StartsWith("ConnectionStrings__", StringComparison.Ordinal))
            .Where(name => !told.Contains($"`{name.Replace("__", ":", StringComparison.Ordinal)}`", StringComparison.Ordinal)));
    }

    private static object Only(string overlay, string kind) => Assert.Single(Render(overlay), one => Kind(one) == kind);

    private static string Kind(object one) => (string)At(one, "kind")!;

    private static IEnumerable<object> Containers(object pod) => List(pod, "containers").Concat(List(pod, "initContainers"));

    private static int Number(object? value) => int.Parse((string)value!, CultureInfo.InvariantCulture);

    private static object? At(object? from, params string[] path) =>
        path.Aggregate(from, (here, step) => here is Dictionary<object, object> map ? map.GetValueOrDefault(step) : null);

    private static List<object> List(object from, params string[] path) => At(from, path) as List<object> ?? [];

    private static Dictionary<object, object> Map(object? value) => value as Dictionary<object, object> ?? [];

    /// <summary>Every value that stands under a key, however deep.</summary>
    private static IEnumerable<object> Under(object from, string key) => from switch
    {
        Dictionary<object, object> map => map.SelectMany(pair => (string)pair.Key == key ? [pair.Value] : Under(pair.Value, key)),
        List<object> list => list.SelectMany(item => Under(item, key)),
        _ => [],
    };

    private static List<object> Render(string overlay)
    {
        using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", Repository.FullPath($"deploy/k8s/overlays/{overlay}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = kubectl.StandardError.ReadToEndAsync();
        var rendered = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        Assert.True(kubectl.ExitCode == 0, errors.Result);
        var parser = new YamlDotNet.Core.Parser(new StringReader(rendered));
        var reader = new DeserializerBuilder().Build();
        var all = new List<object>();
        YamlDotNet.Core.ParserExtensions.Consume<YamlDotNet.Core.Events.StreamStart>(parser);
        while (YamlDotNet.Core.ParserExtensions.Accept<YamlDotNet.Core.Events.DocumentStart>(parser, out _)) all.Add(reader.Deserialize<object>(parser)!);
        return all;
    }
}
