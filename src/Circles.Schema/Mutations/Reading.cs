using Circles.Grains.Kernel;
using Circles.GraphQL.Types;

namespace Circles.Schema.Mutations;

/// <summary>An input that no command can be made of.</summary>
internal sealed class InputRefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>From GraphQL's input values to the domain's.</summary>
internal static class Reading
{
    extension(InputObject input)
    {
        /// <summary>An id. Text that is none becomes the id 0, which was never issued: so both are answered alike.</summary>
        public Id<T> Id<T>(string field)
            where T : IIdentified => ParseId<T>(input.Get<string>(field)!);

        public ValueList<Id<T>> Ids<T>(string field)
            where T : IIdentified => input.List<string>(field).Select(ParseId<T>).ToValueList();

        public string Text(string field) => input.Get<string>(field)!;

        public string? TextOrNull(string field) => input.Get<string>(field);

        public ValueList<string> Texts(string field) => input.List<string>(field).ToValueList();

        /// <summary>A field of an update: left alone when it was not given.</summary>
        public Patch<T> Patch<T>(string field) => input.Has(field) ? new Patch<T>(true, NotNull(input.Get<T>(field), field)) : default;

        /// <summary>The same for a value that has no null of its own.</summary>
        public Patch<T> PatchValue<T>(string field)
            where T : struct =>
            input.Has(field) ? new Patch<T>(true, input.Get<T?>(field) ?? throw new InputRefusedException(KernelErrors.Required(field))) : default;

        /// <summary>A field of an update that null clears.</summary>
        public Patch<T?> Clearable<T>(string field) => input.Has(field) ? new Patch<T?>(true, input.Get<T?>(field)) : default;

        public Patch<ValueList<string>> PatchTexts(string field) =>
            input.Has(field) ? new Patch<ValueList<string>>(true, input.Texts(field)) : default;
    }

    public static Id<T> ParseId<T>(string text)
        where T : IIdentified => Grains.Kernel.Id<T>.TryParse(text, out var id) ? id : default;

    private static T NotNull<T>(T? value, string field) => value ?? throw new InputRefusedException(KernelErrors.Required(field));
}
