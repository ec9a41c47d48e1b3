//! Reckoned a second time, from the entries alone and by other code than the rules: who had a hand in what, what is
//! open of each pledge, and whether the lists are what they say.

use crate::book::grant_of;
use ledger_core::event::{Entry, Event, GrantApplied, PledgePart, PrincipalAdmitted, PrincipalKind};
use ledger_core::ids::{GrantId, Index, ListId, PersonToken, PledgeId, PrincipalId, ReceiptId};
use std::collections::{BTreeMap, BTreeSet};

/// The acts of a book: each begins with the entry that has the head.
pub fn acts(entries: &[Entry]) -> Vec<&[Entry]> {
    let starts: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].head.is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([entries.len()]);
    starts.iter().zip(ends).map(|(start, end)| &entries[*start..end]).collect()
}

/// Who somebody is, whatever name they use: a person, or a system by itself.
type Who = (Option<PersonToken>, PrincipalId);

fn who(entries: &[Entry], entry: &Entry) -> Who {
    let principal = entry.principal;
    match &entries[usize::try_from(principal.0).unwrap()].event {
        Event::PrincipalAdmitted(PrincipalAdmitted { kind: PrincipalKind::Human(token), .. }) => {
            (Some(*token), PrincipalId(0))
        }
        _ => (None, principal),
    }
}

/// The hands that have been on one grant.
#[derive(Default)]
struct Hands {
    awarded: Option<Who>,
    renewed: Option<Who>,
    released: Option<Who>,
}

/// Nobody who made, checked or released a grant did another of the three, whatever name they used, or gave one of several
/// approvals; and nobody who released it recorded what became of it.
pub fn hands_are_distinct(entries: &[Entry]) {
    let mut grants: BTreeMap<GrantId, Hands> = BTreeMap::new();
    let mut given: BTreeSet<(Index, Who)> = BTreeSet::new();
    for entry in entries {
        let me = who(entries, entry);
        if let Event::ApprovalGiven(e) = &entry.event {
            given.insert((e.object, me));
        }
        let Some(grant) = grant_of(&entry.event) else { continue };
        let applied = &entries[usize::try_from(grant.0).unwrap()];
        let Event::GrantApplied(GrantApplied { list, .. }) = &applied.event else { panic!("{applied:?}") };
        let gave = |object: u64| given.contains(&(Index(object), me));
        let gave_approval = gave(grant.0) || list.is_some_and(|place| gave(place.list.0));
        let is_maker = me == who(entries, applied);
        let hands = grants.entry(grant).or_default();
        match &entry.event {
            Event::GrantAwarded(_) => {
                assert!(!is_maker, "the maker awarded {grant}");
                hands.awarded = Some(me);
            }
            Event::PayeeRenewed(_) => {
                assert!(!is_maker, "the maker renewed the payee of {grant}");
                hands.renewed = Some(me);
            }
            Event::PaymentOrdered(_) | Event::GoodsHandedOver(_) => {
                let checked = [hands.awarded, hands.renewed].contains(&Some(me));
                assert!(!is_maker && !checked && !gave_approval, "{grant} was released by one who had a hand in it");
                hands.released = Some(me);
            }
            Event::PaymentSettled(_) | Event::PaymentReturned(_) => {
                assert_ne!(Some(me), hands.released, "the releaser said what became of {grant}");
            }
            _ => {}
        }
    }
}

/// What was promised, and what became of it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Promise {
    pub pledged: u64,
    pub received: u64,
    pub given_up: u64,
}

impl Promise {
    /// What is open; fails if more was received and given up than pledged.
    pub fn open(self) -> u64 {
        self.pledged.checked_sub(self.received + self.given_up).expect("received and given up is at most pledged")
    }
}

/// Every pledge, as the entries tell it; what the entries say about it has to be what is open by then.
pub fn pledges(entries: &[Entry]) -> BTreeMap<PledgeId, Promise> {
    let mut all: BTreeMap<PledgeId, Promise> = BTreeMap::new();
    let mut parts: BTreeMap<ReceiptId, (PledgePart, u64)> = BTreeMap::new();
    for entry in entries {
        let receipt = ReceiptId(entry.index.0);
        match &entry.event {
            Event::PledgeRecorded(e) => {
                let pledged = e.instalments.iter().map(|part| part.count.count()).sum();
                all.insert(PledgeId(entry.index.0), Promise { pledged, ..Promise::default() });
            }
            Event::PledgeAmended(e) => {
                let row = all.get_mut(&e.pledge).unwrap();
                row.pledged = e.instalments.iter().map(|part| part.count.count()).sum();
                row.open();
            }
            Event::PledgeCancelled(e) => {
                let row = all.get_mut(&e.pledge).unwrap();
                assert_eq!(e.count.count(), row.open(), "a cancellation takes all that is open");
                row.given_up += e.count.count();
            }
            Event::PledgeWrittenOff(e) => {
                let row = all.get_mut(&e.pledge).unwrap();
                row.given_up += e.count.count();
                row.open();
            }
            Event::ReceiptRecorded(e) => fulfil(&mut all, &mut parts, receipt, e.pledge, e.numbers.count()),
            Event::LotReceived(e) => fulfil(&mut all, &mut parts, receipt, e.pledge, e.numbers.count()),
            Event::ReceiptReversed(e) => {
                let Some((part, beyond)) = parts.get_mut(&e.receipt) else { continue };
                let back = e.ranges.amount().count();
                let reopened = back.saturating_sub(*beyond);
                *beyond = beyond.saturating_sub(back);
                all.get_mut(&part.pledge).unwrap().received -= reopened;
            }
            _ => {}
        }
    }
    all
}

