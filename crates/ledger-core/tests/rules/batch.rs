//! A list of the office of Qom, and the people who bring it through its steps.

use crate::ask::{code, rials};
use crate::book::Book;
use ledger_core::command::{Command, ImportRow, ListAct, SubmitLine};
use ledger_core::event::{
    BeneficiaryEnrolled, BeneficiaryKind, Entry, Event, GroupKey, PayeeProposed, RefusedItem, RequestHead, ReturnReason,
};
use ledger_core::ids::{
    AccountToken, BeneficiaryId, BenefitKey, Commitment, ContentHash, GrantId, Index, ListId, OfficeId, PersonToken,
    PrincipalId, Reference, ResultsId,
};
use ledger_core::rejection::Rejection;

/// 32 bytes that stand for this number, for nobody who is in the world already.
pub fn bytes(number: u32) -> [u8; 32] {
    let mut bytes = [200; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// The account of the person with this number.
pub fn account(number: u32) -> AccountToken {
    AccountToken(bytes(number))
}

/// The enrolment of somebody with this number, as this office knows them.
pub fn enrolment(office: OfficeId, number: u32) -> Command {
    let mut reference = [201; 16];
    reference[..4].copy_from_slice(&number.to_be_bytes());
    reference[4..12].copy_from_slice(&office.0.to_be_bytes());
    Command::EnrolBeneficiary(BeneficiaryEnrolled {
        kind: BeneficiaryKind::Person,
        office,
        reference: Reference(reference),
        class: None,
        persons: vec![PersonToken(bytes(number))],
        keys: vec![GroupKey { group: code("dowry"), key: BenefitKey(bytes(number)) }],
    })
}

/// The same, enrolled and verified.
pub fn somebody(book: &mut Book, office: OfficeId, number: u32) -> BeneficiaryId {
    book.enrols(enrolment(office, number))
}

pub fn payee(beneficiary: BeneficiaryId, account: AccountToken) -> Command {
    let (name_commitment, account_commitment) = (Commitment([1; 32]), Commitment([2; 32]));
    Command::ProposePayee(PayeeProposed { beneficiary, account, name_commitment, account_commitment })
}

/// The account for the beneficiary, proposed and confirmed.
pub fn pays_to(book: &mut Book, beneficiary: BeneficiaryId, account: AccountToken) -> u64 {
    let payee = book.does(book.w.officer, payee(beneficiary, account));
    book.does(book.w.second_officer, crate::payees::confirm(payee))
}

/// Lines of dowries for people of Qom: 100 for the first, 101 for the second, and so on.
pub fn lines(book: &mut Book, numbers: impl IntoIterator<Item = u32>) -> Vec<SubmitLine> {
    let w = book.w;
    let line = |(line, number): (u32, u32)| {
        let beneficiary = somebody(book, w.qom, number);
        pays_to(book, beneficiary, account(number));
        let amount = rials(99 + u64::from(line));
        SubmitLine { line, programme: w.dowry, office: w.qom, beneficiary, amount, account: account(number) }
    };
    (1..).zip(numbers).map(line).collect()
}

pub fn total(lines: &[SubmitLine]) -> u64 {
    lines.iter().map(|line| line.amount.count()).sum()
}

/// What submits the lines, under a content of its own.
pub fn submit(book: &Book, lines: &[SubmitLine]) -> (ListAct, Vec<Command>) {
    let step = ListAct::Submit {
        office: book.w.qom,
        declared_count: u32::try_from(lines.len()).unwrap(),
        declared_total: rials(total(lines)),
        content: ContentHash(bytes(u32::try_from(book.entries.len()).unwrap())),
    };
    (step, lines.iter().map(|line| Command::SubmitLine(*line)).collect())
}

/// A row of the bank's file about this line: it was paid.
pub fn paid(book: &Book, list: ListId, row: u32, line: u32) -> ImportRow {
    let grant = book.grant_at(list, line);
    let Event::GrantApplied(e) = &book.entry(grant.0).event else { panic!("an application") };
    ImportRow { row, line, account: book.account_of(grant), amount: e.amount, returned: None }
}

/// The same: it came back.
pub fn returned(book: &Book, list: ListId, row: u32, line: u32) -> ImportRow {
    ImportRow { returned: Some(ReturnReason::AccountClosed), ..paid(book, list, row, line) }
}

pub fn import(book: &Book, list: ListId, rows: &[ImportRow]) -> (ListAct, Vec<Command>) {
    let file = ContentHash(bytes(u32::try_from(book.entries.len()).unwrap()));
    (ListAct::Import { list, file }, rows.iter().map(|row| Command::ImportRow(*row)).collect())
}

/// What was refused of an act, in order.
pub fn refused(act: &[Entry]) -> Vec<RefusedItem> {
    let of = |entry: &Entry| match &entry.event {
        Event::Refused(refused) => refused.items.clone(),
        _ => Vec::new(),
    };
    act.iter().flat_map(of).collect()
}

/// Makes the frame of a forged act sound again: dense indices, its head in the first entry, so many items.
pub fn recount(act: &mut [Entry], item_count: u32) {
    let entry_count = u32::try_from(act.len()).unwrap();
    let first = act[0].clone();
    for (entry, index) in act.iter_mut().zip(first.index.0..) {
        *entry = Entry { index: Index(index), head: None, event: entry.event.clone(), ..first.clone() };
    }
    act[0].head = first.head.map(|head| RequestHead { item_count, entry_count, ..head });
}

impl Book {
    /// Five people of Qom and enough money in its line; their lines.
    pub fn five_lines(&mut self) -> Vec<SubmitLine> {
        self.receives(10_000, crate::ask::ANYTHING);
        self.gives(self.w.qom, self.w.dowry, 10_000);
        lines(self, 1..=5)
    }

    /// The step is taken, and no line of it refused.
    pub fn carries(&mut self, principal: PrincipalId, step: ListAct, items: Vec<Command>) -> Vec<Entry> {
        let act = self.takes_up(principal, step.clone(), items);
        assert!(refused(&act).is_empty(), "refused: {:?} of {step:?}", refused(&act));
        act
    }

    /// The step is refused, and nothing else happens; why, line by line.
    pub fn declines(&mut self, principal: PrincipalId, step: ListAct, items: Vec<Command>) -> Vec<(u32, Rejection)> {
        let act = self.takes_up(principal, step.clone(), items);
        assert!(act.iter().all(|entry| matches!(entry.event, Event::Refused(_))), "not refused: {step:?}");
        let refused = refused(&act);
        refused.iter().for_each(|item| crate::codes::refused(item.rejection));
        refused.iter().map(|item| (item.ordinal, item.rejection)).collect()
    }

    /// The step is refused as a whole; why.
    pub fn declines_whole(&mut self, principal: PrincipalId, step: ListAct, items: Vec<Command>) -> Rejection {
        match self.declines(principal, step, items).as_slice() {
            [(0, rejection)] => *rejection,
            other => panic!("more than one: {other:?}"),
        }
    }

    pub fn submits(&mut self, lines: &[SubmitLine]) -> ListId {
        let (step, items) = submit(self, lines);
        ListId(self.carries(self.w.officer, step, items)[0].index.0)
    }

    pub fn approval(&self, list: ListId) -> ListAct {
        ListAct::Approve { list, last_change: self.last_change_of(list), account: self.w.bank }
    }

    pub fn approves(&mut self, list: ListId) {
        let step = self.approval(list);
        self.carries(self.w.approver, step, Vec::new());
    }

    pub fn release(&self, list: ListId) -> ListAct {
        let grants = self.grants_of(list).into_iter();
        let opened = grants.map(|grant| (grant, self.account_of(grant))).collect();
        ListAct::Release { list, last_change: self.last_change_of(list), opened }
    }

    pub fn releases(&mut self, list: ListId) {
        let step = self.release(list);
        self.carries(self.w.releaser, step, Vec::new());
    }

    /// Five lines, submitted, approved and released.
    pub fn released(&mut self) -> ListId {
        let lines = self.five_lines();
        let list = self.submits(&lines);
        self.approves(list);
        self.releases(list);
        list
    }

    pub fn imports(&mut self, list: ListId, rows: &[ImportRow]) -> ResultsId {
        let (step, items) = import(self, list, rows);
        ResultsId(self.carries(self.w.treasurer, step, items)[0].index.0)
    }

    /// The grants of a list, by line.
    pub fn grants_of(&self, list: ListId) -> Vec<GrantId> {
        let of = |entry: &Entry| match &entry.event {
            Event::GrantApplied(e) if e.list.is_some_and(|place| place.list == list) => Some(GrantId(entry.index.0)),
            _ => None,
        };
        self.entries.iter().filter_map(of).collect()
    }

    pub fn grant_at(&self, list: ListId, line: u32) -> GrantId {
        self.grants_of(list)[usize::try_from(line).unwrap() - 1]
    }

    /// The account that a grant is paid to.
    pub fn account_of(&self, grant: GrantId) -> AccountToken {
        let named = self.entries.iter().rev().find_map(|entry| match &entry.event {
            Event::PayeeRenewed(e) if e.grant == grant => Some(e.payee),
            Event::GrantApplied(e) if entry.index.0 == grant.0 => e.payee,
            _ => None,
        });
        let Event::PayeeProposed(e) = &self.entry(named.unwrap().0).event else { panic!("a payee") };
        e.account
    }

    /// The payee that the beneficiary of a line has now.
    pub fn payee_at(&self, list: ListId, line: u32) -> u64 {
        let Event::GrantApplied(e) = self.entry(self.grant_at(list, line).0).event else { panic!("a line") };
        self.payee_of(e.beneficiary)
    }

    /// The auditor lets the act pass; it is not written.
    pub fn audit_only(&self, act: &[Entry]) {
        self.clone().reads(act);
    }

    /// The payee that a beneficiary has now.
    pub fn payee_of(&self, beneficiary: BeneficiaryId) -> u64 {
        let of = |payee: &u64| match &self.entry(*payee).event {
            Event::PayeeProposed(e) => e.beneficiary == beneficiary,
            _ => false,
        };
        let mut confirmed = self.entries.iter().rev().filter_map(|entry| match &entry.event {
            Event::PayeeConfirmed(e) => Some(e.payee.0),
            _ => None,
        });
        confirmed.find(of).unwrap()
    }

    /// The entry that last changed the list, or a line of it outside of its own steps.
    pub fn last_change_of(&self, list: ListId) -> Index {
        let grants = self.grants_of(list);
        let changed = self.entries.iter().rev().find(|entry| match &entry.event {
            Event::ListApproved(e) => e.list == list,
            Event::ListReleased(e) => e.list == list,
            Event::ResultsImported(e) => e.list == list,
            Event::GrantCancelled(e) => grants.contains(&e.grant),
            Event::PayeeRenewed(e) => grants.contains(&e.grant),
            _ => entry.index.0 == list.0,
        });
        changed.unwrap().index
    }
}
