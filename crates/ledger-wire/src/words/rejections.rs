//! A sentence in each language for every rejection code: one row a code. A new code gets its row here; a test names
//! those that have none, and until then the code itself is shown.
//!
//! A hole `{field}` is filled with the field of that name, shown as the row says. Nothing else is ever put into it.

use Kind::{Day, Dimension, IndexOrNone, Needed, Number, Rials, Role, Source, Stage};

/// What the number of a field is, so that people can read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// The index of an entry, or a small number.
    Number,
    /// The index of an entry; 0 if none was named.
    IndexOrNone,
    /// An amount.
    Rials,
    /// A day, in days since 1970-01-01.
    Day,
    /// The number of a role.
    Role,
    /// The number of a stage of a grant.
    Stage,
    /// The number of a source of money.
    Source,
    /// The number of a dimension of a donor's restriction.
    Dimension,
    /// Whether a channel needs the payment outside.
    Needed,
}

/// The words for one code.
pub(super) struct Words {
    /// The stable name of the code.
    pub(super) code: &'static str,
    /// Its fields in their documented order, and what each is.
    pub(super) fields: &'static [(&'static str, Kind)],
    /// The sentence in English.
    pub(super) english: &'static str,
    /// The sentence in Persian.
    pub(super) persian: &'static str,
}

const fn row(
    code: &'static str,
    fields: &'static [(&'static str, Kind)],
    english: &'static str,
    persian: &'static str,
) -> Words {
    Words { code, fields, english, persian }
}

