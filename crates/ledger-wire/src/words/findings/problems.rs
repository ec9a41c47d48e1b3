//! The table: each problem in both languages, what is wrong before what would be right.

use super::Said;
use crate::amount::AmountError;
use crate::identifiers::{Fault, IdentifierKind, InvalidIdentifier};
use crate::sheets::Problem;
use crate::words::{Language, money};
use ledger_core::money::Amount;

/// The sentences of one language, with the numbers of the problem in their holes.
macro_rules! say {
    ($language:expr, $wrong_en:literal; $right_en:literal, $wrong_fa:literal; $right_fa:literal) => {
        match $language {
            Language::English => Said { wrong: format!($wrong_en), right: format!($right_en) },
            Language::Persian => Said { wrong: format!($wrong_fa), right: format!($right_fa) },
        }
    };
}

/// A problem in words.
#[must_use]
#[rustfmt::skip]
pub fn problem(problem: &Problem, language: Language) -> Said {
    match *problem {
        Problem::FileTooLarge { most } => say!(language,
            "the file is too large to be read"; "at most {most} bytes",
            "پرونده بزرگ‌تر از آن است که خوانده شود"; "حداکثر {most} بایت"),
        Problem::NotUtf8 => say!(language,
            "this is not UTF-8"; "save it as “CSV UTF-8”",
            "کدگذاری UTF-8 نیست"; "آن را با قالب «CSV UTF-8» ذخیره کنید"),
        Problem::NoHeader => say!(language,
            "the file is empty"; "a first line with the names of the columns",
            "پرونده خالی است"; "سطر نخست نام ستون‌ها را دارد"),
        Problem::NoLines => say!(language,
            "there is nothing below the header"; "one line or more",
            "زیر سطر عنوان چیزی نیست"; "یک سطر یا بیشتر"),
        Problem::TooManyLines { most } => say!(language,
            "there are more lines than are read; what follows was not looked at"; "at most {most} lines in a file",
            "سطرها بیش از آن است که خوانده می‌شود؛ از اینجا به بعد دیده نشد"; "حداکثر {most} سطر در هر پرونده"),
        Problem::UnknownColumn { position } => say!(language,
            "column {position} has a name that no column of such a file has"; "the columns of the format, and no other",
            "نام ستون {position} نام هیچ ستونی از این گونه پرونده نیست"; "ستون‌های قالب و نه ستونی دیگر"),
        Problem::MissingColumn => say!(language,
            "this column is missing"; "all columns of the format, in any order",
            "این ستون نیست"; "همهٔ ستون‌های قالب، به هر ترتیب"),
        Problem::ColumnTwice { first } => say!(language,
            "this column is there already, as column {first}"; "each column once",
            "این ستون پیش‌تر در جای {first} آمده است"; "هر ستون یک بار"),
        Problem::UnitTwice => say!(language,
            "the name of the amount's column states a unit too"; "the unit in one place",
            "نام ستون مبلغ هم واحد را می‌گوید"; "واحد در یک جا"),
        Problem::LineTooLong { size, most } => say!(language,
            "the line has {size} bytes"; "at most {most}",
            "سطر {size} بایت دارد"; "حداکثر {most}"),
        Problem::BadQuotes => say!(language,
            "a quotation mark is out of place or not closed on its line"; "quotes around a whole cell, doubled within",
            "علامت نقل قول بیجاست یا در همان سطر بسته نشده"; "دو سوی تمام خانه، و درون آن دوتایی"),
        Problem::CellCount { expected, found } => say!(language,
            "the line has {found} cells"; "{expected}, as the header has",
            "سطر {found} خانه دارد"; "{expected} خانه، مانند سطر عنوان"),

        Problem::Empty => say!(language,
            "the cell is empty"; "every line has it",
            "خانه خالی است"; "هر سطر آن را دارد"),
        Problem::TooLong { size, most } => say!(language,
            "the text has {size} bytes"; "at most {most}",
            "متن {size} بایت دارد"; "حداکثر {most}"),
        Problem::BadCharacter { at } => say!(language,
            "the character after {at} bytes may not stand there";
            "a code of printable ASCII without spaces, or a name without control characters and direction marks",
            "نویسهٔ پس از {at} بایت مجاز نیست"; "کد با نویسه‌های لاتین و بی‌فاصله، یا نام بی نویسهٔ کنترلی و نشانهٔ جهت"),
        Problem::FormulaSign => say!(language,
            "it begins with a sign that a spreadsheet takes for a formula"; "a name that begins with a letter",
            "با نشانه‌ای آغاز می‌شود که صفحه‌گسترده آن را فرمول می‌داند"; "نامی که با حرف آغاز شود"),
        Problem::Identifier(invalid) => identifier(invalid, language),
        Problem::Amount(error) => amount(error, language),
        Problem::NotALineNumber => say!(language,
            "this is no number"; "the number of the line in its list, from 1",
            "این عدد نیست"; "شمارهٔ ردیف در فهرست، از 1"),
        Problem::UnknownStatus => say!(language,
            "this says neither that it was paid nor that it came back"; "paid or returned",
            "نه پرداخت را می‌رساند و نه برگشت را"; "«پرداخت شد» یا «برگشتی»"),
        Problem::UnknownReason => say!(language,
            "this reason is not known"; "AC01, AC04, AC06 or other",
            "این علت شناخته نیست"; "حساب نادرست، حساب بسته، حساب مسدود یا سایر"),
        Problem::ReasonMissing => say!(language,
            "it came back without a reason"; "AC01, AC04, AC06 or other",
            "برگشت بی‌علت است"; "حساب نادرست، حساب بسته، حساب مسدود یا سایر"),
        Problem::ReasonUnexpected => say!(language,
            "it was paid, and has a reason why it came back"; "an empty cell",
            "پرداخت شده و علت برگشت دارد"; "خانهٔ خالی"),

        Problem::LineOutside { last } => say!(language,
            "the number is none of this list's"; "numbers from 1 to {last}, none left out",
            "این شماره از این فهرست نیست"; "شماره‌های 1 تا {last}، بی‌جاافتادگی"),
        Problem::LineTwice { first } => say!(language,
            "line {first} of the file has this number already"; "each number once",
            "سطر {first} پرونده همین شماره را دارد"; "هر شماره یک بار"),
        Problem::PersonTwice { first } => say!(language,
            "line {first} of the file has this person for this programme already"; "each person once in a programme",
            "سطر {first} پرونده همین شخص را برای همین برنامه دارد"; "هر شخص در هر برنامه یک بار"),
        Problem::CountDiffers { declared, found } => say!(language,
            "the file has {found} lines"; "{declared}, as was declared",
            "پرونده {found} سطر دارد"; "{declared} سطر، چنان‌که اعلام شده"),
        Problem::TotalDiffers { declared, found } => {
            let (declared, found) = (rials(declared, language), rials(found, language));
            say!(language,
                "the amounts sum to {found}"; "{declared}, as was declared",
                "جمع مبلغ‌ها {found} است"; "{declared}، چنان‌که اعلام شده")
        }
        Problem::TotalTooLarge => say!(language,
            "the amounts sum to more than can be counted"; "smaller amounts",
            "جمع مبلغ‌ها بیش از آن است که شمرده شود"; "مبلغ‌های کوچک‌تر"),
        Problem::ShebaShared { first } => say!(language,
            "line {first} of the file has this account for another person"; "an account of this person, unless it is meant so",
            "سطر {first} پرونده همین حساب را برای شخص دیگری دارد"; "حساب همین شخص، مگر آن‌که عمدی باشد"),
        Problem::NameDiffers { first } => say!(language,
            "line {first} of the file has another name for this person"; "one name for one person",
            "سطر {first} پرونده برای همین شخص نام دیگری دارد"; "برای هر شخص یک نام"),
        Problem::FarAbove { times, usual } => {
            let usual = rials(usual, language);
            say!(language,
                "at least {times} times what is usual in this programme"; "about {usual}, unless it is meant so",
                "دست‌کم {times} برابر مبلغ معمول این برنامه است"; "نزدیک به {usual}، مگر آن‌که عمدی باشد")
        }
        Problem::FarBelow { times, usual } => {
            let usual = rials(usual, language);
            say!(language,
                "what is usual in this programme is at least {times} times as much"; "about {usual}, unless it is meant so",
                "مبلغ معمول این برنامه دست‌کم {times} برابر این است"; "نزدیک به {usual}، مگر آن‌که عمدی باشد")
        }
    }
}

