using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Circles.Gateway.Hosting;
using Circles.Gateway.Requests;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.Schema;
using Circles.Silo;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Circles.Gateway.Http;

/// <summary>
/// Names the answer to a query before it is computed: the same viewer's same question, of the same state, to the same build, has the same
/// answer. So a client that has it is told 304 for the price of a hash.
/// </summary>
/// <remarks>
/// A tag is given only when the execution stood on the snapshot alone (<see cref="RequestContext.StandsOnSnapshot"/>). Execution is
/// determined by what the tag is made of, so a question whose answer reads the clock never had a tag that could come back.
/// </remarks>
internal sealed class EntityTags(Settings settings)
{
    /// <summary>Bytes of the hash that are told: 128 bits.</summary>
    private const int Length = 16;

    /// <summary>What may change an answer when the server is started anew: its code and its limits.</summary>
    private readonly string edition = string.Join(' ', new[] { typeof(Program), typeof(CirclesSchema), typeof(GraphQLEngine), typeof(INetwork), typeof(NetworkState) }
        .Select(type => type.Module.ModuleVersionId.ToString("N"))) + settings.Limits;

    /// <returns>Null for what is no query: only a query's answer may be kept.</returns>
    public EntityTagHeaderValue? For(Question asked, string mediaType)
    {
        if (asked.Kind != OperationKind.Query) return null;
        var (state, parameters) = (asked.Context.Snapshot, asked.Parameters);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, edition);
        Add(hash, state.Network?.Id.ToString());
        Add(hash, state.Sequence.ToString(CultureInfo.InvariantCulture));
        // A journal restored from a backup counts on from an earlier number.
        Add(hash, state.At.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture));
        // The past stays as it was, but what may be seen of it is what may be seen today.
        Add(hash, state.Today?.Sequence.ToString(CultureInfo.InvariantCulture));
        Add(hash, state.Today?.At.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture));
        // What was opened for a time is shut without a commit: of one number and moment, each that ends leaves fewer.
        Add(hash, state.OpeningsByEnd.Count.ToString(CultureInfo.InvariantCulture));
        Add(hash, state.Today?.OpeningsByEnd.Count.ToString(CultureInfo.InvariantCulture));
        Add(hash, asked.Context.Actor.ToString());
        Add(hash, asked.Context.Actor is Actor.Program { Scopes: { } scopes } ? string.Join(' ', scopes.Select(scope => $"{scope}").Order(StringComparer.Ordinal)) : null);
        Add(hash, asked.Context.Language);
        Add(hash, mediaType);
        Add(hash, parameters.Query);
        Add(hash, parameters.DocumentId);
        Add(hash, parameters.OperationName);
        Add(hash, parameters.Variables?.GetRawText());
        Add(hash, parameters.Extensions?.GetRawText());
        return new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, Length))}\"");
    }

    /// <summary>Whether the client has the answer already. <c>*</c> is ignored: what there is, is not known before it is computed.</summary>
    public static bool Has(StringValues ifNoneMatch, EntityTagHeaderValue tag) =>
        ifNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(ifNoneMatch, out var held)
        && held.Any(one => one.Compare(tag, useStrongComparison: false));

    /// <summary>Adds a part with its length, so that no two lists of parts are the same bytes.</summary>
    private static void Add(IncrementalHash hash, string? part)
    {
        var bytes = Encoding.UTF8.GetBytes(part ?? "");
        hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
        hash.AppendData(bytes);
    }
}
