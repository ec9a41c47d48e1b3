//! Words for what officers' tables name: how far lists, promises, kits and goods are, and why banks sent money back.

use super::Language;
use crate::proto::ledger::v1::{KitStanding, ListStage, PledgeStanding, StockStanding};
use crate::proto::record::v1::{CampaignKind, Channel, ReturnReason, Source, ValuationBasis};

/// The word of the language that is asked for.
const fn either(language: Language, (english, persian): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::English => english,
        Language::Persian => persian,
    }
}

const UNKNOWN: (&str, &str) = ("unknown", "نامعلوم");

/// How far a list is.
#[must_use]
pub const fn list_stage(stage: ListStage, language: Language) -> &'static str {
    let words = match stage {
        ListStage::Unspecified => UNKNOWN,
        ListStage::Submitted => ("submitted", "تهیه شده"),
        ListStage::Approved => ("approved", "تأیید شده"),
        ListStage::Released => ("released", "دستور پرداخت صادر شده"),
    };
    either(language, words)
}

/// How far a promise is.
#[must_use]
pub const fn pledge_standing(standing: PledgeStanding, language: Language) -> &'static str {
    let words = match standing {
        PledgeStanding::Unspecified => UNKNOWN,
        PledgeStanding::Open => ("open", "باز"),
        PledgeStanding::PartlyFulfilled => ("partly fulfilled", "تا اندازه‌ای ادا شده"),
        PledgeStanding::Fulfilled => ("fulfilled", "ادا شده"),
        PledgeStanding::Cancelled => ("cancelled", "ابطال شده"),
        PledgeStanding::WrittenOff => ("written off", "حذف شده از مطالبات"),
    };
    either(language, words)
}

/// How far a kit is.
#[must_use]
pub const fn kit_standing(standing: KitStanding, language: Language) -> &'static str {
    let words = match standing {
        KitStanding::Unspecified => UNKNOWN,
        KitStanding::Ready => ("ready", "آماده"),
        KitStanding::Reserved => ("reserved", "کنار گذاشته"),
        KitStanding::HandedOver => ("handed over", "تحویل شده"),
        KitStanding::Dissolved => ("dissolved", "باز شده"),
    };
    either(language, words)
}

/// Where units of goods are.
#[must_use]
pub const fn stock_standing(standing: StockStanding, language: Language) -> &'static str {
    let words = match standing {
        StockStanding::Unspecified => UNKNOWN,
        StockStanding::Free => ("free", "آزاد"),
        StockStanding::Unappraised => ("unappraised", "ارزیابی نشده"),
        StockStanding::InKit => ("in a kit", "در بسته"),
        StockStanding::HandedOver => ("handed over", "تحویل شده"),
    };
    either(language, words)
}

/// Why a bank sent a payment back; empty if it did not.
#[must_use]
pub const fn return_reason(reason: ReturnReason, language: Language) -> &'static str {
    let words = match reason {
        ReturnReason::Unspecified => ("", ""),
        ReturnReason::WrongAccount => ("wrong account", "حساب نادرست"),
        ReturnReason::AccountClosed => ("account closed", "حساب بسته"),
        ReturnReason::AccountBlocked => ("account blocked", "حساب مسدود"),
        ReturnReason::Other => ("other", "سایر"),
    };
    either(language, words)
}

/// How money came.
#[must_use]
pub const fn channel(channel: Channel, language: Language) -> &'static str {
    let words = match channel {
        Channel::Unspecified => UNKNOWN,
        Channel::Portal => ("portal", "درگاه"),
        Channel::Card => ("card", "کارت"),
        Channel::Transfer => ("transfer", "حواله"),
        Channel::Box => ("box", "صندوق صدقات"),
        Channel::CashDesk => ("cash desk", "نقدی"),
    };
    either(language, words)
}

/// Where money or goods come from.
#[must_use]
pub const fn receipt_source(source: Source, language: Language) -> &'static str {
    let words = match source {
        Source::Unspecified => UNKNOWN,
        Source::PublicDonation => ("public donation", "مشارکت مردمی"),
        Source::Company => ("company", "شرکت"),
        Source::Assembly => ("assembly", "مجمع خیّرین"),
        Source::StateCredit => ("state credit", "اعتبار دولتی"),
    };
    either(language, words)
}

/// What kind of campaign it is.
#[must_use]
pub const fn campaign_kind(kind: CampaignKind, language: Language) -> &'static str {
    let words = match kind {
        CampaignKind::Unspecified => UNKNOWN,
        CampaignKind::Ordinary => ("ordinary", "عادی"),
        CampaignKind::Emergency => ("emergency", "اضطراری"),
    };
    either(language, words)
}

/// What the value of goods rests on.
#[must_use]
pub const fn basis(basis: ValuationBasis, language: Language) -> &'static str {
    let words = match basis {
        ValuationBasis::Unspecified => UNKNOWN,
        ValuationBasis::Market => ("market", "بازار"),
        ValuationBasis::Appraised => ("appraised", "کارشناسی"),
        ValuationBasis::DonorDeclared => ("donor declared", "اظهار خیّر"),
        ValuationBasis::Nil => ("nil", "بی‌ارزش"),
    };
    either(language, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::language::tests::is_persian;

    /// The words of one enum in both languages, by its numbers.
    fn words<T: TryFrom<i32>>(said: impl Fn(T, Language) -> &'static str) -> Vec<(&'static str, &'static str)> {
        let numbered = |number| {
            let english = said(T::try_from(number).ok()?, Language::English);
            Some((english, said(T::try_from(number).ok()?, Language::Persian)))
        };
        (1..).map_while(numbered).collect()
    }

    #[test]
    fn every_word_is_said_in_both_languages_and_stands_for_one_thing() {
        let enums = [
            words(list_stage),
            words(pledge_standing),
            words(kit_standing),
            words(stock_standing),
            words(return_reason),
            words(channel),
            words(receipt_source),
            words(campaign_kind),
            words(basis),
        ];
        for words in enums {
            let mut seen = std::collections::BTreeSet::new();
            assert!(words.len() > 1, "{words:?}");
            for (english, persian) in words {
                assert!(is_persian(persian), "{persian}");
                assert!(seen.insert(english) && seen.insert(persian), "{english} {persian} stands for two things");
            }
        }
    }
}
