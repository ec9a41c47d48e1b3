//! What people ask for in random histories of the ceremony: promises, goods, payees, lists, approvals, recalls.
//!
//! Dice say what; whoever may do it asks for it, mostly about what is there and mostly as it is by then, so that many
//! things come to their end and many are refused on the way.

use crate::ask::{ANYTHING, MISTAKE, allot, application, cash, code, for_area, notify, reverse, rials, year_1404};
use crate::batch;
use crate::book::{Book, grant_of};
use crate::pledges::{self, promise};
use crate::policies::{give, policy};
use crate::properties::{indices, pick, somebody, wish};
use crate::warehouse::{Warehouse, evidence};
use ledger_core::command::{
    AllotmentOrigin, AssembleKit, Command, GrantStep, ImportRow, ListAct, Pledged, Recall, RecordLot, RecordPledge,
    RecordReceipt, SubmitLine,
};
use ledger_core::event::{
    ClockAdvanced, DecisionRef, EarmarkLifted, EarmarkPlaced, Event, GrantApplied, LotAppraised, PayeeProposed,
    Restriction, ReturnReason,
};
use ledger_core::ids::{
    BeneficiaryId, Commitment, ContentHash, EarmarkId, GrantId, Index, KitId, ListId, LotId, PayeeId, PledgeId,
    PrincipalId, ReceiptId,
};
use proptest::prelude::*;

/// Numbers that an act is made of; what they mean depends on the book as it is by then.
pub type Dice = (u8, u8, u8, u16);

/// Who asks (mostly the one who may), for what.
pub type Roll = (u8, Dice);

pub fn rolls(most: usize) -> impl Strategy<Value = Vec<Roll>> {
    let dice = (any::<u8>(), any::<u8>(), any::<u8>(), 0_u16..700);
    proptest::collection::vec((any::<u8>(), dice), most / 4..most)
}

/// A request in the making.
pub struct Ask {
    pub principal: PrincipalId,
    pub list: Option<ListAct>,
    pub commands: Vec<Command>,
}

fn one(principal: PrincipalId, command: Command) -> Option<Ask> {
    Some(Ask { principal, list: None, commands: vec![command] })
}

/// A book in which something can happen at once, and its warehouse.
pub fn festive() -> (Book, Warehouse) {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    book.receives(20_000, ANYTHING);
    book.receives(500, Restriction { spend_by: book.today().checked_add_days(3), ..ANYTHING });
    book.gives(w.qom, w.dowry, 9_000);
    book.gives(w.kerman, w.dowry, 2_000);
    house.fill(&mut book, 4);
    house.receives(&mut book, house.fridge, 2, for_area(w.qom_area));
    let lines = batch::lines(&mut book, 1..=6);
    book.submits(&lines[..3]);
    for line in &lines[3..] {
        let set = GrantApplied { kit: Some(house.set), ..application(w.qom, w.dowry, line.beneficiary, 500) };
        let payee = Some(PayeeId(book.payee_of(line.beneficiary)));
        let cash = GrantApplied { payee, ..application(w.qom, w.dowry, line.beneficiary, 200) };
        for ask in [set, cash] {
            book.does(w.officer, Command::ApplyForGrant(ask));
        }
    }
    for amount in [300, 900] {
        pledges::pledged(&mut book, amount);
    }
    let bands = policy(None, &[(Some(250), 1), (None, 2)], book.today());
    let bands = ledger_core::event::ApprovalPolicySet { cooling_off_hours: 2, ..bands };
    book.registers(Command::SetApprovalPolicy(bands));
    (book, house)
}

