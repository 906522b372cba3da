namespace Circles.Silo.Journals.Postgres;

/// <summary>What the journal asks of the database. In each statement $1 is the network.</summary>
/// <remarks>
/// The conditions on the network are the first belt, row-level security is the second: tests take the first away and see that the second
/// holds.
/// </remarks>
internal sealed record PostgresStatements
{
    /// <summary>Names the transaction's network: nothing of another one exists until its end.</summary>
    public const string EnterNetwork = "SELECT set_config('circles.network', $1, true)";

    /// <summary>With this for a network, a transaction sees the heads of all and nothing else.</summary>
    public const string AllHeads = "*";

    private const string Lines = "unnest($6::text[], $7::bytea[], $8::bytea[]) WITH ORDINALITY AS line (name, json, hash, number)";

    /// <summary>
    /// Appends after the event $2 with the hash $5, if that is the last one: $3 and $4 are the new end. The head's row is locked until the
    /// commit, so that a second appender waits, looks again and finds that it is not.
    /// </summary>
    public string Append { get; init; } = $"""
        WITH moved AS (
            UPDATE circles.head SET sequence = $3, hash = $4
            WHERE network = $1 AND sequence = $2 AND hash = $5
              AND EXISTS (SELECT FROM circles.event AS last WHERE last.network = $1 AND last.sequence = $2 AND last.hash = $5)
            RETURNING 1)
        INSERT INTO circles.event (network, sequence, name, json, hash)
        SELECT $1, $2 + line.number, line.name, line.json, line.hash FROM moved, {Lines}
        """;

    /// <summary>The same for the first events of a network. $5 is not used.</summary>
    public string AppendFirst { get; init; } = $"""
        WITH made AS (
            INSERT INTO circles.head (network, sequence, hash) VALUES ($1, $3, $4) ON CONFLICT DO NOTHING RETURNING 1)
        INSERT INTO circles.event (network, sequence, name, json, hash)
        SELECT $1, $2 + line.number, line.name, line.json, line.hash FROM made, {Lines}
        """;

    /// <summary>The end as the head tells it and the hash of the event there; and the hash of the event $2.</summary>
    public string End { get; init; } = """
        SELECT head.sequence, head.hash, last.hash, asked.hash FROM circles.head
        LEFT JOIN circles.event AS last ON last.network = head.network AND last.sequence = head.sequence
        LEFT JOIN circles.event AS asked ON asked.network = head.network AND asked.sequence = $2
        WHERE head.network = $1
        """;

    /// <summary>At most $3 events after $2, each with the end as <see cref="End"/> tells it; all from one moment.</summary>
    public string Read { get; init; } = """
        SELECT head.sequence, head.hash, last.hash, event.sequence, event.name, event.json, event.hash FROM circles.head
        LEFT JOIN circles.event AS last ON last.network = head.network AND last.sequence = head.sequence
        LEFT JOIN LATERAL (
            SELECT * FROM circles.event WHERE event.network = $1 AND event.sequence > $2 ORDER BY event.sequence LIMIT $3) AS event ON true
        WHERE head.network = $1
        ORDER BY event.sequence
        """;

    /// <summary>The heads of all networks, or of those in $1.</summary>
    public string Heads { get; init; } = "SELECT network, sequence FROM circles.head WHERE $1::text[] IS NULL OR network = ANY ($1)";
}
