//! Rule 18a for grants on their own: a payee is proposed by one and confirmed by another; an approval is for one payee
//! and void for any other, until it is given again.

use crate::ask::{ANYTHING, MISTAKE, application};
use crate::book::Book;
use ledger_core::command::{Command, GrantStep};
use ledger_core::event::{Event, GrantApplied, PayeeConfirmed, PayeeProposed, PayeeRenewed};
use ledger_core::ids::{AccountToken, BeneficiaryId, Commitment, GrantId, Index, PayeeId};
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_payee_is_confirmed_once_by_another_person,
    an_application_names_the_payee_that_its_beneficiary_has,
    a_payee_that_changed_after_the_approval_is_not_paid_before_it_was_given_again,
    a_changed_payee_waits_before_it_is_paid,
    a_payee_is_renewed_by_none_of_those_who_made_it_or_the_grant,
    only_a_payee_that_changed_is_renewed,
    a_payee_names_only_what_exists,
];

pub const FORGED: &[fn()] = &[
    a_forged_confirmation_is_by_another_person_and_of_a_payee_that_is_there,
    a_forged_application_names_no_payee_of_somebody_else,
    a_forged_award_or_order_is_not_for_a_payee_that_changed,
    a_forged_order_does_not_come_before_the_payee_has_waited,
    a_forged_renewal_is_for_the_payee_that_the_beneficiary_has,
];

/// The account with this number, for the beneficiary.
pub fn account(beneficiary: BeneficiaryId, number: u8) -> PayeeProposed {
    let account = AccountToken([number; 32]);
    let (name_commitment, account_commitment) = (Commitment([number; 32]), Commitment([number ^ 255; 32]));
    PayeeProposed { beneficiary, account, name_commitment, account_commitment }
}

pub fn confirm(payee: u64) -> Command {
    Command::ConfirmPayee(PayeeConfirmed { payee: PayeeId(payee), last_change: Index(payee) })
}

/// Proposed by one officer, confirmed by the other.
pub fn confirmed(book: &mut Book, proposed: PayeeProposed) -> PayeeId {
    let payee = book.does(book.w.officer, Command::ProposePayee(proposed));
    book.does(book.w.second_officer, confirm(payee));
    PayeeId(payee)
}

pub fn for_payee(book: &Book, payee: PayeeId, amount: u64) -> Command {
    let w = book.w;
    Command::ApplyForGrant(GrantApplied { payee: Some(payee), ..application(w.qom, w.dowry, w.couple, amount) })
}

/// A dowry of 400 for account 1 of the couple, awarded.
pub fn awarded(book: &mut Book) -> (GrantId, PayeeId) {
    let w = book.w;
    let payee = confirmed(book, account(w.couple, 1));
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    let ask = for_payee(book, payee, 400);
    let grant = GrantId(book.does(w.officer, ask));
    for (principal, step) in &crate::grants::steps(book)[..3] {
        book.takes(*principal, grant, *step);
    }
    (grant, payee)
}

fn changed(payee: PayeeId, now: Option<PayeeId>) -> Rejection {
    Rejection::PayeeChanged { payee: payee.0, now: now.map_or(0, |now| now.0) }
}

#[test]
fn a_payee_is_confirmed_once_by_another_person() {
    let mut book = Book::ready();
    let w = book.w;
    let proposed = book.does(w.everyman, Command::ProposePayee(account(w.couple, 1)));
    let own = Rejection::SelfApproval { acted_at: proposed };
    assert_eq!(book.refuses(w.everyman_again, confirm(proposed)), own);
    assert_eq!(book.refuses(w.system, confirm(proposed)), Rejection::SystemMayNotApprove { principal: w.system.0 });
    book.does(w.officer, confirm(proposed));
    assert_eq!(book.refuses(w.second_officer, confirm(proposed)), Rejection::AlreadyConfirmed { object: proposed });
}

