namespace Circles.GraphQL.Types;

/// <summary>
/// Who may read a value. Of a type: asked of each object before anything of it is answered; what is not admitted is null. Of a field: asked
/// of the object that the field belongs to, before its resolver; what is not admitted is null, or no items, or false where there must be
/// a value.
/// </summary>
public abstract class Guard
{
    /// <param name="value">The object.</param>
    /// <param name="request">The caller's own object, as given in <see cref="Execution.GraphQLRequest.Context"/>.</param>
    public abstract bool Admits(object value, object request);
}
