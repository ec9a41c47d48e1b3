//! The words that events are made of.

use ledger_core::event::DecisionRef;
use ledger_core::ids::Index;
use ledger_core::money::Amount;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear, Timestamp};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

pub(super) fn code() -> impl Strategy<Value = Code> {
    vec(0x21_u8..0x7f, 1..=Code::MOST).prop_map(|bytes| {
        let text: String = bytes.into_iter().map(char::from).collect();
        Code::new(&text).expect("printable ASCII")
    })
}

pub(super) fn name() -> impl Strategy<Value = Name> {
    let letters = prop_oneof![0x20_u32..0x7f, 0x0621_u32..0x064b];
    vec(letters.prop_map(|scalar| char::from_u32(scalar).expect("a letter")), 1..=Name::MOST / 2)
        .prop_map(|letters| Name::new(&letters.into_iter().collect::<String>()).expect("plain letters"))
}

/// A count that is at least one.
pub(super) fn some() -> impl Strategy<Value = u32> {
    1..=u32::MAX
}

/// An index that may be referred to: not that of the book itself.
pub(super) fn id() -> impl Strategy<Value = u64> {
    prop_oneof![1_u64..1_000, 1_u64..=u64::MAX]
}

pub(super) fn index() -> impl Strategy<Value = Index> {
    id().prop_map(Index)
}

pub(super) fn amount() -> impl Strategy<Value = Amount> {
    (0..=Amount::MAX.count()).prop_map(|count| Amount::new(count).expect("within the largest"))
}

pub(super) fn decision() -> impl Strategy<Value = DecisionRef> {
    (code(), day()).prop_map(|(number, date)| DecisionRef { number, date })
}

pub(super) fn day() -> impl Strategy<Value = Day> {
    any::<i32>().prop_map(Day::from_epoch_days)
}

pub(super) fn instant() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_micros)
}

pub(super) fn year() -> impl Strategy<Value = FiscalYear> {
    (1206_u16..=1498).prop_map(|number| FiscalYear::new(number).expect("a year with a calendar"))
}

pub(super) fn range() -> impl Strategy<Value = Range> {
    (id(), 0..=Amount::MAX.count() / 2, 1..=Amount::MAX.count() / 2).prop_map(|(series, start, count)| {
        Range::new(ledger_core::ids::SeriesId(series), start, count).expect("half and half")
    })
}

/// Runs of series of their own, so that none share a number.
pub(super) fn ranges() -> impl Strategy<Value = Ranges> {
    btree_map(id(), (0..1_u64 << 40, 1..1_u64 << 40), 1..8).prop_map(|runs| {
        let runs = runs.into_iter().rev();
        let runs = runs.map(|(series, (start, count))| Range::new(ledger_core::ids::SeriesId(series), start, count));
        Ranges::new(runs.collect::<Option<Vec<_>>>().expect("sound runs")).expect("apart")
    })
}
