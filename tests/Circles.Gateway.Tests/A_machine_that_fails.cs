using System.Net;
using Microsoft.Data.Sqlite;

namespace Circles.Gateway.Tests;

public sealed class A_machine_that_fails
{
    /// <summary>
    /// Execution began, and other fields of the same request may have succeeded: the status stays 200 in both media types, and the error
    /// tells by its code what failed and whether to try again.
    /// </summary>
    [Fact]
    public async Task in_the_middle_of_a_request_is_told_by_a_code_and_not_by_the_status()
    {
        await using var gateway = await Gateway.WithNetworksAsync("held");
        await using var holder = new SqliteConnection($"Data Source={Path.Combine(gateway.DataPath, "networks", "held.db")};Pooling=False");
        await holder.OpenAsync();
        await using var hold = holder.CreateCommand();
        hold.CommandText = "BEGIN IMMEDIATE";
        await hold.ExecuteNonQueryAsync();

        const string mutation = "mutation { a: defineRegion(input: { code: \"A\", name: \"A\" }) { errors { code } } }";
        // One after the other: the second of two at once would wait for the lock twice, and be as long as a request may take.
        foreach (var accept in (string[])["application/graphql-response+json", "application/json"])
        {
            using var answer = await gateway.AskAsync(mutation, accept: accept);
            Assert.Equal((HttpStatusCode.OK, "JOURNAL_LOCKED"), (answer.StatusCode, await Gateway.CodeOf(answer)));
            var error = (await Gateway.JsonOf(answer)).GetProperty("errors")[0];
            Assert.True(error.GetProperty("extensions").GetProperty("retryable").GetBoolean());
            Assert.Equal("a", error.GetProperty("path")[0].GetString());
        }

        hold.CommandText = "ROLLBACK";
        await hold.ExecuteNonQueryAsync();
        using var after = await gateway.AskAsync(mutation);
        Assert.Equal("""{"data":{"a":{"errors":[]}}}""", await Gateway.PlainOf(after));
    }
}
