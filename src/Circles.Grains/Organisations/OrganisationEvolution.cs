using System.Diagnostics;
using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

internal static class OrganisationEvolution
{
    public static NetworkState Evolve(NetworkState state, OrganisationEvent happened, Happened record)
    {
        var before = state.Organisations.GetValueOrDefault(happened.Organisation);
        return Put(state, happened.Organisation, happened switch
        {
            OrganisationEvent.Registered e => new Organisation(e.Organisation, e.Name, e.Kind, e.Region, e.Reference, null, record.At),
            OrganisationEvent.Updated e => before! with
            {
                Name = e.Name.Or(before.Name),
                Kind = e.Kind.Or(before.Kind),
                Region = e.Region.Or(before.Region),
                Reference = e.Reference.Or(before.Reference),
            },
            OrganisationEvent.Presented e => before! with { Showcase = e.Showcase },
            OrganisationEvent.Removed => null,
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the organisation as given, or without it, and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Organisation> id, Organisation? after)
    {
        var before = state.Organisations.GetValueOrDefault(id);
        return state with
        {
            Organisations = state.Organisations.Put(id, after),
            OrganisationByReference = state.OrganisationByReference.Move(id, before?.Reference, after?.Reference),
            OrganisationsByName = state.OrganisationsByName.Move(id, NameKeys(before), NameKeys(after)),
        };
    }

    /// <summary>How a name is looked up: without regard to case.</summary>
    public static string NameKey(string name) => name.ToLowerInvariant();

    public static string[] NameKeys(Organisation? organisation) => organisation is null ? [] : [NameKey(organisation.Name)];
}