/// What a roll stands for; `None` if there is nothing yet that it could be about.
pub fn ask(book: &Book, house: &Warehouse, (who, dice): Roll) -> Option<Ask> {
    let thought = match dice.0 % 48 {
        0..=4 => of_pledges(book, house, dice)?,
        5..=9 => of_goods(book, house, dice)?,
        10..=13 => of_payees(book, dice)?,
        14..=16 => submission(book, dice)?,
        17..=25 => next_of_list(book, dice)?,
        26..=29 => of_budget(book, dice)?,
        30..=43 => next_of_grant(book, dice)?,
        44 => applied(book, house, dice)?,
        45 => approval(book, dice)?,
        _ => of_the_clock(book, dice)?,
    };
    let principal = if who.is_multiple_of(12) { somebody(book, who / 12) } else { thought.principal };
    Some(Ask { principal, ..thought })
}

fn of_pledges(book: &Book, house: &Warehouse, (_, a, b, amount): Dice) -> Option<Ask> {
    let w = book.w;
    let all = indices(book, |event| matches!(event, Event::PledgeRecorded(_)));
    let pledge = PledgeId(pick(&all, a)?);
    let amount = u64::from(amount);
    match b % 8 {
        0 => {
            let goods = a.is_multiple_of(3);
            let pledged = if goods { Pledged::Goods(house.fridge) } else { Pledged::Money };
            let count = if goods { amount % 9 } else { amount };
            let ask = RecordPledge { pledged, restriction: wish(book, b), ..promise(w, &[(1, count), (9, count)]) };
            one(w.receiver, Command::RecordPledge(ask))
        }
        1 => one(w.receiver, pledges::amend(book, pledge, &[(2, amount), (20, amount)])),
        2 if a.is_multiple_of(3) => one(w.approver, pledges::cancel(book, pledge)),
        2 => one(w.approver, pledges::write_off(book, pledge, Some(amount / 4))),
        3 => {
            let receipts = indices(book, |event| matches!(event, Event::ReceiptRecorded(_)));
            let part = b.is_multiple_of(3).then_some(amount / 3);
            one(w.approver, reverse(pick(&receipts, a)?, part))
        }
        4 => {
            let lot = RecordLot { pledge: Some(pledge), ..house.lot(house.fridge, amount % 5) };
            one(w.receiver, Command::RecordLot(lot))
        }
        _ => {
            let ask = RecordReceipt { pledge: Some(pledge), ..cash(book, amount / 2) };
            one(w.receiver, Command::RecordReceipt(ask))
        }
    }
}

fn of_goods(book: &Book, house: &Warehouse, (_, a, b, amount): Dice) -> Option<Ask> {
    let w = book.w;
    let lots = indices(book, |event| matches!(event, Event::LotReceived(_)));
    let kits = indices(book, |event| matches!(event, Event::KitAssembled(_)));
    match b % 6 {
        0 | 1 => {
            let item = if a.is_multiple_of(2) { house.fridge } else { house.stove };
            let lot = house.lot(item, u64::from(amount % 6));
            let dearer = rials(lot.unit_value.count() + u64::from(amount.is_multiple_of(3)));
            let lot = RecordLot { unit_value: dearer, restriction: wish(book, a), ..lot };
            one(w.receiver, Command::RecordLot(lot))
        }
        2 => {
            let lot = LotId(pick(&lots, a)?);
            let before = book.entries.iter().rev().find_map(|entry| match &entry.event {
                Event::LotAppraised(e) if e.lot == lot => Some(entry.index),
                _ => None,
            });
            let last_change = before.unwrap_or(Index(lot.0));
            let appraiser = if before.is_some() { w.second_approver } else { w.approver };
            one(appraiser, Command::AppraiseLot(LotAppraised { lot, last_change }))
        }
        3 | 4 => {
            let office = if a.is_multiple_of(4) { w.kerman } else { w.qom };
            let named = [pick(&lots, a)?, pick(&lots, b)?, pick(&lots, a ^ b)?].map(LotId).to_vec();
            let lots = if a.is_multiple_of(3) { named } else { Vec::new() };
            one(w.officer, Command::AssembleKit(AssembleKit { office, lots, ..house.assembly() }))
        }
        _ => {
            let kit = KitId(pick(&kits, a)?);
            one(w.officer, Command::DissolveKit { kit, last_change: book.last_change_of_kit(kit) })
        }
    }
}