#[test]
fn nobody_proposes_or_confirms_the_own_account() {
    let mut book = Book::ready();
    let w = book.w;
    let own = Rejection::SelfApproval { acted_at: w.bride_officer.0 };
    assert_eq!(book.refuses(w.officer, Command::ProposePayee(account(w.bride_officer, 1))), own);
    let proposed = book.does(w.second_officer, Command::ProposePayee(account(w.bride_officer, 1)));
    assert_eq!(book.refuses(w.officer, confirm(proposed)), own);
}

#[test]
fn an_application_names_the_payee_that_its_beneficiary_has() {
    let mut book = Book::ready();
    let w = book.w;
    let proposed = PayeeId(book.does(w.officer, Command::ProposePayee(account(w.couple, 1))));
    let ask = for_payee(&book, proposed, 400);
    assert_eq!(book.refuses(w.officer, ask), changed(proposed, None), "nobody has confirmed it");
    let others = confirmed(&mut book, account(w.keyless, 2));
    let ask = for_payee(&book, others, 400);
    let why = book.refuses(w.officer, ask);
    assert_eq!(why, changed(others, None), "it is somebody else's");
    assert_eq!(why.rule(), Some(Rule::Rule18));
    let (first, second) = (confirmed(&mut book, account(w.couple, 3)), confirmed(&mut book, account(w.couple, 4)));
    let ask = for_payee(&book, first, 400);
    assert_eq!(book.refuses(w.officer, ask), changed(first, Some(second)), "it is another since");
    let ask = for_payee(&book, second, 400);
    book.does(w.officer, ask);
}

#[test]
fn a_payee_that_changed_after_the_approval_is_not_paid_before_it_was_given_again() {
    let mut book = Book::ready();
    let w = book.w;
    let (grant, first) = awarded(&mut book);
    book.takes(w.officer, grant, GrantStep::Verify);
    let second = confirmed(&mut book, account(w.couple, 2));
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.releaser, order), changed(first, Some(second)));
    let renewed = book.takes(w.approver, grant, GrantStep::RenewPayee);
    let Event::PayeeRenewed(PayeeRenewed { payee, .. }) = book.entry(renewed).event else { panic!("a renewal") };
    assert_eq!(payee, second);
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
    let third = confirmed(&mut book, account(w.couple, 3));
    let renew = book.step(grant, GrantStep::RenewPayee);
    assert!(matches!(book.refuses(w.approver, renew), Rejection::StageOutOfOrder { .. }), "it is on its way");
    book.takes(w.treasurer, grant, GrantStep::ReturnPayment { reason: ledger_core::event::ReturnReason::Other });
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.releaser, order), changed(second, Some(third)));
    book.takes(w.approver, grant, GrantStep::RenewPayee);
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
    book.takes(w.treasurer, grant, GrantStep::SettlePayment);
}

#[test]
fn a_payee_that_changed_before_the_approval_is_not_approved() {
    let mut book = Book::ready();
    let w = book.w;
    let first = confirmed(&mut book, account(w.couple, 1));
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    let ask = for_payee(&book, first, 400);
    let grant = GrantId(book.does(w.officer, ask));
    for (principal, step) in &crate::grants::steps(&book)[..2] {
        book.takes(*principal, grant, *step);
    }
    let second = confirmed(&mut book, account(w.couple, 2));
    let award = book.step(grant, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), changed(first, Some(second)));
    book.takes(w.second_approver, grant, GrantStep::RenewPayee);
    book.takes(w.approver, grant, GrantStep::Award);
}

/// A policy without bands to speak of, under which a changed payee waits for two days.
fn two_days(book: &mut Book) {
    let policy = crate::policies::policy(None, &[(None, 1)], book.today());
    book.registers(Command::SetApprovalPolicy(ledger_core::event::ApprovalPolicySet {
        cooling_off_hours: 48,
        ..policy
    }));
}

