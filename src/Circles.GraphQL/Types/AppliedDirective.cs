namespace Circles.GraphQL.Types;

/// <summary>
/// A directive as it stands on a part of a schema (specification, "Type System Directives"). The schema shows it in its own language
/// only: introspection tells of definitions, not of their uses.
/// </summary>
/// <param name="Directive">The definition, which has to be one of the schema's.</param>
/// <param name="Arguments">Values given in C#, in the form that <see cref="InputValue.Default"/> has them.</param>
public sealed record AppliedDirective(Directive Directive, params IReadOnlyList<(string Name, object? Value)> Arguments);
