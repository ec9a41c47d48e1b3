//! Rule 20 before anything else: who may ask at all, for every kind of act.

use crate::ask::{
    ANYTHING, MISTAKE, allot, apply_for, cash, class, code, confirm, enrol, human, notify, reverse, rule, verify,
};
use crate::book::{Book, TODAY};
use crate::warehouse::Warehouse;
use crate::world::area;
use crate::{campaigns, goods_grants, payees, pledges, policies, recalls};
use ledger_core::command::{AllotmentOrigin, Command, GrantStep};
use ledger_core::event::{
    AreaLevel, ClassKind, ClockAdvanced, DecisionRef, DonorKind, DonorRegistered, EarmarkLifted, EarmarkPlaced,
    LotAppraised, ReturnReason,
};
use ledger_core::ids::{
    CampaignId, EarmarkId, FundId, Index, KitId, LotId, PledgeId, PrincipalId, ReceiptId, Reference,
};
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;
use ledger_core::time::Timestamp;

pub const REFUSED: &[fn()] =
    &[whoever_nobody_has_confirmed_may_do_nothing, every_act_needs_its_role_before_anything_is_said_about_its_object];

const FUNDS: AllotmentOrigin = AllotmentOrigin::Funds;
const RETURNED: GrantStep = GrantStep::ReturnPayment { reason: ReturnReason::Other };
const CANCEL: GrantStep = GrantStep::Cancel { reason: MISTAKE };

fn donor(number: u8) -> Command {
    Command::RegisterDonor(DonorRegistered { kind: DonorKind::Person, reference: Reference([number; 16]) })
}

/// One command for every kind of act, with the role that it needs. What they name exists, so far as it can.
fn every_act(book: &mut Book) -> Vec<(Role, Command)> {
    let mut acts = acts_of_the_ceremony(book);
    acts.extend(acts_on_goods(book));
    // Last, because the couple of Qom has an award then.
    acts.extend(acts_of_the_spine(book));
    acts
}

/// Of what is there, and of what is not: whoever may not ask learns neither.
fn acts_of_the_ceremony(book: &mut Book) -> Vec<(Role, Command)> {
    let w = book.w;
    let receipt = book.receives(1_000, ANYTHING);
    let fund = book.fund_of(receipt);
    let pledge = pledges::pledged(book, 100);
    let payee = book.does(w.officer, Command::ProposePayee(payees::account(w.couple, 1)));
    let grant = book.applies(400);
    let decision = DecisionRef { number: code("D-7"), date: TODAY };
    let kept = |fund| EarmarkPlaced { fund, programme: Some(w.dowry), area: None, decision: decision.clone() };
    let nowhere = PledgeId(9_999);
    vec![
        (Role::Administrator, class("orphans", ClassKind::Beneficiary)),
        (Role::Administrator, Command::SetApprovalPolicy(policies::policy(None, &[(None, 1)], TODAY))),
        (Role::Administrator, Command::RegisterCampaign(campaigns::appeal(w, ANYTHING))),
        (Role::Administrator, campaigns::close(CampaignId(9_999))),
        (Role::Receiver, Command::RecordPledge(pledges::promise(w, &[(1, 10)]))),
        (Role::Receiver, pledges::amend(book, pledge, &[(1, 1)])),
        (Role::Receiver, Command::ReissueReceipt { receipt: ReceiptId(receipt) }),
        (Role::Receiver, Command::ReissueReceipt { receipt: ReceiptId(9_999) }),
        (Role::Approver, pledges::cancel(book, pledge)),
        (Role::Approver, Command::CancelPledge { pledge: nowhere, last_change: Index(0), reason: MISTAKE }),
        (Role::Approver, pledges::write_off(book, pledge, Some(1_000))),
        (Role::Approver, recalls::recall(w.qom, 1_000_000, None, book)),
        (Role::Approver, Command::PlaceEarmark(kept(fund))),
        (Role::Approver, Command::PlaceEarmark(kept(FundId(9_999)))),
        (Role::Approver, Command::LiftEarmark(EarmarkLifted { earmark: EarmarkId(9_999), decision: decision.clone() })),
        (Role::Approver, policies::give(grant.0, Index(grant.0))),
        (Role::Approver, policies::give(9_999, Index(0))),
        (Role::Approver, book.step(grant, GrantStep::RenewPayee)),
        (Role::CaseOfficer, Command::ProposePayee(payees::account(w.couple, 2))),
        (Role::CaseOfficer, payees::confirm(payee)),
        (Role::CaseOfficer, payees::confirm(9_999)),
    ]
}

