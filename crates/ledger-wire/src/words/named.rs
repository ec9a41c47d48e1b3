//! Words for what the core and the API only name: standings, stages, roles, sources, and what happened.

use super::Language;
use crate::proto::ledger::v1::GrantStage;
use ledger_core::event::Source;
use ledger_core::place::{Place, Standing};
use ledger_core::role::Role;
use ledger_core::views::{Object, What};

/// The word of the language that is asked for.
const fn either(language: Language, english: &'static str, persian: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Persian => persian,
    }
}

/// A standing.
#[must_use]
pub const fn standing(standing: Standing, language: Language) -> &'static str {
    let persian = match standing {
        Standing::Free => "آزاد",
        Standing::Allotted => "تخصیص‌یافته",
        Standing::Notified => "ابلاغ‌شده",
        Standing::Encumbered => "تأمین‌اعتبارشده",
        Standing::InPayment => "در دست پرداخت",
        Standing::Spent => "پرداخت‌شده",
        Standing::Voided => "باطل‌شده",
    };
    either(language, standing.word(), persian)
}

/// Where numbers are, with who holds them.
#[must_use]
pub fn place(place: Place, language: Language) -> String {
    let word = standing(place.standing(), language);
    match (language, place) {
        (Language::English, _) => place.to_string(),
        (Language::Persian, Place::Free) => word.to_owned(),
        (Language::Persian, Place::Allotted(line) | Place::Notified(line)) => format!("{word} به ردیف اعتبار {line}"),
        (Language::Persian, Place::Encumbered(grant) | Place::InPayment(grant) | Place::Spent(grant)) => {
            format!("{word} برای کمک {grant}")
        }
        (Language::Persian, Place::Voided(receipt)) => format!("{word} با رسید {receipt}"),
    }
}

/// What has a balance, with its index.
#[must_use]
pub fn object(object: Object, language: Language) -> String {
    let (english, persian, index) = match object {
        Object::Fund(id) => ("fund", "منبع", id.0),
        Object::Account(id) => ("account", "حساب", id.0),
        Object::Line(id) => ("line", "ردیف اعتبار", id.0),
        Object::Grant(id) => ("grant", "کمک", id.0),
        Object::Office(id) => ("office", "اداره", id.0),
        Object::Receipt(id) => ("receipt", "رسید", id.0),
    };
    format!("{} {index}", either(language, english, persian))
}

/// What happened, in a row of a statement.
#[must_use]
pub const fn statement_event(what: What, language: Language) -> &'static str {
    let (english, persian) = match what {
        What::Received => ("received", "دریافت"),
        What::Reversed => ("reversed", "ثبت معکوس"),
        What::Allotted => ("allotted", "تخصیص"),
        What::Notified => ("notified", "ابلاغ تخصیص"),
        What::Recalled => ("recalled", "بازگشت تخصیص"),
        What::ApprovalGiven => ("approved by one of several", "تأیید یکی از تأییدکنندگان"),
        What::PayeeRenewed => ("approved for a new payee", "تأیید دوباره برای گیرندهٔ تازه"),
        What::KitReserved => ("kit reserved", "کنارگذاشتن بسته"),
        What::HandedOver => ("handed over", "تحویل شد"),
        What::GrantApplied => ("applied", "درخواست"),
        What::GrantDecided => ("decided", "تشخیص"),
        What::CreditSecured => ("credit secured", "تأمین اعتبار"),
        What::GrantAwarded => ("awarded", "تعهد"),
        What::GrantVerified => ("verified", "تسجیل"),
        What::PaymentOrdered => ("payment ordered", "دستور پرداخت"),
        What::PaymentSettled => ("paid", "پرداخت"),
        What::PaymentReturned => ("returned by the bank", "واریز برگشتی"),
        What::GrantCancelled => ("cancelled", "ابطال"),
    };
    either(language, english, persian)
}

/// How far a grant is.
#[must_use]
pub const fn stage(stage: GrantStage, language: Language) -> &'static str {
    let (english, persian) = match stage {
        GrantStage::Unspecified => ("unknown", "نامعلوم"),
        GrantStage::Applied => ("applied", "درخواست"),
        GrantStage::Decided => ("decided", "تشخیص"),
        GrantStage::CreditSecured => ("credit secured", "تأمین اعتبار"),
        GrantStage::Awarded => ("awarded", "تعهد"),
        GrantStage::Verified => ("verified", "تسجیل"),
        GrantStage::Ordered => ("ordered", "حواله"),
        GrantStage::Paid => ("paid", "پرداخت"),
        GrantStage::Returned => ("returned", "برگشتی"),
        GrantStage::HandedOver => ("handed over", "تحویل شده"),
        GrantStage::Cancelled => ("cancelled", "ابطال"),
    };
    either(language, english, persian)
}

/// A role.
#[must_use]
pub const fn role(role: Role, language: Language) -> &'static str {
    let (english, persian) = match role {
        Role::Administrator => ("administrator", "مدیر سامانه"),
        Role::Receiver => ("receiver", "مسئول دریافت"),
        Role::BudgetOfficer => ("budget officer", "کارشناس بودجه"),
        Role::CaseOfficer => ("case officer", "مددکار"),
        Role::Approver => ("approver", "تأییدکننده"),
        Role::Releaser => ("releaser", "صادرکنندهٔ دستور پرداخت"),
        Role::Treasurer => ("treasurer", "خزانه‌دار"),
        Role::Auditor => ("auditor", "حسابرس"),
        Role::Partner => ("partner", "سازمان همکار"),
    };
    either(language, english, persian)
}

/// Where money comes from.
#[must_use]
pub const fn source(source: Source, language: Language) -> &'static str {
    let (english, persian) = match source {
        Source::PublicDonation => ("public donation", "مشارکت مردمی"),
        Source::Company => ("company", "شرکت"),
        Source::Assembly => ("assembly", "مجمع خیّرین"),
        Source::StateCredit => ("state credit", "اعتبار دولتی"),
    };
    either(language, english, persian)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::language::tests::is_persian;
    use ledger_core::ids::{GrantId, LineId, ReceiptId};

    #[test]
    fn every_place_is_said_in_both_languages() {
        let places = [
            (Place::Free, "آزاد"),
            (Place::Allotted(LineId(3)), "تخصیص‌یافته به ردیف اعتبار 3"),
            (Place::Notified(LineId(3)), "ابلاغ‌شده به ردیف اعتبار 3"),
            (Place::Encumbered(GrantId(4)), "تأمین‌اعتبارشده برای کمک 4"),
            (Place::InPayment(GrantId(4)), "در دست پرداخت برای کمک 4"),
            (Place::Spent(GrantId(4)), "پرداخت‌شده برای کمک 4"),
            (Place::Voided(ReceiptId(5)), "باطل‌شده با رسید 5"),
        ];
        for (one, persian) in places {
            assert_eq!(place(one, Language::English), one.to_string());
            assert_eq!(place(one, Language::Persian), persian);
        }
    }

    #[test]
    fn roles_and_stages_have_words_of_their_own() {
        let mut seen = std::collections::BTreeSet::new();
        let stages = (0..).map_while(|number| GrantStage::try_from(number).ok());
        let words = Role::ALL
            .iter()
            .map(|one| (role(*one, Language::English), role(*one, Language::Persian)))
            .chain(stages.map(|one| (stage(one, Language::English), stage(one, Language::Persian))));
        for (english, persian) in words {
            assert!(is_persian(persian), "{persian}");
            assert!(seen.insert(english) && seen.insert(persian), "{english} {persian} stands for two things");
        }
    }
}