#[test]
fn a_changed_payee_waits_before_it_is_paid() {
    let mut book = Book::ready();
    let w = book.w;
    two_days(&mut book);
    let (grant, _) = awarded(&mut book);
    book.takes(w.officer, grant, GrantStep::Verify);
    let second = confirmed(&mut book, account(w.couple, 2));
    book.takes(w.approver, grant, GrantStep::RenewPayee);
    let until = u64::try_from(book.state.time().micros() / 1_000_000).unwrap() + 2 * 86_400;
    for _ in 0..2 {
        let order = book.step(grant, GrantStep::OrderPayment);
        let why = book.refuses(w.releaser, order);
        assert_eq!(why, Rejection::PayeeCoolingOff { payee: second.0, until });
        assert_eq!(why.rule(), Some(Rule::Rule18));
        book.days_pass(1);
    }
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
}

#[test]
fn the_first_payee_of_a_beneficiary_does_not_wait() {
    let mut book = Book::ready();
    let w = book.w;
    two_days(&mut book);
    let (grant, _) = awarded(&mut book);
    book.takes(w.officer, grant, GrantStep::Verify);
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
}

#[test]
fn a_payee_is_renewed_by_none_of_those_who_made_it_or_the_grant() {
    let mut book = Book::ready();
    let w = book.w;
    let (grant, _) = awarded(&mut book);
    let proposed = book.does(w.everyman, Command::ProposePayee(account(w.couple, 2)));
    book.does(w.second_officer, confirm(proposed));
    let renew = book.step(grant, GrantStep::RenewPayee);
    assert_eq!(book.refuses(w.everyman_again, renew.clone()), Rejection::SelfApproval { acted_at: proposed });
    assert_eq!(book.refuses(w.officer, renew), Rejection::RoleMissing { role: Role::Approver.number() });
    let verified = book.takes(w.of_qom, grant, GrantStep::Verify);
    let renew = book.step(grant, GrantStep::RenewPayee);
    assert_eq!(book.refuses(w.of_qom, renew), Rejection::SelfApproval { acted_at: verified }, "the last editor");
    book.takes(w.approver, grant, GrantStep::RenewPayee);
}

#[test]
fn who_renewed_a_payee_does_not_release_the_payment() {
    let mut book = Book::ready();
    let w = book.w;
    let (grant, _) = awarded(&mut book);
    confirmed(&mut book, account(w.couple, 2));
    let renewed = book.takes(w.everyman, grant, GrantStep::RenewPayee);
    book.takes(w.officer, grant, GrantStep::Verify);
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.everyman_again, order), Rejection::SelfApproval { acted_at: renewed });
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
}

#[test]
fn only_a_payee_that_changed_is_renewed() {
    let mut book = Book::ready();
    let w = book.w;
    let (grant, _) = awarded(&mut book);
    let renew = book.step(grant, GrantStep::RenewPayee);
    assert_eq!(book.refuses(w.approver, renew), Rejection::NothingAsked {});
    let other = book.enrols(crate::ask::enrol(w.qom, 90, &[90], &["dowry"]));
    let cash = Command::ApplyForGrant(application(w.qom, w.dowry, other, 100));
    let without = GrantId(book.does(w.officer, cash));
    book.takes(w.officer, without, GrantStep::Decide);
    let renew = book.step(without, GrantStep::RenewPayee);
    assert_eq!(book.refuses(w.approver, renew), Rejection::PayeeMissing { beneficiary: other.0 });
    book.takes(w.second_approver, grant, GrantStep::Cancel { reason: MISTAKE });
    confirmed(&mut book, account(w.couple, 2));
    let renew = book.step(grant, GrantStep::RenewPayee);
    assert!(matches!(book.refuses(w.approver, renew), Rejection::StageOutOfOrder { .. }));
}

#[test]
fn a_payee_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let nobody = Command::ProposePayee(account(BeneficiaryId(9_999), 1));
    assert_eq!(book.refuses(w.officer, nobody), Rejection::UnknownBeneficiary { beneficiary: 9_999 });
    assert_eq!(book.refuses(w.officer, confirm(9_999)), Rejection::UnknownPayee { payee: 9_999 });
    let beyond = Rejection::OutOfScope { office: w.qom.0 };
    assert_eq!(book.refuses(w.of_kerman, Command::ProposePayee(account(w.couple, 1))), beyond);
}