fn acts_on_goods(book: &mut Book) -> Vec<(Role, Command)> {
    let w = book.w;
    let house = Warehouse::of(book);
    let [lot, _] = house.fill(book, 1);
    let kit = house.kit(book);
    let grant = book.applies(100);
    vec![
        (Role::Administrator, crate::warehouse::item("carpet", 1)),
        (Role::Administrator, crate::warehouse::design("other", w.dowry, &[(house.fridge, 1)])),
        (Role::Receiver, Command::RecordLot(house.lot(house.fridge, 0))),
        (Role::Approver, Command::AppraiseLot(LotAppraised { lot, last_change: Index(lot.0) })),
        (Role::Approver, Command::AppraiseLot(LotAppraised { lot: LotId(9_999), last_change: Index(0) })),
        (Role::CaseOfficer, Command::AssembleKit(house.assembly())),
        (Role::CaseOfficer, Command::DissolveKit { kit, last_change: Index(kit.0) }),
        (Role::CaseOfficer, Command::DissolveKit { kit: KitId(9_999), last_change: Index(0) }),
        (Role::CaseOfficer, book.step(grant, GrantStep::ReserveKit { kit })),
        (Role::CaseOfficer, goods_grants::hand_over(book, grant)),
    ]
}

fn acts_of_the_spine(book: &mut Book) -> Vec<(Role, Command)> {
    let w = book.w;
    let receipt = book.receives(1_000, ANYTHING);
    let grant = book.orders();
    let allotment = book.does(w.budget, allot(w.qom, w.dowry, 10, FUNDS));
    let proposed = book.does(w.admin, area("Yazd", AreaLevel::Province, Some(w.country)));
    let step = |step| book.step(grant, step);
    vec![
        (Role::Administrator, area("Fars", AreaLevel::Province, Some(w.country))),
        (Role::Administrator, human(90, w.qom, &[Role::Receiver])),
        (Role::Administrator, rule(w.dowry, 1, "dowry", TODAY)),
        (Role::Administrator, confirm(proposed)),
        (Role::Administrator, Command::AdvanceClock(ClockAdvanced { to: Timestamp::from_micros(i64::MAX) })),
        (Role::Receiver, donor(200)),
        (Role::Receiver, Command::RecordReceipt(cash(book, 0))),
        (Role::Receiver, Command::RecordReceipt(cash(book, 10))),
        (Role::BudgetOfficer, allot(w.qom, w.dowry, 1_000_000, FUNDS)),
        (Role::BudgetOfficer, allot(w.qom, w.marriage, 1, FUNDS)),
        (Role::BudgetOfficer, step(GrantStep::SecureCredit { account: w.bank })),
        (Role::CaseOfficer, enrol(w.qom, 201, &[201], &["dowry"])),
        (Role::CaseOfficer, verify(w.unverified.0)),
        (Role::CaseOfficer, apply_for(w.qom, w.dowry, w.couple, 1_000_000)),
        (Role::CaseOfficer, step(GrantStep::Decide)),
        (Role::CaseOfficer, step(GrantStep::Verify)),
        (Role::Approver, notify(allotment)),
        (Role::Approver, notify(9_999)),
        (Role::Approver, step(GrantStep::Award)),
        (Role::Approver, step(CANCEL)),
        (Role::Approver, reverse(receipt, Some(1_000_000))),
        (Role::Releaser, step(GrantStep::OrderPayment)),
        (Role::Treasurer, step(GrantStep::SettlePayment)),
        (Role::Treasurer, step(RETURNED)),
    ]
}

#[test]
fn whoever_nobody_has_confirmed_may_do_nothing() {
    let mut book = Book::ready();
    let w = book.w;
    for (_, command) in every_act(&mut book) {
        for principal in [w.newcomer, PrincipalId(9_999), PrincipalId(0), PrincipalId(w.bank.0)] {
            let why = book.refuses(principal, command.clone());
            assert_eq!(why, Rejection::PrincipalNotActive { principal: principal.0 });
            assert_eq!(why.rule(), Some(Rule::Rule20));
        }
    }
    book.does(w.second_admin, confirm(w.newcomer.0));
    book.does(w.newcomer, donor(201));
}

#[test]
fn every_act_needs_its_role_before_anything_is_said_about_its_object() {
    let mut book = Book::ready();
    let w = book.w;
    let people = [
        (w.admin, Role::Administrator),
        (w.receiver, Role::Receiver),
        (w.budget, Role::BudgetOfficer),
        (w.officer, Role::CaseOfficer),
        (w.approver, Role::Approver),
        (w.releaser, Role::Releaser),
        (w.treasurer, Role::Treasurer),
        (w.auditor, Role::Auditor),
    ];
    for (needed, command) in every_act(&mut book) {
        for (principal, has) in people {
            if has != needed {
                let why = book.refuses(principal, command.clone());
                assert_eq!(why, Rejection::RoleMissing { role: needed.number() }, "{has:?}: {command:?}");
            }
        }
    }
}
