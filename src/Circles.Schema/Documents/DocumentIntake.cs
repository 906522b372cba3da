using Circles.Grains.Access;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;

namespace Circles.Schema.Documents;

/// <summary>Documents on their way to being registered. What could not be run is not registered: a build learns it, not its users.</summary>
public static class DocumentIntake
{
    /// <summary>Asks the domain first, so that a schema is held against nothing that would be refused anyway; then looks at each document.</summary>
    /// <param name="documents">With the hash that came with each, if one did.</param>
    /// <param name="trial">What the domain would decide; nothing is kept.</param>
    /// <returns>The command, or every reason why it is not to be sent.</returns>
    public static (DocumentCommand.Register? Command, ValueList<Refusal> Faults) Read(
        GraphQLEngine engine, Id<Client> client, IEnumerable<(string Text, string? Hash)> documents, Func<Command, Decision> trial)
    {
        var offered = documents.Select(document => new Offered(document.Text, document.Hash, [])).ToValueList();
        if (trial(new DocumentCommand.Register(client, offered)) is { IsRefused: true } refused) return (null, refused.Refusals.ToValueList());

        var prepared = offered.Select(document => engine.Prepare(document.Text)).ToList();
        var faults = prepared.SelectMany((document, i) => Faults(document, $"documents.{i}.text")).Take(Limits.Documents.FaultsMax).ToValueList();
        if (!faults.IsEmpty) return (null, faults);
        var named = offered.Zip(prepared, (document, it) => document with { Operations = it.OperationNames.ToValueList() });
        return (new DocumentCommand.Register(client, named.ToValueList()), []);
    }

    private static IEnumerable<Refusal> Faults(PreparedDocument document, string path) =>
        from error in document.Errors.Take(Limits.Documents.FaultsEachMax)
        let place = error.Locations.Count > 0 ? error.Locations[0] : new(1, 1)
        select DocumentIntakeErrors.Invalid(path, place.Line, place.Column, error.Message);
}
