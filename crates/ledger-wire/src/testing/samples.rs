//! One sample entry of each event, the same for ever: the golden vectors of `docs/format/record.md`.

mod ceremony;
mod goods;
mod spine;

use crate::record::Blind;
use ledger_core::event::{DecisionRef, Entry, Event, PledgePart, RequestHead, Restriction};
use ledger_core::ids::{AreaId, ClassId, Fingerprint, Index, PledgeId, PrincipalId, ProgrammeId, RequestId, SeriesId};
use ledger_core::money::Amount;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, Timestamp};

/// One entry of each event, in the order of the events. Only the first of them, and every tenth, has a head.
#[must_use]
pub fn samples() -> Vec<(Entry, Blind)> {
    let events = [spine::events(), ceremony::events(), goods::events()].into_iter().flatten();
    (0_u8..).zip(events).map(|(number, event)| (entry(number, event), [number; 16])).collect()
}

fn entry(number: u8, event: Event) -> Entry {
    let request = (RequestId([0xa0 | (number % 16); 16]), Fingerprint([0xf0 | (number % 16); 16]));
    let head = RequestHead { request: (number > 0).then_some(request), item_count: u32::from(number), entry_count: 3 };
    Entry {
        ruleset: 1,
        index: Index(u64::from(number) * 1_000),
        recorded_at: Timestamp::from_micros(1_795_000_000_000_000 + i64::from(number)),
        principal: PrincipalId(if number == 0 { 0 } else { 2 }),
        head: number.is_multiple_of(10).then_some(head),
        event,
    }
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a fixed code")
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a fixed name")
}

fn amount(count: u64) -> Amount {
    Amount::new(count).expect("a fixed amount")
}

fn day(epoch_days: i32) -> Day {
    Day::from_epoch_days(epoch_days)
}

fn range(series: u64, start: u64, count: u64) -> Range {
    Range::new(SeriesId(series), start, count).expect("a fixed range")
}

fn ranges() -> Ranges {
    Ranges::new(vec![range(41, 40_000_000, 25_000_000), range(52, 0, 15_000_000)]).expect("fixed ranges")
}

fn decision() -> DecisionRef {
    DecisionRef { number: code("1405/12"), date: day(20_700) }
}

fn restriction() -> Restriction {
    Restriction {
        programme: Some(ProgrammeId(9)),
        area: Some(AreaId(4)),
        class: Some(ClassId(13)),
        intent: Some(ClassId(14)),
        spend_by: Some(day(20_900)),
    }
}

fn pledge_part(count: u64) -> PledgePart {
    PledgePart { pledge: PledgeId(80), count: amount(count) }
}