fn fulfil(
    all: &mut BTreeMap<PledgeId, Promise>,
    parts: &mut BTreeMap<ReceiptId, (PledgePart, u64)>,
    receipt: ReceiptId,
    part: Option<PledgePart>,
    count: u64,
) {
    let Some(part) = part else { return };
    let row = all.get_mut(&part.pledge).unwrap();
    assert_eq!(part.count.count(), row.open().min(count), "as much as is open, and no more");
    row.received += part.count.count();
    parts.insert(receipt, (part, count - part.count.count()));
}

/// Each step of a list has the lines that it says, each once, and nothing else; no line is paid twice, none is lost.
pub fn lists(entries: &[Entry]) {
    let mut lines: BTreeMap<GrantId, (ListId, u64)> = BTreeMap::new();
    let mut paid: BTreeSet<GrantId> = BTreeSet::new();
    let mut on_its_way: BTreeSet<GrantId> = BTreeSet::new();
    for act in acts(entries) {
        list_act(act, &mut lines);
        for entry in act {
            match &entry.event {
                Event::PaymentOrdered(e) => {
                    assert!(!paid.contains(&e.grant), "{} was paid before", e.grant);
                    assert!(on_its_way.insert(e.grant), "{} is on its way", e.grant);
                }
                Event::PaymentSettled(e) => {
                    assert!(on_its_way.remove(&e.grant), "{} was not ordered", e.grant);
                    assert!(paid.insert(e.grant));
                }
                Event::PaymentReturned(e) => assert!(on_its_way.remove(&e.grant), "{} was not ordered", e.grant),
                _ => {}
            }
        }
    }
}

/// Two entries a line, in pairs, of these kinds.
type Pair = fn(&Event, &Event) -> Option<GrantId>;

fn list_act(act: &[Entry], lines: &mut BTreeMap<GrantId, (ListId, u64)>) {
    match &act[0].event {
        Event::ListSubmitted(e) => {
            let list = ListId(act[0].index.0);
            for pair in act[1..].chunks(2) {
                let (Event::GrantApplied(line), Event::GrantDecided(next)) = (&pair[0].event, &pair[1].event) else {
                    panic!("not a line: {pair:?}")
                };
                let expected = (Some(list), GrantId(pair[0].index.0));
                assert_eq!((line.list.map(|place| place.list), next.grant), expected);
                lines.insert(next.grant, (list, line.amount.count()));
            }
            let of_list: Vec<u64> = lines.values().filter(|(of, _)| *of == list).map(|(_, amount)| *amount).collect();
            let said = (usize::try_from(e.declared_count).unwrap(), e.declared_total.count());
            assert_eq!((of_list.len(), of_list.iter().sum::<u64>()), said);
        }
        Event::ListApproved(e) => {
            let pair: Pair = |first, last| match (first, last) {
                (Event::CreditSecured(first), Event::GrantAwarded(last)) if first.grant == last.grant => {
                    Some(last.grant)
                }
                _ => None,
            };
            let grants: Vec<GrantId> =
                act[1..].chunks(2).map(|two| pair(&two[0].event, &two[1].event).expect("a line")).collect();
            counts(e.list, &grants, lines, (e.line_count, e.total.count()));
        }
        Event::ListReleased(e) => {
            let ordered = act[1..].iter().filter_map(|entry| match &entry.event {
                Event::PaymentOrdered(e) => Some(e.grant),
                Event::GrantVerified(_) => None,
                other => panic!("not of a release: {other:?}"),
            });
            counts(e.list, &ordered.collect::<Vec<_>>(), lines, (e.line_count, e.total.count()));
        }
        Event::ResultsImported(e) => {
            let rows = act[1..].iter().map(|entry| match &entry.event {
                Event::PaymentSettled(row) => (lines[&row.grant].0 == e.list, 1),
                Event::PaymentReturned(row) => (lines[&row.grant].0 == e.list, 1),
                Event::Refused(refused) => (true, refused.items.len()),
                other => panic!("not a row: {other:?}"),
            });
            let rows: Vec<(bool, usize)> = rows.collect();
            assert!(rows.iter().all(|(of_list, _)| *of_list));
            assert_eq!(rows.iter().map(|(_, count)| count).sum::<usize>(), usize::try_from(e.row_count).unwrap());
        }
        _ => {
            let of_list = |entry: &Entry| match &entry.event {
                Event::GrantApplied(e) => e.list.is_some(),
                Event::GrantAwarded(e) => lines.contains_key(&e.grant),
                Event::PaymentOrdered(e) => lines.contains_key(&e.grant),
                Event::PaymentSettled(e) => lines.contains_key(&e.grant),
                Event::PaymentReturned(e) => lines.contains_key(&e.grant),
                _ => false,
            };
            assert!(!act.iter().any(of_list), "a line outside of its list");
        }
    }
}

/// The grants are lines of the list, each once, and as many and as much as was said.
fn counts(list: ListId, grants: &[GrantId], lines: &BTreeMap<GrantId, (ListId, u64)>, said: (u32, u64)) {
    let distinct: BTreeSet<GrantId> = grants.iter().copied().collect();
    assert_eq!(distinct.len(), grants.len(), "no line twice");
    assert!(grants.iter().all(|grant| lines[grant].0 == list), "and none of another list");
    let total: u64 = grants.iter().map(|grant| lines[grant].1).sum();
    assert_eq!((u32::try_from(grants.len()).unwrap(), total), said);
}