fn beneficiary(book: &Book, number: u8) -> Option<BeneficiaryId> {
    let all = indices(book, |event| matches!(event, Event::BeneficiaryEnrolled(_)));
    Some(BeneficiaryId(pick(&all[all.len().saturating_sub(6)..], number)?))
}

/// The payee that the beneficiary has now.
fn payee(book: &Book, beneficiary: BeneficiaryId) -> Option<PayeeProposed> {
    book.entries.iter().rev().find_map(|entry| {
        let Event::PayeeConfirmed(e) = &entry.event else { return None };
        let Event::PayeeProposed(proposed) = &book.entry(e.payee.0).event else { return None };
        (proposed.beneficiary == beneficiary).then_some(*proposed)
    })
}

fn of_payees(book: &Book, (_, a, b, _): Dice) -> Option<Ask> {
    let w = book.w;
    let proposed = indices(book, |event| matches!(event, Event::PayeeProposed(_)));
    let last = *proposed.last()?;
    let waits = !book.entries.iter().any(|entry| matches!(&entry.event, Event::PayeeConfirmed(e) if e.payee.0 == last));
    if waits {
        return one(w.second_officer, crate::payees::confirm(last));
    }
    let beneficiary = beneficiary(book, a)?;
    let account = batch::account(u32::from(b % 16));
    let (name_commitment, account_commitment) = (Commitment([a; 32]), Commitment([b; 32]));
    let proposed = PayeeProposed { beneficiary, account, name_commitment, account_commitment };
    one(w.officer, Command::ProposePayee(proposed))
}

fn submission(book: &Book, (_, a, b, amount): Dice) -> Option<Ask> {
    let w = book.w;
    let line = |line: u32| {
        let step = u8::try_from(line).unwrap().wrapping_mul(a | 1);
        let beneficiary = beneficiary(book, b.wrapping_add(step))?;
        let account = payee(book, beneficiary)?.account;
        let amount = rials(u64::from(amount % 300) + u64::from(line));
        Some(SubmitLine { line, programme: w.dowry, office: w.qom, beneficiary, amount, account })
    };
    let lines: Vec<SubmitLine> = (1..=1 + u32::from(a % 3)).filter_map(line).collect();
    let (mut list, commands) = batch::submit(book, &lines);
    if let ListAct::Submit { declared_count, declared_total, .. } = &mut list {
        match a {
            0..=9 => *declared_total = rials(declared_total.count() + 1),
            10..=19 => *declared_count += 1,
            _ => {}
        }
    }
    Some(Ask { principal: w.officer, list: Some(list), commands })
}

/// The step of a list that comes next, by whoever takes it; now and then another one.
fn next_of_list(book: &Book, (_, a, b, amount): Dice) -> Option<Ask> {
    let w = book.w;
    let lists = indices(book, |event| matches!(event, Event::ListSubmitted(_)));
    let list = ListId(pick(&lists, a)?);
    let last = book.entries.iter().rev().find(|entry| match &entry.event {
        Event::ListApproved(e) => e.list == list,
        Event::ListReleased(e) => e.list == list,
        Event::ResultsImported(e) => e.list == list,
        _ => entry.index.0 == list.0,
    })?;
    let of = |principal, list| Some(Ask { principal, list: Some(list), commands: Vec::new() });
    let approves = if b.is_multiple_of(3) { w.second_approver } else { w.approver };
    match &last.event {
        _ if b.is_multiple_of(11) => results(book, list, (a, b, amount)),
        _ if b.is_multiple_of(13) => of(w.releaser, book.release(list)),
        Event::ListSubmitted(_) if b.is_multiple_of(5) => one(w.everyman, give(list.0, book.last_change_of(list))),
        Event::ListSubmitted(_) => of(approves, book.approval(list)),
        Event::ListApproved(_) | Event::ResultsImported(_) => of(w.releaser, book.release(list)),
        _ => results(book, list, (a, b, amount)),
    }
}