#[rustfmt::skip]
fn identifier(InvalidIdentifier { kind, fault }: InvalidIdentifier, language: Language) -> Said {
    let form = form(kind, language);
    match fault {
        Fault::BidiControl => say!(language,
            "there is a mark that turns the direction of text"; "{form}, without such a mark",
            "نشانهٔ جهت متن در آن است"; "{form}، بی چنین نشانه‌ای"),
        Fault::Length { expected: _, found } => say!(language,
            "it has {found} characters"; "{form}; zeros in front count, and a spreadsheet may have dropped them",
            "{found} نویسه دارد"; "{form}؛ صفرهای آغاز هم به شمار می‌آیند و شاید صفحه‌گسترده آن‌ها را انداخته باشد"),
        Fault::NotADigit { index } => say!(language,
            "the character after {index} digits is no digit"; "{form}",
            "نویسهٔ پس از {index} رقم رقم نیست"; "{form}"),
        Fault::Prefix => say!(language,
            "it does not begin as it must"; "{form}",
            "آغازش درست نیست"; "{form}"),
        Fault::NeverIssued => say!(language,
            "such a number is never issued"; "{form}, as issued",
            "چنین شماره‌ای هرگز داده نمی‌شود"; "{form}، چنان‌که داده شده"),
        Fault::CheckDigit => say!(language,
            "the check digit does not fit"; "{form}, of which the check digit confirms the others",
            "رقم کنترل نمی‌خواند"; "{form} که رقم کنترلش بقیه را تأیید کند"),
    }
}

