//! What the bank says to the first payments of the list, and what is done about those that come back.

use super::lines::Line;
use super::wish::Programme;

/// Why the bank sends a payment back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no such account (AC01).
    WrongAccount,
    /// The account is closed (AC04).
    AccountClosed,
    /// The account is blocked (AC06).
    AccountBlocked,
    /// Something else.
    Other,
}

impl Why {
    const ALL: [Self; 4] = [Self::WrongAccount, Self::AccountBlocked, Self::AccountClosed, Self::Other];

    /// Whether another account is needed.
    const fn needs_new_account(self) -> bool {
        match self {
            Self::WrongAccount | Self::AccountClosed => true,
            Self::AccountBlocked | Self::Other => false,
        }
    }
}

/// What is done about a payment that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It is paid again, to the same account.
    Again,
    /// It is paid to another account, after that was confirmed and approved.
    ToNewAccount,
    /// It is cancelled.
    Cancelled,
}

/// A payment that comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentBack {
    /// The line, by its place.
    pub line: usize,
    /// Why.
    pub why: Why,
    /// What is done about it.
    pub then: Then,
}

/// The payments that come back, spread over the list; the last marriage of them is cancelled.
#[must_use]
pub fn sent_back(lines: &[Line], count: u64) -> Vec<SentBack> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let stride = lines.len().checked_div(count).unwrap_or(0).max(1);
    let places = (stride / 2..lines.len()).step_by(stride).take(count);
    let mut all: Vec<SentBack> = places
        .zip(Why::ALL.into_iter().cycle())
        .map(|(line, why)| {
            let then = if why.needs_new_account() { Then::ToNewAccount } else { Then::Again };
            SentBack { line, why, then }
        })
        .collect();
    let is_marriage =
        |back: &&mut SentBack| lines.get(back.line).is_some_and(|line| line.programme == Programme::Marriage);
    if let Some(last) = all.iter_mut().rfind(is_marriage) {
        last.then = Then::Cancelled;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Programme, Then, sent_back};
    use crate::demo::plan::lines::lines;
    use crate::demo::plan::measure::Measure;
    use crate::demo::plan::places::Places;

    #[test]
    fn of_3459_payments_41_come_back_40_are_paid_again_and_one_marriage_is_cancelled() {
        let lines = lines(&Measure::FULL, &Places::read());
        let back = sent_back(&lines, Measure::FULL.sent_back);
        let count = |then: Then| back.iter().filter(|back| back.then == then).count();
        assert_eq!(back.len(), 41);
        assert_eq!(count(Then::Again) + count(Then::ToNewAccount), 40);
        assert!(count(Then::ToNewAccount) > 0);
        let cancelled: Vec<_> = back.iter().filter(|back| back.then == Then::Cancelled).collect();
        assert_eq!(cancelled.len(), 1);
        assert_eq!(lines[cancelled[0].line].programme, Programme::Marriage);
        let paid: u64 = lines.iter().map(|line| line.rials).sum::<u64>() - lines[cancelled[0].line].rials;
        assert_eq!((lines.len() - 1, paid), (3_458, 1_429_300_000_000));
    }

    #[test]
    fn a_small_list_has_some_of_each() {
        let lines = lines(&Measure::SMALL, &Places::read());
        let back = sent_back(&lines, Measure::SMALL.sent_back);
        assert_eq!(back.len(), 6);
        for then in [Then::Again, Then::ToNewAccount, Then::Cancelled] {
            assert!(back.iter().any(|back| back.then == then));
        }
    }
}