fn results(book: &Book, list: ListId, (a, b, amount): (u8, u8, u16)) -> Option<Ask> {
    let count = u32::try_from(book.grants_of(list).len()).unwrap();
    let row = |row: u32| {
        let paid = batch::paid(book, list, row, row);
        let back = (u32::from(b) >> row).is_multiple_of(2).then_some(ReturnReason::Other);
        let wrong = u32::from(a) % 9 == row;
        let amount = if wrong { rials(u64::from(amount)) } else { paid.amount };
        ImportRow { returned: back, amount, ..paid }
    };
    let rows: Vec<ImportRow> = (1..=count).map(row).collect();
    let (step, commands) = batch::import(book, list, &rows);
    let step = match step {
        ListAct::Import { list, .. } if a.is_multiple_of(16) => {
            ListAct::Import { list, file: ContentHash([b % 4; 32]) }
        }
        other => other,
    };
    let principal = if b.is_multiple_of(7) { book.w.system } else { book.w.treasurer };
    Some(Ask { principal, list: Some(step), commands })
}

fn of_budget(book: &Book, (_, a, b, amount): Dice) -> Option<Ask> {
    let w = book.w;
    let amount = u64::from(amount);
    let decision = DecisionRef { number: code("D-1"), date: book.today() };
    match b % 9 {
        0 => {
            let parent = a.is_multiple_of(2).then_some(w.kerman);
            let office = if a.is_multiple_of(3) { w.rafsanjan } else { w.qom };
            let (programme, year) = (w.dowry, year_1404());
            let ask = Recall { office, programme, year, amount: rials(amount), parent };
            one(w.approver, Command::RecallAllotment(ask))
        }
        1 => {
            let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
            one(w.of_kerman, allot(w.rafsanjan, w.dowry, amount, from_kerman))
        }
        2 | 8 => {
            let fund = book.state.partition().all_series().nth(usize::from(a % 4))?.1.fund;
            let programme = a.is_multiple_of(2).then_some(w.dowry);
            let area = a.is_multiple_of(3).then_some(w.qom_area);
            one(w.approver, Command::PlaceEarmark(EarmarkPlaced { fund, programme, area, decision }))
        }
        3 | 6 => {
            let placed = indices(book, |event| matches!(event, Event::EarmarkPlaced(_)));
            let earmark = EarmarkId(*placed.last()?);
            one(w.approver, Command::LiftEarmark(EarmarkLifted { earmark, decision }))
        }
        4 => {
            let receipts = indices(book, |event| matches!(event, Event::ReceiptRecorded(_)));
            one(w.receiver, Command::ReissueReceipt { receipt: ReceiptId(pick(&receipts, a)?) })
        }
        5 => one(w.budget, allot(w.qom, w.dowry, amount, AllotmentOrigin::Funds)),
        _ => {
            let allotments = indices(book, |event| matches!(event, Event::Allotted(_)));
            one(w.approver, notify(pick(&allotments[allotments.len().saturating_sub(2)..], a)?))
        }
    }
}

/// An application for cash to a payee, or for a set.
fn applied(book: &Book, house: &Warehouse, (_, a, b, amount): Dice) -> Option<Ask> {
    let w = book.w;
    let beneficiary = beneficiary(book, a)?;
    if b.is_multiple_of(2) {
        let set = GrantApplied { kit: Some(house.set), ..application(w.qom, w.dowry, beneficiary, 500) };
        return one(w.officer, Command::ApplyForGrant(set));
    }
    let confirmed = book.entries.iter().rev().find_map(|entry| match &entry.event {
        Event::PayeeConfirmed(e) => Some(e.payee),
        _ => None,
    });
    let of =
        |payee: &PayeeId| matches!(&book.entry(payee.0).event, Event::PayeeProposed(e) if e.beneficiary == beneficiary);
    let payee = confirmed.filter(of);
    let ask = GrantApplied { payee, ..application(w.qom, w.dowry, beneficiary, u64::from(amount % 400)) };
    one(w.officer, Command::ApplyForGrant(ask))
}

