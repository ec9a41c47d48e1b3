//! A refusal as a sentence: the row of its code, with its numbers in the holes.

use super::rejections::{Kind, REJECTIONS, Words};
use super::{Language, Text, money, named};
use crate::day::both_calendars;
use crate::proto::ledger::v1::GrantStage;
use crate::refusal::Refusal;
use ledger_core::event::Source;
use ledger_core::role::Role;
use ledger_core::time::Day;

/// Why not, in a sentence. `None` if this version has no words for the code, or the refusal lacks one of its numbers.
#[must_use]
pub fn refusal(refusal: &Refusal, language: Language) -> Option<String> {
    let words = REJECTIONS.iter().find(|words| words.code == refusal.reason)?;
    words.fields.iter().try_fold(words.written(language).to_owned(), |sentence, (field, kind)| {
        let number = *refusal.numbers.get(*field)?;
        Some(sentence.replace(&format!("{{{field}}}"), &shown(*kind, number, language)))
    })
}

impl Words {
    const fn written(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Persian => self.persian,
        }
    }
}

/// A number as people read it; as it is, if it stands for nothing that this version knows.
fn shown(kind: Kind, number: u64, language: Language) -> String {
    let known = match kind {
        Kind::Number => None,
        Kind::IndexOrNone => (number == 0).then(|| Text::None.written(language).to_owned()),
        Kind::Rials => i64::try_from(number).ok().map(|rials| money(rials, language)),
        Kind::Day => i32::try_from(number).ok().map(|days| both_calendars(Day::from_epoch_days(days))),
        Kind::Role => {
            let role = Role::ALL.into_iter().find(|role| role.number() == number);
            role.map(|role| named::role(role, language).to_owned())
        }
        Kind::Stage => {
            let stage = i32::try_from(number).ok().and_then(|number| GrantStage::try_from(number).ok());
            stage.map(|stage| named::stage(stage, language).to_owned())
        }
        Kind::Source => {
            let sources = [Source::PublicDonation, Source::Company, Source::Assembly, Source::StateCredit];
            let source = sources.into_iter().find(|source| *source as u64 == number);
            source.map(|source| named::source(source, language).to_owned())
        }
        Kind::Dimension => dimension(number, language).map(str::to_owned),
        Kind::Needed => Some(needed(number != 0, language).to_owned()),
    };
    known.unwrap_or_else(|| number.to_string())
}

/// What of a restriction forbids, as `RESTRICTION_FORBIDS` numbers it.
const fn dimension(number: u64, language: Language) -> Option<&'static str> {
    match (number, language) {
        (1, Language::English) => Some("programme"),
        (1, Language::Persian) => Some("برنامه"),
        (2, Language::English) => Some("area"),
        (2, Language::Persian) => Some("محدوده"),
        _ => None,
    }
}

const fn needed(is_needed: bool, language: Language) -> &'static str {
    match (is_needed, language) {
        (true, Language::English) => "needs the payment outside",
        (true, Language::Persian) => "مشخصات پرداخت بیرونی را لازم دارد",
        (false, Language::English) => "has no payment outside",
        (false, Language::Persian) => "پرداخت بیرونی ندارد",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::language::tests::is_persian;
    use ledger_core::rejection::Rejection;
    use std::collections::BTreeSet;

    fn holes(sentence: &str) -> BTreeSet<&str> {
        sentence.split('{').skip(1).map(|rest| rest.split_once('}').expect("a hole ends").0).collect()
    }

    #[test]
    fn every_rejection_has_words_in_both_languages_with_a_hole_for_each_field() {
        for rejection in Rejection::each() {
            let code = rejection.code();
            let rows: Vec<&Words> = REJECTIONS.iter().filter(|words| words.code == code).collect();
            let [words] = rows[..] else { panic!("{code} has {} rows in words/rejections.rs", rows.len()) };
            let named: Vec<&str> = words.fields.iter().map(|(field, _)| *field).collect();
            assert_eq!(named, rejection.fields(), "{code}");
            let fields: BTreeSet<&str> = named.into_iter().collect();
            for language in Language::ALL {
                assert_eq!(holes(words.written(language)), fields, "{code} in {language:?}");
            }
            assert!(is_persian(words.persian), "{code}: {}", words.persian);
        }
    }

    #[test]
    fn every_row_has_its_code() {
        for words in REJECTIONS {
            let known = Rejection::each().iter().any(|rejection| rejection.code() == words.code);
            assert!(known, "{} is no code of the rules", words.code);
        }
    }

    #[test]
    fn a_refusal_is_said_with_its_numbers_as_people_read_them() {
        let said = |rejection: Rejection, language| refusal(&Refusal::of(&rejection), language).expect("has words");
        let english = |rejection| said(rejection, Language::English);
        let persian = |rejection| said(rejection, Language::Persian);

        let exceeds = Rejection::ExceedsAvailable { available: 57_500_000, asked: 40_000_000_000 };
        assert_eq!(english(exceeds), "40,000,000,000 IRR were asked for, and 57,500,000 IRR are there.");
        assert_eq!(persian(exceeds), "40,000,000,000 ریال خواسته شده و 57,500,000 ریال موجود است.");

        let early = Rejection::StartsBeforeItself { asked: 20_000, today: 20_381 };
        let days = "A rule that is recorded on 2025-10-20 (1404-07-28) cannot start on 2024-10-04 (1403-07-13).";
        assert_eq!(english(early), days);

        assert_eq!(english(Rejection::RoleMissing { role: 4 }), "This needs the role of approver.");
        assert_eq!(persian(Rejection::RoleMissing { role: 4 }), "این کار نقش «تأییدکننده» را لازم دارد.");
        assert!(persian(Rejection::StageOutOfOrder { stage: 4 }).contains("«تعهد»"));
        assert!(english(Rejection::SourceMismatch { source: 3 }).contains("state credit"));
        assert!(english(Rejection::UnknownLine { line: 0 }).contains("(none)"));
        assert!(english(Rejection::RestrictionForbids { fund: 3, dimension: 2 }).ends_with("this area."));
        assert_eq!(english(Rejection::PaymentMismatch { needed: 0 }), "The channel has no payment outside.");
    }

    #[test]
    fn what_this_version_has_no_words_for_is_not_made_up() {
        let newer = Refusal { reason: "MOON_IS_FULL".to_owned(), ..Refusal::of(&Rejection::NothingAsked {}) };
        assert_eq!(refusal(&newer, Language::Persian), None);
        let mut lacking = Refusal::of(&Rejection::UnknownGrant { grant: 7 });
        lacking.numbers.clear();
        assert_eq!(refusal(&lacking, Language::English), None);
        let beyond = Refusal::of(&Rejection::RoleMissing { role: 99 });
        assert_eq!(refusal(&beyond, Language::English).as_deref(), Some("This needs the role of 99."));
    }
}