#[test]
fn a_forged_confirmation_is_by_another_person_and_of_a_payee_that_is_there() {
    let mut book = Book::ready();
    let w = book.w;
    let proposed = book.does(w.everyman, Command::ProposePayee(account(w.couple, 1)));
    let why = book.forges(w.officer, confirm(proposed), |entry| entry.principal = w.everyman_again);
    assert_eq!(why, Rejection::SelfApproval { acted_at: proposed });
    let nowhere = PayeeConfirmed { payee: PayeeId(9_999), last_change: Index(9_999) };
    assert_eq!(book.slips_in(w.officer, Event::PayeeConfirmed(nowhere)), Rejection::UnknownPayee { payee: 9_999 });
}

#[test]
fn a_forged_application_names_no_payee_of_somebody_else() {
    let mut book = Book::ready();
    let w = book.w;
    let others = confirmed(&mut book, account(w.keyless, 2));
    let own = confirmed(&mut book, account(w.couple, 1));
    let why = book.forges(w.officer, for_payee(&book, own, 400), |entry| {
        let Event::GrantApplied(e) = &mut entry.event else { panic!("an application") };
        e.payee = Some(others);
    });
    assert_eq!(why, changed(others, Some(own)));
    assert_eq!(why.rule(), Some(Rule::Rule18));
}

#[test]
fn a_forged_award_or_order_is_not_for_a_payee_that_changed() {
    let mut book = Book::ready();
    let w = book.w;
    let (grant, first) = awarded(&mut book);
    book.takes(w.officer, grant, GrantStep::Verify);
    let drafted = book.drafted(w.releaser, book.step(grant, GrantStep::OrderPayment));
    let second = confirmed(&mut book, account(w.couple, 2));
    let why = book.slips_in(w.releaser, drafted[0].event.clone());
    assert_eq!(why, changed(first, Some(second)));
}

#[test]
fn a_forged_order_does_not_come_before_the_payee_has_waited() {
    let mut book = Book::ready();
    let w = book.w;
    two_days(&mut book);
    let (grant, _) = awarded(&mut book);
    book.takes(w.officer, grant, GrantStep::Verify);
    let second = confirmed(&mut book, account(w.couple, 2));
    book.takes(w.approver, grant, GrantStep::RenewPayee);
    let mut later = book.clone();
    later.days_pass(2);
    let drafted = later.drafted(w.releaser, later.step(grant, GrantStep::OrderPayment));
    let why = book.slips_in(w.releaser, drafted[0].event.clone());
    assert!(matches!(why, Rejection::PayeeCoolingOff { payee, .. } if payee == second.0), "{why}");
}

#[test]
fn a_forged_renewal_is_for_the_payee_that_the_beneficiary_has() {
    let mut book = Book::ready();
    let w = book.w;
    let (grant, first) = awarded(&mut book);
    let second = confirmed(&mut book, account(w.couple, 2));
    let proposed = PayeeId(book.does(w.officer, Command::ProposePayee(account(w.couple, 3))));
    let forged = |payee| {
        book.forges(w.approver, book.step(grant, GrantStep::RenewPayee), |entry| {
            let Event::PayeeRenewed(e) = &mut entry.event else { panic!("a renewal") };
            e.payee = payee;
        })
    };
    assert_eq!(forged(first), Rejection::NothingAsked {});
    for payee in [proposed, PayeeId(9_999)] {
        assert_eq!(forged(payee), changed(payee, Some(second)));
    }
    let by_maker = book.forges(w.approver, book.step(grant, GrantStep::RenewPayee), |entry| {
        entry.principal = w.releaser;
    });
    assert_eq!(by_maker, Rejection::RoleMissing { role: Role::Approver.number() });
}