/// The step that follows where a grant on its own is, or what may happen to a line outside of its list.
fn next_of_grant(book: &Book, (_, a, b, _): Dice) -> Option<Ask> {
    let w = book.w;
    // Mostly one of the oldest that are on their own and can still go on.
    let lines = b.is_multiple_of(5);
    let mut grants = indices(book, |event| matches!(event, Event::GrantApplied(e) if lines || e.list.is_none()));
    let over = |grant: u64| {
        let last = &book.entry(book.last_change(GrantId(grant)).0).event;
        let debt = matches!(last, Event::GrantVerified(_)) && is_goods(book, GrantId(grant));
        debt || matches!(last, Event::PaymentSettled(_) | Event::GrantCancelled(_))
    };
    grants.retain(|grant| !over(*grant));
    grants.truncate(if lines { grants.len() } else { 3 });
    let grant = GrantId(pick(&grants, a)?);
    let goods = is_goods(book, grant);
    let last = &book.entry(book.last_change(grant).0).event;
    let step = |principal, step| one(principal, book.step(grant, step));
    let canceller = if b.is_multiple_of(2) { w.second_approver } else { w.everyman };
    match last {
        _ if b.is_multiple_of(19) => step(canceller, GrantStep::Cancel { reason: MISTAKE }),
        _ if b.is_multiple_of(7) => step(w.approver, GrantStep::RenewPayee),
        _ if b.is_multiple_of(9) => one(w.second_approver, give(grant.0, book.last_change(grant))),
        Event::GrantApplied(_) => step(w.officer, GrantStep::Decide),
        Event::GrantDecided(_) if goods => {
            let kits: Vec<_> = indices(book, |event| matches!(event, Event::KitAssembled(_)));
            let kit = KitId(pick(&kits[kits.len().saturating_sub(3)..], a)?);
            step(w.officer, GrantStep::ReserveKit { kit })
        }
        Event::GrantDecided(_) => step(w.budget, GrantStep::SecureCredit { account: w.bank }),
        Event::CreditSecured(_) | Event::KitReserved(_) if b.is_multiple_of(2) => {
            one(w.second_approver, give(grant.0, book.last_change(grant)))
        }
        Event::CreditSecured(_) | Event::KitReserved(_) => step(w.approver, GrantStep::Award),
        Event::GrantAwarded(_) if goods => one(
            w.second_officer,
            Command::HandOver { grant, last_change: book.last_change(grant), evidence: evidence() },
        ),
        Event::GrantAwarded(_) | Event::GoodsHandedOver(_) => step(w.officer, GrantStep::Verify),
        Event::GrantVerified(_) | Event::PaymentReturned(_) => step(w.releaser, GrantStep::OrderPayment),
        Event::PaymentOrdered(_) if b.is_multiple_of(3) => {
            step(w.treasurer, GrantStep::ReturnPayment { reason: ReturnReason::Other })
        }
        Event::PaymentOrdered(_) => step(w.treasurer, GrantStep::SettlePayment),
        _ => step(w.officer, GrantStep::Verify),
    }
}

fn is_goods(book: &Book, grant: GrantId) -> bool {
    matches!(&book.entry(grant.0).event, Event::GrantApplied(e) if e.kit.is_some())
}

fn approval(book: &Book, (_, a, b, _): Dice) -> Option<Ask> {
    let w = book.w;
    let principal = if b.is_multiple_of(2) { w.second_approver } else { w.everyman };
    let grants = indices(book, |event| grant_of(event).is_some());
    let grant = grant_of(&book.entry(pick(&grants[grants.len().saturating_sub(8)..], a)?).event)?;
    one(principal, give(grant.0, book.last_change(grant)))
}

fn of_the_clock(book: &Book, (_, _, _, amount): Dice) -> Option<Ask> {
    let to = book.state.time().checked_add_micros(i64::from(amount) * 200_000_000)?;
    one(book.w.admin, Command::AdvanceClock(ClockAdvanced { to }))
}