/// The form of an identifier.
const fn form(kind: IdentifierKind, language: Language) -> &'static str {
    match (kind, language) {
        (IdentifierKind::NationalId, Language::English) => "ten digits",
        (IdentifierKind::NationalId, Language::Persian) => "ده رقم",
        (IdentifierKind::LegalId, Language::English) => "eleven digits",
        (IdentifierKind::LegalId, Language::Persian) => "یازده رقم",
        (IdentifierKind::Sheba, Language::English) => "IR and 24 digits",
        (IdentifierKind::Sheba, Language::Persian) => "IR و 24 رقم",
        (IdentifierKind::Card, Language::English) => "sixteen digits",
        (IdentifierKind::Card, Language::Persian) => "شانزده رقم",
        (IdentifierKind::Mobile, Language::English) => "0 and ten digits, the first of them 9",
        (IdentifierKind::Mobile, Language::Persian) => "0 و ده رقم که نخستین آن‌ها 9 است",
    }
}

#[rustfmt::skip]
fn amount(error: AmountError, language: Language) -> Said {
    match error {
        AmountError::MissingUnit => say!(language,
            "the amount has no unit"; "IRR or toman, behind the number or in the column of the unit",
            "مبلغ واحد ندارد"; "ریال یا تومان، پس از عدد یا در ستون واحد"),
        AmountError::UnknownUnit => say!(language,
            "the unit is not known"; "IRR or toman",
            "واحد شناخته نیست"; "ریال یا تومان"),
        AmountError::NotANumber { index } => say!(language,
            "the character after {index} others does not belong to a number"; "digits, parted into thousands or not at all",
            "نویسهٔ پس از {index} نویسه از عدد نیست"; "رقم‌ها، سه‌تا سه‌تا جداشده یا پیوسته"),
        AmountError::Grouping => say!(language,
            "the separators do not part it into thousands"; "digits, parted into thousands or not at all",
            "جداکننده‌ها آن را سه‌رقم‌سه‌رقم جدا نمی‌کنند"; "رقم‌ها، سه‌تا سه‌تا جداشده یا پیوسته"),
        AmountError::Zero => say!(language,
            "the amount is zero"; "an amount above zero",
            "مبلغ صفر است"; "مبلغی بیش از صفر"),
        AmountError::Negative => say!(language,
            "the amount is below zero"; "an amount above zero",
            "مبلغ منفی است"; "مبلغی بیش از صفر"),
        AmountError::FractionalRial { allowed_places, found_places } => say!(language,
            "the amount has {found_places} decimal places"; "at most {allowed_places} in this unit: a rial has no parts",
            "مبلغ {found_places} رقم اعشار دارد"; "حداکثر {allowed_places} در این واحد: ریال جزء ندارد"),
        AmountError::TooLarge { limit_rials } => {
            let limit = money(limit_rials, language);
            say!(language,
                "the amount is too large"; "at most {limit}",
                "مبلغ بیش از اندازه است"; "حداکثر {limit}")
        }
    }
}

fn rials(amount: Amount, language: Language) -> String {
    money(i64::try_from(amount.count()).unwrap_or(i64::MAX), language)
}
