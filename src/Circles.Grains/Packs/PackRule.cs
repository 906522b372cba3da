using Circles.Grains.Kernel;

namespace Circles.Grains.Packs;

/// <summary>The names of the rules that a pack's file is checked by. docs/process-packs.md explains each.</summary>
public static class PackRule
{
    public const string FileTooLarge = "file-too-large";
    public const string NotUtf8 = "not-utf-8";
    public const string JsonSyntax = "json-syntax";
    public const string DuplicateKey = "duplicate-key";
    public const string UnknownKey = "unknown-key";
    public const string MissingKey = "missing-key";
    public const string WrongType = "wrong-type";
    public const string UnknownWord = "unknown-word";
    public const string NumberOutOfRange = "number-out-of-range";
    public const string EmptyList = "empty-list";
    public const string TooManyItems = "too-many-items";
    public const string DuplicateItem = "duplicate-item";
    public const string NotAName = "not-a-name";
    public const string NotAVersion = "not-a-version";
    public const string NotALanguage = "not-a-language";
    public const string EnglishMissing = "english-missing";
    public const string TextEmpty = "text-empty";
    public const string TextTooLong = "text-too-long";
    public const string TextUnreadable = "text-unreadable";
    public const string UnknownRole = "unknown-role";
    public const string UnknownForm = "unknown-form";
    public const string ApplyOfAnotherRole = "apply-of-another-role";
    public const string ApplyNeverOpens = "apply-never-opens";
    public const string ApplyWithoutRole = "apply-without-role";
    public const string MinAboveMax = "min-above-max";
    public const string TooFewSeats = "too-few-seats";
    public const string TooManySeats = "too-many-seats";
    public const string DiaryWithoutSeat = "diary-without-seat";
    public const string InPersonWithoutBlended = "in-person-without-blended";
    public const string GateOnFirstStage = "gate-on-first-stage";
    public const string GateWithoutApplicants = "gate-without-applicants";
    public const string OpenedWhileOpen = "opened-while-open";
    public const string ClosedWhileNotOpen = "closed-while-not-open";
    public const string TooManyFaults = "too-many-faults";

    /// <summary>All of them, in the order in which the document explains them.</summary>
    public static ValueList<string> All { get; } =
    [
        FileTooLarge, NotUtf8, JsonSyntax, DuplicateKey, UnknownKey, MissingKey, WrongType, UnknownWord, NumberOutOfRange, EmptyList,
        TooManyItems, DuplicateItem, NotAName, NotAVersion, NotALanguage, EnglishMissing, TextEmpty, TextTooLong, TextUnreadable,
        UnknownRole, UnknownForm, ApplyOfAnotherRole, ApplyNeverOpens, ApplyWithoutRole, MinAboveMax, TooFewSeats, TooManySeats,
        DiaryWithoutSeat, InPersonWithoutBlended, GateOnFirstStage, GateWithoutApplicants, OpenedWhileOpen, ClosedWhileNotOpen,
        TooManyFaults,
    ];
}
