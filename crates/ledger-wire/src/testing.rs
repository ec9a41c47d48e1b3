//! Entries for tests, here and in other crates: any entry that can be written, and one sample of each event.

#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "for tests only: what it builds is fixed or drawn within its bounds"
)]

mod books;
mod ceremony;
mod goods;
mod grants;
mod lists;
mod money;
mod people;
mod samples;
mod words;

pub use samples::samples;

use crate::record::Blind;
use ledger_core::event::{Entry, Event, RequestHead};
use ledger_core::ids::{Fingerprint, Index, PrincipalId, RequestId};
use ledger_core::time::Timestamp;
use proptest::prelude::*;

/// Any entry that can be stored.
pub fn any_entry() -> impl Strategy<Value = Entry> {
    let envelope = (1..u32::MAX, any::<u64>(), any::<i64>(), any::<u64>(), proptest::option::of(any_head()));
    (envelope, any_event()).prop_map(|((ruleset, index, micros, principal, head), event)| Entry {
        ruleset,
        index: Index(index),
        recorded_at: Timestamp::from_micros(micros),
        principal: PrincipalId(principal),
        head,
        event,
    })
}

/// Any 16 bytes.
pub fn any_blind() -> impl Strategy<Value = Blind> {
    any::<Blind>()
}

/// Any head of a request.
pub fn any_head() -> impl Strategy<Value = RequestHead> {
    let request = any::<([u8; 16], [u8; 16])>().prop_map(|(id, fingerprint)| (RequestId(id), Fingerprint(fingerprint)));
    (proptest::option::of(request), any::<u32>(), 1..u32::MAX)
        .prop_map(|(request, item_count, entry_count)| RequestHead { request, item_count, entry_count })
}

/// Any event that can be stored.
pub fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        books::any_event(),
        people::any_event(),
        money::any_event(),
        grants::any_event(),
        ceremony::any_event(),
        lists::any_event(),
        goods::any_event(),
    ]
    .boxed()
}