/// In the order of the codes' numbers.
#[rustfmt::skip]
pub(super) const REJECTIONS: &[Words] = &[
    // What is named must exist and be in force.
    row("UNKNOWN_AREA", &[("area", Number)],
        "There is no area {area}.",
        "محدوده‌ای با شمارهٔ {area} وجود ندارد."),
    row("UNKNOWN_OFFICE", &[("office", Number)],
        "There is no office {office}.",
        "اداره‌ای با شمارهٔ {office} وجود ندارد."),
    row("UNKNOWN_PROGRAMME", &[("programme", Number)],
        "There is no programme {programme}.",
        "برنامه‌ای با شمارهٔ {programme} وجود ندارد."),
    row("UNKNOWN_ACCOUNT", &[("account", Number)],
        "There is no account {account}.",
        "حسابی با شمارهٔ {account} وجود ندارد."),
    row("UNKNOWN_DONOR", &[("donor", Number)],
        "There is no donor {donor}.",
        "خیّری با شمارهٔ {donor} وجود ندارد."),
    row("UNKNOWN_BENEFICIARY", &[("beneficiary", Number)],
        "There is no beneficiary {beneficiary}.",
        "مددجویی با شمارهٔ {beneficiary} وجود ندارد."),
    row("UNKNOWN_FUND", &[("fund", Number)],
        "There is no fund {fund}.",
        "منبعی با شمارهٔ {fund} وجود ندارد."),
    row("UNKNOWN_SERIES", &[("series", Number)],
        "There is no series {series}.",
        "سری {series} وجود ندارد."),
    row("UNKNOWN_LINE", &[("line", IndexOrNone)],
        "There is no such line ({line}): nothing was ever allotted to it.",
        "چنین ردیف اعتباری ({line}) وجود ندارد: هرگز چیزی به آن تخصیص نیافته است."),
    row("UNKNOWN_ALLOTMENT", &[("allotment", Number)],
        "There is no allotment {allotment}.",
        "تخصیصی با شمارهٔ {allotment} وجود ندارد."),
    row("UNKNOWN_GRANT", &[("grant", Number)],
        "There is no grant {grant}.",
        "کمکی با شمارهٔ {grant} وجود ندارد."),
    row("UNKNOWN_RECEIPT", &[("receipt", Number)],
        "There is no receipt {receipt}.",
        "رسیدی با شمارهٔ ثبت {receipt} وجود ندارد."),
    row("UNKNOWN_REGISTRATION", &[("object", Number)],
        "There is nothing at {object} that could be confirmed.",
        "در شمارهٔ {object} چیزی نیست که بتوان آن را تأیید کرد."),
    row("NOT_CONFIRMED", &[("object", Number)],
        "What was proposed as {object} has not been confirmed by another person yet.",
        "آنچه با شمارهٔ {object} پیشنهاد شده هنوز به تأیید شخص دیگری نرسیده است."),
    row("ALREADY_CONFIRMED", &[("object", Number)],
        "{object} was confirmed, verified or notified before.",
        "شمارهٔ {object} پیش‌تر تأیید، احراز یا ابلاغ شده است."),
    row("CODE_TAKEN", &[("holder", Number)],
        "The code or reference stands for {holder} already.",
        "این کد یا شناسه پیش‌تر به شمارهٔ {holder} داده شده است."),
    row("WRONG_PARENT", &[("parent", IndexOrNone)],
        "It does not fit under the parent that it names ({parent}).",
        "زیر بالادستی که نام برده ({parent}) جای نمی‌گیرد."),
    row("IDENTITY_TAKEN", &[("principal", Number)],
        "The token or key belongs to principal {principal}.",
        "این نشانه یا کلید از آنِ کاربر {principal} است."),

    // Who may.
    row("PRINCIPAL_NOT_ACTIVE", &[("principal", Number)],
        "Principal {principal} is not known or not confirmed.",
        "کاربر {principal} شناخته نیست یا تأیید نشده است."),
    row("ROLE_MISSING", &[("role", Role)],
        "This needs the role of {role}.",
        "این کار نقش «{role}» را لازم دارد."),
    row("OUT_OF_SCOPE", &[("office", Number)],
        "Your office does not cover office {office}.",
        "ادارهٔ {office} در حوزهٔ ادارهٔ شما نیست."),
    row("SYSTEM_MAY_NOT_APPROVE", &[("principal", Number)],
        "A system never approves, and principal {principal} is one.",
        "سامانه هرگز تأیید نمی‌کند و کاربر {principal} سامانه است."),
    row("SELF_APPROVAL", &[("acted_at", Number)],
        "The same person already stands on this path, in entry {acted_at}.",
        "همین شخص در ثبت {acted_at} از همین مسیر حضور دارد."),
    row("CHANGED_SINCE", &[("seen", Number), ("last_change", Number)],
        "It was changed in entry {last_change}, after entry {seen} that was approved.",
        "پس از ثبت {seen} که دیده شده، در ثبت {last_change} تغییر کرده است."),
    row("ROLES_MAY_NOT_MEET", &[("role", Role), ("other", Role)],
        "One person may not be {role} and {other}.",
        "یک شخص نمی‌تواند هم «{role}» باشد و هم «{other}»."),

    // Money coming in.
    row("NOTHING_ASKED", &[],
        "The amount is nothing.",
        "مبلغ صفر است."),
    row("EXCEEDS_AVAILABLE", &[("available", Rials), ("asked", Rials)],
        "{asked} were asked for, and {available} are there.",
        "{asked} خواسته شده و {available} موجود است."),
    row("AMOUNT_TOO_LARGE", &[("asked", Rials)],
        "{asked} are more than the series or the receipt can number.",
        "{asked} بیش از آن است که سری یا رسید بتواند شماره بزند."),
    row("PAYMENT_ALREADY_RECORDED", &[("receipt", Number)],
        "This payment was recorded before, by receipt {receipt}.",
        "این پرداخت پیش‌تر با رسید {receipt} ثبت شده است."),
    row("RECEIPT_NUMBER_GAP", &[("next", Number), ("found", Number)],
        "The next receipt number of this office and year is {next}, and not {found}.",
        "شمارهٔ بعدیِ رسید در این اداره و سال {next} است و نه {found}."),
    row("PAYMENT_MISMATCH", &[("needed", Needed)],
        "The channel {needed}.",
        "این شیوهٔ دریافت {needed}."),
    row("BOOKING_DATE_IMPOSSIBLE", &[("asked", Day), ("today", Day)],
        "The booking date {asked} is later than today, {today}, or before the book's calendar.",
        "تاریخ سند {asked} پس از امروز، {today}، یا پیش از تقویم دفتر است."),
    row("ALREADY_OPEN", &[("holder", Number)],
        "A fund, series or line for this is there already: {holder}.",
        "منبع، سری یا ردیف اعتبار برای این پیش‌تر باز شده است: {holder}."),
    row("SOURCE_MISMATCH", &[("source", Source)],
        "The donor's kind and the source, {source}, do not belong together.",
        "نوع خیّر با محل تأمین «{source}» نمی‌خواند."),

    // The numbered rials.
    row("NUMBERS_NOT_THERE", &[("series", Number), ("number", Number)],
        "The numbers from {number} of series {series} are not where they are taken from.",
        "شماره‌های سری {series} از {number} به بعد در جایی که از آن برداشته می‌شوند نیستند."),
    row("NUMBERS_BEYOND_SERIES", &[("series", Number), ("numbered", Number)],
        "Series {series} has {numbered} numbers only.",
        "سری {series} تنها {numbered} شماره دارد."),
    row("NUMBERS_NOT_NEXT", &[("series", Number), ("next", Number)],
        "New numbers of series {series} start at {next}.",
        "شماره‌های تازهٔ سری {series} از {next} آغاز می‌شوند."),
    row("RANGES_UNSOUND", &[],
        "The ranges are unsound, or not those of the act that they follow.",
        "بازه‌ها درست نیستند یا با عملی که در پی آن آمده‌اند یکی نیستند."),
    row("NOT_SETTLED", &[("series", Number), ("number", Number)],
        "Only settled money is allotted, and number {number} of series {series} is not settled.",
        "تنها وجه قطعی تخصیص می‌یابد و شمارهٔ {number} از سری {series} قطعی نیست."),
    row("RESTRICTION_FORBIDS", &[("fund", Number), ("dimension", Dimension)],
        "The donor's restriction of fund {fund} does not admit this {dimension}.",
        "نیت خیّر در منبع {fund} این {dimension} را نمی‌پذیرد."),
    row("NOT_HELD_BY_PARENT", &[("parent", Number), ("available", Rials)],
        "Line {parent} passes down only what it was notified of: {available}.",
        "ردیف اعتبار {parent} تنها آنچه را به آن ابلاغ شده به پایین می‌دهد: {available}."),
    row("TOO_MANY_RANGES", &[("most", Number)],
        "This would take more than {most} ranges, which do not fit into one entry: ask for less at a time.",
        "این کار بیش از {most} بازه می‌خواهد که در یک ثبت جا نمی‌شود: هر بار کمتر بخواهید."),
    row("WRONG_CUSTODY", &[("account", Number)],
        "The numbers are in another account than {account}.",
        "این شماره‌ها در حساب {account} نیستند."),
    row("AMOUNT_MISMATCH", &[("expected", Rials), ("found", Rials)],
        "{expected} should move, and the ranges hold {found}.",
        "باید {expected} جابه‌جا شود و بازه‌ها {found} دارند."),

    // Grants.
    row("STAGE_OUT_OF_ORDER", &[("stage", Stage)],
        "The grant is at the stage “{stage}”, and this act follows another.",
        "کمک در مرحلهٔ «{stage}» است و این عمل پس از مرحلهٔ دیگری می‌آید."),
    row("EXCEEDS_CAP", &[("cap", Rials), ("asked", Rials)],
        "{asked} were asked for, and the rule in force allows {cap}.",
        "{asked} خواسته شده و سقف ضابطهٔ جاری {cap} است."),
    row("NO_RULE_IN_FORCE", &[("programme", Number)],
        "Programme {programme} has no confirmed rule in force today.",
        "برنامهٔ {programme} امروز ضابطهٔ تأییدشدهٔ جاری ندارد."),
    row("OTHER_RULE_IN_FORCE", &[("rule", Number)],
        "Another version of the rule is in force: {rule}.",
        "نسخهٔ دیگری از ضابطه جاری است: {rule}."),
    row("BENEFIT_ALREADY_GRANTED", &[],
        "A person of this application already has a live award in this benefit group. Where, is not said.",
        "یکی از اشخاص این درخواست در این گروه کمک تعهد زنده دارد. گفته نمی‌شود کجا."),
    row("NO_BENEFIT_KEY", &[("beneficiary", Number)],
        "Beneficiary {beneficiary} was enrolled without a key for the benefit group of this programme.",
        "مددجوی {beneficiary} بدون کلید گروه کمک این برنامه ثبت شده است."),
    row("BENEFICIARY_NOT_VERIFIED", &[("beneficiary", Number)],
        "Beneficiary {beneficiary} has not been verified by another person.",
        "مددجوی {beneficiary} را شخص دیگری احراز نکرده است."),
    row("WRONG_LINE", &[("line", Number)],
        "Line {line} is not one of the grant's office, its programme and the current year.",
        "ردیف اعتبار {line} از اداره و برنامهٔ این کمک و سال جاری نیست."),
    row("BENEFICIARY_EMPTY", &[],
        "A beneficiary is at least one person, and asks in at least one benefit group.",
        "مددجو دست‌کم یک شخص است و دست‌کم در یک گروه کمک درخواست می‌دهد."),

    // Taking back.
    row("RECEIPT_IN_USE", &[("free", Rials), ("asked", Rials)],
        "{asked} should be taken back, and {free} of the receipt are free: the rest has to be recalled first.",
        "{asked} باید پس گرفته شود و {free} از رسید آزاد است: بقیه باید نخست برگشت داده شود."),
    row("EXCEEDS_RECEIPT", &[("left", Rials), ("asked", Rials)],
        "{asked} should be taken back, and {left} are left of the receipt.",
        "{asked} باید پس گرفته شود و {left} از رسید مانده است."),
    row("NOT_OF_RECEIPT", &[("receipt", Number)],
        "The numbers are not those of receipt {receipt}.",
        "این شماره‌ها از رسید {receipt} نیستند."),

    // Rules and time.
    row("STARTS_BEFORE_ITSELF", &[("asked", Day), ("today", Day)],
        "A rule that is recorded on {today} cannot start on {asked}.",
        "ضابطه‌ای که در {today} ثبت می‌شود نمی‌تواند از {asked} آغاز شود."),
    row("CLOCK_NOT_SCRIPTED", &[],
        "The book's clock is not scripted.",
        "ساعت این دفتر دستی نیست."),
    row("CLOCK_BACKWARDS", &[],
        "The clock does not run back.",
        "ساعت به عقب نمی‌رود."),
    row("WRONG_RULESET", &[("in_force", Number)],
        "Ruleset {in_force} is in force.",
        "مجموعه‌ضابطهٔ {in_force} جاری است."),

    // The log and the requests.
    row("INDEX_NOT_DENSE", &[("next", Number), ("found", Number)],
        "The next index is {next}, and not {found}.",
        "شمارهٔ ثبت بعدی {next} است و نه {found}."),
    row("TIME_RUNS_BACK", &[],
        "The time of recording is before that of the entry ahead.",
        "زمان ثبت پیش از زمان ثبت قبلی است."),
    row("ACT_BROKEN", &[],
        "The act is not whole: its entries and its head do not agree.",
        "عمل کامل نیست: ثبت‌های آن با سرآغازش نمی‌خوانند."),
    row("REQUEST_ID_REUSED", &[("first_used", Number)],
        "The request id was used before, for something else, at entry {first_used}.",
        "این شناسهٔ درخواست پیش‌تر در ثبت {first_used} برای کار دیگری به کار رفته است."),
    row("NOT_THE_OPENING", &[],
        "A book is opened once, by its first act and by nothing else.",
        "دفتر تنها یک بار، با نخستین عمل خود، گشوده می‌شود."),
    row("ACT_TOO_LARGE", &[("most", Number)],
        "The act would have more than {most} entries.",
        "این عمل بیش از {most} ثبت خواهد داشت."),
    row("NOT_TRIED", &[("because_of", Number)],
        "Not tried, because item {because_of} (from 0) of the same request was refused.",
        "آزموده نشد، زیرا قلم {because_of} (از صفر) همین درخواست پذیرفته نشد."),

    // The books must balance.
    row("POSTINGS_UNBALANCED", &[],
        "The postings of the entry do not sum to nothing in some layer.",
        "جمع آرتیکل‌های این ثبت در یکی از لایه‌ها صفر نیست."),
    row("FUNDS_UNBALANCED", &[("fund", Number)],
        "The postings of the entry move value out of fund {fund} into another, or from another into it.",
        "آرتیکل‌های این ثبت میان منبع {fund} و منبع دیگری ارزش جابه‌جا می‌کنند."),
];
