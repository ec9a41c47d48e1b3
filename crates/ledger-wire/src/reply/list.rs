//! The answer to a step of a list. A list that is refused as a whole is an error; refused lines stand in the answer,
//! because there may be more of them than an error can carry.

use super::{Outcome, Reply, index_of};
use crate::proto::ledger::v1 as proto;
use crate::refusal::Refusal;
use ledger_core::ids::BookId;
use ledger_core::rejection::Rejection;

impl Reply {
    /// The answer to a step of a list. `lines` are the lines that its items are about, in order.
    ///
    /// # Errors
    /// The refusal, if the list was refused as a whole, or if the request id stands for something else.
    pub fn list(&self, want_indices: bool, lines: &[u32], book: &BookId) -> Result<proto::ListRecorded, Refusal> {
        // What refuses a whole list is the one item of its act; so is the refusal of its only line.
        if self.conflict || (self.opening.is_none() && self.items.len() == 1) {
            self.refusal_of_all(false)?;
        }
        let (index, name) = match (self.opening, self.committed) {
            (Some((index, list)), Some(_)) => (index.0, list.name(book)),
            (Some(_) | None, _) => (0, String::new()),
        };
        let (link, entry_count, recorded_at) = self.place();
        Ok(proto::ListRecorded {
            index,
            name,
            line_count: u32::try_from(self.items.iter().filter(|item| is_recorded(item)).count()).unwrap_or(u32::MAX),
            indices: if want_indices && self.committed.is_some() {
                self.items.iter().map(index_of).collect()
            } else {
                Vec::new()
            },
            refusals: self.refused_lines(lines),
            link,
            entry_count,
            recorded_at,
            validated_only: self.committed.is_none(),
        })
    }

    fn refused_lines(&self, lines: &[u32]) -> Vec<proto::LineRefusal> {
        let named = (0_u32..).zip(&self.items).filter(|(_, item)| is_named(item));
        let refusals = named.filter_map(|(ordinal, item)| self.item_refusal(ordinal, item));
        let with_line = |refusal: proto::ItemRefusal| {
            let proto::ItemRefusal { ordinal, code, reason, metadata, entry } = refusal;
            let line = usize::try_from(ordinal).ok().and_then(|place| lines.get(place)).copied().unwrap_or(0);
            proto::LineRefusal { ordinal, line, code, reason, metadata, entry }
        };
        refusals.map(with_line).collect()
    }
}

const fn is_recorded(item: &Outcome) -> bool {
    matches!(item, Outcome::Recorded { .. })
}

/// Whether the record says why. Lines beyond those that fit into it were refused with the others.
const fn is_named(item: &Outcome) -> bool {
    !matches!(item, Outcome::Refused { rejection: Rejection::NotTried { .. }, .. })
}

#[cfg(test)]
mod tests {
    use crate::reply::Reply;
    use crate::testing::samples;
    use ledger_core::event::{Entry, Event, Refused, RefusedItem, RequestHead};
    use ledger_core::ids::{BookId, Fingerprint, Index, RequestId};
    use ledger_core::rejection::Rejection;

    const BOOK: BookId = BookId([0xb0; 16]);
    const NOTHING_LEFT: Rejection = Rejection::ExceedsAvailable { available: 5, asked: 7 };

    fn sample(wanted: fn(&Event) -> bool) -> Event {
        samples().into_iter().map(|(entry, _)| entry.event).find(wanted).expect("a sample of each")
    }

    fn released() -> Event {
        sample(|event| matches!(event, Event::ListReleased(_)))
    }

    fn imported() -> Event {
        sample(|event| matches!(event, Event::ResultsImported(_)))
    }

    fn settled() -> Event {
        sample(|event| matches!(event, Event::PaymentSettled(_)))
    }

    fn refused(ordinals: &[u32]) -> Event {
        let items = ordinals.iter().map(|ordinal| RefusedItem { ordinal: *ordinal, rejection: NOTHING_LEFT });
        Event::Refused(Refused { items: items.collect(), conflicts_with: None })
    }

    /// An act of a list with so many lines, from entry 100 on.
    fn reply(item_count: u32, events: Vec<Event>) -> Reply {
        let entry_count = u32::try_from(events.len()).expect("few");
        let request = Some((RequestId([1; 16]), Fingerprint([2; 16])));
        let head = RequestHead { request, item_count, entry_count };
        let (template, _) = samples().remove(1);
        let entry = |(position, event): (u64, Event)| Entry {
            index: Index(100 + position),
            head: (position == 0).then_some(head),
            event,
            ..template.clone()
        };
        Reply::of(&(0..).zip(events).map(entry).collect::<Vec<_>>(), &[9; 32]).expect("an act")
    }

    #[test]
    fn a_file_is_answered_row_by_row() {
        let reply = reply(3, vec![imported(), settled(), settled(), refused(&[1])]);
        let recorded = reply.list(true, &[4, 7, 9], &BOOK).expect("each for itself");
        assert_eq!((recorded.index, recorded.line_count, recorded.indices), (100, 2, vec![101, 0, 102]));
        let [refusal] = &recorded.refusals[..] else { panic!("one refusal") };
        assert_eq!((refusal.ordinal, refusal.line, refusal.entry), (1, 7, 103));
        assert_eq!((refusal.reason.as_str(), refusal.metadata["asked"].as_str()), ("EXCEEDS_AVAILABLE", "7"));
    }

    #[test]
    fn indices_are_listed_if_they_are_wanted() {
        let recorded = reply(1, vec![released(), settled()]).list(false, &[1], &BOOK).expect("released");
        assert_eq!((recorded.line_count, recorded.indices.len()), (1, 0));
        assert!(recorded.name.starts_with("books/b0b0"), "{}", recorded.name);
    }

    #[test]
    fn refused_lines_take_the_list_with_them_and_stand_in_the_answer() {
        let recorded = reply(4, vec![refused(&[0, 2])]).list(true, &[1, 2, 3, 4], &BOOK).expect("in the answer");
        assert_eq!((recorded.index, recorded.line_count, recorded.indices), (0, 0, vec![0; 4]));
        assert_eq!(recorded.refusals.iter().map(|refusal| refusal.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_list_that_is_refused_as_a_whole_is_an_error() {
        let refusal = reply(1, vec![refused(&[0])]).list(true, &[], &BOOK).expect_err("refused");
        assert_eq!((refusal.rejection(), refusal.item, refusal.entry), (Some(NOTHING_LEFT), None, Some(Index(100))));
        let only_row = reply(1, vec![imported(), refused(&[0])]).list(true, &[3], &BOOK).expect("recorded");
        assert_eq!((only_row.index, only_row.refusals[0].line), (100, 3), "the file is recorded, its row is not");
    }
}
