using Circles.Silo.Journals.Postgres;
using Npgsql;
using static Circles.Silo.Journals.Postgres.PostgresDatabase;

namespace Circles.Silo.Seals;

/// <summary>Keys in the table <c>circles.key</c>, one network's rows to a transaction.</summary>
/// <remarks>
/// A destroyed key's row is emptied, and the table is then written anew: its pages would else hold the old row for a while. What the
/// database's own log holds goes as that log is recycled.
/// </remarks>
public sealed class PostgresKeys(PostgresDatabase database) : IKeyStore
{
    private const string Find = "SELECT name, wrapped FROM circles.key WHERE network = $1 AND name = ANY ($2)";
    private const string Add = "INSERT INTO circles.key (network, name, wrapped) SELECT $1, * FROM unnest($2::text[], $3::bytea[]) ON CONFLICT DO NOTHING";
    private const string Replace = "UPDATE circles.key SET wrapped = $4 WHERE network = $1 AND name = $2 AND wrapped = $3";
    private const string All = "SELECT name, wrapped FROM circles.key WHERE network = $1 ORDER BY name";
    private const string Networks = "SELECT network, ''::bytea FROM circles.key WHERE name = 'network' ORDER BY network";

    private const string Destroy = """
        INSERT INTO circles.key (network, name, wrapped) SELECT $1, name, '' FROM unnest($2::text[]) AS name
        ON CONFLICT (network, name) DO UPDATE SET wrapped = ''
        """;

    public async ValueTask<IReadOnlyDictionary<string, byte[]>> FindAsync(string network, IReadOnlyCollection<string> names) =>
        new Dictionary<string, byte[]>(await RowsAsync(network, Statement(Find, network, names.Distinct().ToArray())));

    public async ValueTask AddAsync(string network, IReadOnlyDictionary<string, byte[]> keys) =>
        await DoAsync(network, Statement(Add, network, keys.Keys.ToArray(), keys.Values.ToArray()));

    public async ValueTask ReplaceAsync(string network, string name, byte[] before, byte[] after) =>
        await DoAsync(network, Statement(Replace, network, name, before, after));

    public async ValueTask DestroyAsync(string network, IReadOnlyCollection<string> names)
    {
        await DoAsync(network, Statement(Destroy, network, names.Distinct().ToArray()));
        // After the commit: until then the old rows are still somebody's.
        await DoAsync(network, Statement("SELECT circles.rewrite_keys()"));
    }

    public async ValueTask<IReadOnlyList<KeyValuePair<string, byte[]>>> AllAsync(string network) =>
        await RowsAsync(network, Statement(All, network));

    public async ValueTask<IReadOnlyList<string>> NetworksAsync() =>
        [.. (await RowsAsync(PostgresStatements.AllHeads, Statement(Networks))).Select(row => row.Key)];

    public ValueTask ReleaseAsync(string network) => ValueTask.CompletedTask;

    /// <summary>The database is closed by whoever opened it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<List<KeyValuePair<string, byte[]>>> RowsAsync(string network, NpgsqlBatchCommand statement) =>
        database.AskAsync(network, committing: false, [statement], async reader =>
        {
            var rows = new List<KeyValuePair<string, byte[]>>();
            while (await reader.ReadAsync()) rows.Add(new(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
            return rows;
        });

    private Task<bool> DoAsync(string network, NpgsqlBatchCommand statement) =>
        database.AskAsync(network, committing: true, [statement], _ => Task.FromResult(true));
}
