//! Events that open a step of a list.

use super::words::{amount, id, index, some};
use ledger_core::event::{Event, ListApproved, ListReleased, ListSubmitted, ResultsImported};
use ledger_core::ids::{AccountId, ContentHash, ListId, OfficeId};
use proptest::prelude::*;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![submitted(), approved(), released(), results()].boxed()
}

fn list() -> impl Strategy<Value = ListId> {
    id().prop_map(ListId)
}

fn hash() -> impl Strategy<Value = ContentHash> {
    any::<[u8; 32]>().prop_map(ContentHash)
}

fn submitted() -> BoxedStrategy<Event> {
    (id(), some(), amount(), hash())
        .prop_map(|(office, declared_count, declared_total, content)| {
            let office = OfficeId(office);
            Event::ListSubmitted(ListSubmitted { office, declared_count, declared_total, content })
        })
        .boxed()
}

fn approved() -> BoxedStrategy<Event> {
    (list(), index(), id(), some(), amount())
        .prop_map(|(list, last_change, account, line_count, total)| {
            Event::ListApproved(ListApproved { list, last_change, account: AccountId(account), line_count, total })
        })
        .boxed()
}

fn released() -> BoxedStrategy<Event> {
    (list(), index(), some(), some(), amount())
        .prop_map(|(list, last_change, part, line_count, total)| {
            Event::ListReleased(ListReleased { list, last_change, part, line_count, total })
        })
        .boxed()
}

fn results() -> BoxedStrategy<Event> {
    (list(), hash(), some(), amount())
        .prop_map(|(list, file, row_count, total)| {
            Event::ResultsImported(ResultsImported { list, file, row_count, total })
        })
        .boxed()
}
