//! Rule 20a: larger sums take more persons, and persons from higher up; nothing is split under a band.

use crate::ask::{ANYTHING, MISTAKE, apply_for, code, enrol, human, rials};
use crate::book::{Book, TODAY};
use crate::payees::{account, confirmed, for_payee};
use ledger_core::command::{Command, GrantStep};
use ledger_core::event::{
    ApprovalBand, ApprovalGiven, ApprovalPolicySet, AreaLevel, DecisionRef, Event, GrantApplied, GrantAwarded,
    PayeeRenewed,
};
use ledger_core::ids::{BeneficiaryId, GrantId, Index, PayeeId, PrincipalId, ProgrammeId};
use ledger_core::money::Amount;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;
use ledger_core::time::Day;

pub const REFUSED: &[fn()] = &[
    a_policy_decides_every_amount,
    a_large_sum_takes_two_approvers,
    an_approval_counts_once_a_person_whatever_name_they_use,
    an_approval_is_given_by_no_maker_no_editor_and_no_payee,
    an_approval_is_void_after_any_change,
    an_office_that_stands_too_low_does_not_approve_a_large_sum,
    only_what_waits_for_several_is_approved_by_one_of_them,
    a_sum_split_under_a_band_is_caught_by_the_rolling_sum,
    who_gave_an_approval_does_not_release,
    another_payee_takes_as_many_approvals_as_the_award,
];

pub const FORGED: &[fn()] = &[
    a_forged_policy_decides_every_amount,
    a_forged_award_has_the_approvals_that_it_takes,
    a_forged_award_comes_from_high_enough,
    a_forged_approval_is_of_something_that_waits_and_by_somebody_else,
    a_forged_renewal_has_the_approvals_that_it_takes,
];

/// Bands up to these amounts, each with so many approvals; `None` is without an end. For thirty days back.
pub fn policy(programme: Option<ProgrammeId>, bands: &[(Option<u64>, u8)], effective_from: Day) -> ApprovalPolicySet {
    let band = |(up_to, approvals): &(Option<u64>, u8)| ApprovalBand {
        up_to: up_to.map_or(Amount::MAX, rials),
        approvals: *approvals,
        level: AreaLevel::Neighbourhood,
    };
    ApprovalPolicySet {
        programme,
        window_days: 30,
        bands: bands.iter().map(band).collect(),
        cooling_off_hours: 0,
        decision: DecisionRef { number: code("D-9"), date: TODAY },
        effective_from,
    }
}

/// One person up to 300, two above.
pub fn two_above_300(book: &mut Book) {
    let policy = policy(None, &[(Some(300), 1), (None, 2)], book.today());
    book.registers(Command::SetApprovalPolicy(policy));
}

pub fn give(object: u64, last_change: Index) -> Command {
    Command::GiveApproval(ApprovalGiven { object: Index(object), last_change })
}

fn gives(book: &mut Book, principal: PrincipalId, grant: GrantId) -> u64 {
    let ask = give(grant.0, book.last_change(grant));
    book.does(principal, ask)
}

fn missing(given: u64, amount: u64) -> Rejection {
    Rejection::ApprovalsMissing { needed: 2, given, amount }
}

#[test]
fn a_policy_decides_every_amount() {
    let mut book = Book::ready();
    let w = book.w;
    let sound = policy(None, &[(Some(10), 1), (None, 2)], TODAY);
    let many: Vec<(Option<u64>, u8)> = (1..17).map(|up_to| (Some(up_to), 1)).chain([(None, 1)]).collect();
    let bands: [&[(Option<u64>, u8)]; 7] = [
        &[],
        &[(Some(10), 1)],
        &[(Some(10), 1), (Some(10), 2), (None, 3)],
        &[(Some(20), 1), (Some(10), 2), (None, 3)],
        &[(Some(10), 0), (None, 2)],
        &[(Some(10), 1), (None, 9)],
        &many,
    ];
    let mut unsound: Vec<ApprovalPolicySet> = bands.iter().map(|bands| policy(None, bands, TODAY)).collect();
    unsound.extend([
        ApprovalPolicySet { window_days: 0, ..sound.clone() },
        ApprovalPolicySet { window_days: 401, ..sound.clone() },
        ApprovalPolicySet { cooling_off_hours: 721, ..sound.clone() },
    ]);
    for policy in unsound {
        assert_eq!(book.refuses(w.admin, Command::SetApprovalPolicy(policy)), Rejection::PolicyUnsound {});
    }
    let yesterday = ApprovalPolicySet { effective_from: TODAY.checked_add_days(-1).unwrap(), ..sound.clone() };
    let why = book.refuses(w.admin, Command::SetApprovalPolicy(yesterday));
    assert_eq!(why, Rejection::StartsBeforeItself { asked: 20_380, today: 20_381 });
    let nowhere = ApprovalPolicySet { programme: Some(ProgrammeId(9_999)), ..sound };
    assert_eq!(
        book.refuses(w.admin, Command::SetApprovalPolicy(nowhere)),
        Rejection::UnknownProgramme { programme: 9_999 }
    );
}

#[test]
fn a_large_sum_takes_two_approvers() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    let grant = book.secures();
    let award = book.step(grant, GrantStep::Award);
    let why = book.refuses(w.approver, award);
    assert_eq!(why, missing(1, 400));
    assert_eq!(why.rule(), Some(Rule::Rule20));
    gives(&mut book, w.second_approver, grant);
    book.takes(w.approver, grant, GrantStep::Award);
}

#[test]
fn a_small_sum_takes_one_and_a_programme_s_own_policy_stands_before_the_one_for_all() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    let own = policy(Some(w.dowry), &[(Some(400), 1), (None, 3)], book.today());
    let proposed = book.does(w.admin, Command::SetApprovalPolicy(own));
    let grant = book.secures();
    let award = book.step(grant, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), missing(1, 400), "nobody has confirmed it");
    book.does(w.second_admin, crate::ask::confirm(proposed));
    book.takes(w.approver, grant, GrantStep::Award);
}

#[test]
fn a_policy_is_in_force_from_its_day() {
    let mut book = Book::ready();
    let w = book.w;
    let tomorrow = TODAY.checked_add_days(1).unwrap();
    book.registers(Command::SetApprovalPolicy(policy(None, &[(None, 2)], tomorrow)));
    let grant = book.secures();
    let award = book.step(grant, GrantStep::Award);
    book.clone().does(w.approver, award.clone());
    book.days_pass(1);
    assert_eq!(book.refuses(w.approver, award), missing(1, 400));
}

#[test]
fn an_approval_counts_once_a_person_whatever_name_they_use() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    let grant = book.secures();
    let given = gives(&mut book, w.everyman, grant);
    let again = give(grant.0, book.last_change(grant));
    assert_eq!(book.refuses(w.everyman_again, again), Rejection::SelfApproval { acted_at: given });
    let award = book.step(grant, GrantStep::Award);
    for principal in [w.everyman, w.everyman_again] {
        assert_eq!(book.refuses(principal, award.clone()), missing(1, 400), "one person, however often");
    }
    book.does(w.approver, award);
}

#[test]
fn an_approval_is_given_by_no_maker_no_editor_and_no_payee() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    book.receives(2_000, ANYTHING);
    book.gives(w.qom, w.dowry, 2_000);
    let own = |acted_at| Rejection::SelfApproval { acted_at };
    let made = GrantId(book.does(w.everyman, apply_for(w.qom, w.dowry, w.couple, 400)));
    book.takes(w.officer, made, GrantStep::Decide);
    let secured = book.takes(w.of_qom, made, GrantStep::SecureCredit { account: w.bank });
    let ask = give(made.0, Index(secured));
    assert_eq!(book.refuses(w.everyman_again, ask.clone()), own(made.0));
    assert_eq!(book.refuses(w.of_qom, ask.clone()), own(secured));
    assert_eq!(book.refuses(w.of_kerman, ask.clone()), Rejection::OutOfScope { office: w.qom.0 });
    assert_eq!(book.refuses(w.officer, ask), Rejection::RoleMissing { role: Role::Approver.number() });
    let groom = PrincipalId(book.registers(human(50, w.national, &[Role::Approver])));
    let ask = give(made.0, Index(secured));
    assert_eq!(book.refuses(groom, ask), own(w.couple.0));
}

#[test]
fn an_approval_is_void_after_any_change() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    let first = confirmed(&mut book, account(w.couple, 1));
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    let ask = for_payee(&book, first, 400);
    let grant = GrantId(book.does(w.officer, ask));
    for (principal, step) in &crate::grants::steps(&book)[..2] {
        book.takes(*principal, grant, *step);
    }
    let seen = book.last_change(grant);
    gives(&mut book, w.second_approver, grant);
    confirmed(&mut book, account(w.couple, 2));
    let renewed = book.takes(w.second_approver, grant, GrantStep::RenewPayee);
    let award = book.step(grant, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), missing(1, 400), "what was approved was another payee");
    let stale = give(grant.0, seen);
    let why = book.refuses(w.everyman, stale);
    assert_eq!(why, Rejection::ChangedSince { seen: seen.0, last_change: renewed });
    gives(&mut book, w.everyman, grant);
    book.takes(w.approver, grant, GrantStep::Award);
}

/// Two above 300, and above 300 from the province up, above 350 from the national office.
fn steep(book: &mut Book) {
    let level = |up_to: u64, level| ApprovalBand { up_to: rials(up_to), approvals: 1, level };
    let bands = vec![
        level(300, AreaLevel::County),
        level(350, AreaLevel::Province),
        ApprovalBand { up_to: Amount::MAX, approvals: 2, level: AreaLevel::Country },
    ];
    let policy = ApprovalPolicySet { bands, ..policy(None, &[], TODAY) };
    book.registers(Command::SetApprovalPolicy(policy));
}

#[test]
fn an_office_that_stands_too_low_does_not_approve_a_large_sum() {
    let mut book = Book::ready();
    let w = book.w;
    steep(&mut book);
    let grant = book.secures();
    let award = book.step(grant, GrantStep::Award);
    let why = book.refuses(w.of_qom, award.clone());
    assert_eq!(why, Rejection::LevelTooLow { level: 1, amount: 400 });
    assert_eq!(why.rule(), Some(Rule::Rule20));
    gives(&mut book, w.of_qom, grant);
    assert_eq!(book.refuses(w.approver, award.clone()), missing(1, 400), "an approval from below does not count");
    gives(&mut book, w.second_approver, grant);
    book.does(w.approver, award);
}

#[test]
fn only_what_waits_for_several_is_approved_by_one_of_them() {
    let mut book = Book::ready();
    let w = book.w;
    let nothing = |object| Rejection::NothingToApprove { object };
    for object in [0, w.couple.0, 9_999] {
        assert_eq!(book.refuses(w.approver, give(object, Index(object))), nothing(object));
    }
    let grant = book.applies(400);
    let ask = give(grant.0, book.last_change(grant));
    assert_eq!(book.refuses(w.approver, ask), nothing(grant.0));
    let grant = book.owes();
    let ask = give(grant.0, book.last_change(grant));
    let why = book.refuses(w.approver, ask);
    assert_eq!(why, nothing(grant.0));
    assert_eq!(why.rule(), Some(Rule::Rule13));
}

/// Somebody else with this account, and a dowry for it with its credit secured.
fn another(book: &mut Book, number: u8, account_number: u8, amount: u64) -> GrantId {
    let w = book.w;
    let beneficiary: BeneficiaryId = book.enrols(enrol(w.qom, number, &[number], &["dowry"]));
    let payee = confirmed(book, account(beneficiary, account_number));
    let Command::ApplyForGrant(ask) = apply_for(w.qom, w.dowry, beneficiary, amount) else { panic!("an application") };
    let ask = Command::ApplyForGrant(GrantApplied { payee: Some(payee), ..ask });
    let grant = GrantId(book.does(w.officer, ask));
    for (principal, step) in &crate::grants::steps(book)[..2] {
        book.takes(*principal, grant, *step);
    }
    grant
}

fn with_money() -> Book {
    let mut book = Book::ready();
    two_above_300(&mut book);
    book.receives(5_000, ANYTHING);
    book.gives(book.w.qom, book.w.dowry, 5_000);
    book
}

#[test]
fn a_sum_split_under_a_band_is_caught_by_the_rolling_sum() {
    let mut book = with_money();
    let w = book.w;
    let grants = [(90, 7), (91, 7), (92, 7), (93, 8)].map(|(number, to)| another(&mut book, number, to, 150));
    for grant in &grants[..2] {
        book.takes(w.approver, *grant, GrantStep::Award);
    }
    let award = book.step(grants[2], GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award.clone()), missing(1, 450), "three times 150 for one account");
    book.takes(w.approver, grants[3], GrantStep::Award);
    book.days_pass(29);
    assert_eq!(book.refuses(w.approver, award.clone()), missing(1, 450), "the thirtieth day counts");
    let mut later = book.clone();
    later.days_pass(1);
    later.does(w.approver, award.clone());
    book.takes(w.second_approver, grants[0], GrantStep::Cancel { reason: MISTAKE });
    book.does(w.approver, award);
}

#[test]
fn awards_that_are_led_to_one_account_afterwards_are_caught_too() {
    let mut book = with_money();
    let w = book.w;
    let first = another(&mut book, 90, 7, 200);
    let second = another(&mut book, 91, 8, 200);
    book.takes(w.approver, first, GrantStep::Award);
    book.takes(w.approver, second, GrantStep::Award);
    let beneficiary = beneficiary_of(&book, second);
    confirmed(&mut book, account(beneficiary, 7));
    let renew = book.step(second, GrantStep::RenewPayee);
    assert_eq!(book.refuses(w.approver, renew), missing(1, 400));
    gives(&mut book, w.second_approver, second);
    book.takes(w.approver, second, GrantStep::RenewPayee);
    let third = another(&mut book, 92, 7, 1);
    let award = book.step(third, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), missing(1, 401), "and it stays in the sum of its new account");
    let fourth = another(&mut book, 93, 8, 200);
    book.takes(w.approver, fourth, GrantStep::Award);
    book.takes(w.second_approver, first, GrantStep::Cancel { reason: MISTAKE });
    let other = book.step(second, GrantStep::Cancel { reason: MISTAKE });
    book.does(w.everyman, other);
    let award = book.step(third, GrantStep::Award);
    book.does(w.approver, award);
}

#[test]
fn another_name_for_the_same_account_is_not_counted_twice() {
    let mut book = with_money();
    let w = book.w;
    let grant = another(&mut book, 90, 7, 200);
    book.takes(w.approver, grant, GrantStep::Award);
    let beneficiary = beneficiary_of(&book, grant);
    confirmed(&mut book, account(beneficiary, 7));
    book.takes(w.approver, grant, GrantStep::RenewPayee);
    let second = another(&mut book, 91, 7, 100);
    book.takes(w.approver, second, GrantStep::Award);
    let third = another(&mut book, 92, 7, 1);
    let award = book.step(third, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), missing(1, 301));
}

fn beneficiary_of(book: &Book, grant: GrantId) -> BeneficiaryId {
    let Event::GrantApplied(e) = &book.entry(grant.0).event else { panic!("an application") };
    e.beneficiary
}

#[test]
fn who_gave_an_approval_does_not_release() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    let grant = book.secures();
    let given = gives(&mut book, w.everyman, grant);
    book.takes(w.approver, grant, GrantStep::Award);
    book.takes(w.officer, grant, GrantStep::Verify);
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.everyman_again, order.clone()), Rejection::SelfApproval { acted_at: given });
    book.does(w.releaser, order);
}

/// A dowry of 400 for account 1 that two have approved, and account 2 that came after it.
fn with_another_payee(book: &mut Book) -> (GrantId, PayeeId) {
    let w = book.w;
    let grant = another(book, 90, 1, 400);
    gives(book, w.second_approver, grant);
    book.takes(w.approver, grant, GrantStep::Award);
    let beneficiary = beneficiary_of(book, grant);
    (grant, confirmed(book, account(beneficiary, 2)))
}

#[test]
fn another_payee_takes_as_many_approvals_as_the_award() {
    let mut book = with_money();
    let w = book.w;
    let (grant, _) = with_another_payee(&mut book);
    let renew = book.step(grant, GrantStep::RenewPayee);
    assert_eq!(book.refuses(w.approver, renew.clone()), missing(1, 400));
    gives(&mut book, w.second_approver, grant);
    let third = {
        let beneficiary = beneficiary_of(&book, grant);
        confirmed(&mut book, account(beneficiary, 3))
    };
    assert_eq!(book.refuses(w.approver, renew), missing(1, 400), "that was for the payee before");
    gives(&mut book, w.second_approver, grant);
    let renewed = book.takes(w.approver, grant, GrantStep::RenewPayee);
    let Event::PayeeRenewed(PayeeRenewed { payee, .. }) = book.entry(renewed).event else { panic!("a renewal") };
    assert_eq!(payee, third);
    let again = give(grant.0, Index(renewed));
    assert_eq!(book.refuses(w.everyman, again), Rejection::NothingToApprove { object: grant.0 });
}

#[test]
fn a_forged_policy_decides_every_amount() {
    let book = Book::ready();
    let unsound = policy(None, &[(Some(10), 1)], TODAY);
    let why = book.slips_in(book.w.admin, Event::ApprovalPolicySet(unsound));
    assert_eq!(why, Rejection::PolicyUnsound {});
}

fn awarded(book: &Book, grant: GrantId) -> Event {
    Event::GrantAwarded(GrantAwarded { grant, last_change: book.last_change(grant) })
}

#[test]
fn a_forged_award_has_the_approvals_that_it_takes() {
    let mut book = Book::ready();
    let w = book.w;
    two_above_300(&mut book);
    let grant = book.secures();
    assert_eq!(book.slips_in(w.approver, awarded(&book, grant)), missing(1, 400));
    gives(&mut book, w.everyman, grant);
    assert_eq!(book.slips_in(w.everyman_again, awarded(&book, grant)), missing(1, 400));
}

#[test]
fn a_forged_award_comes_from_high_enough() {
    let mut book = Book::ready();
    let w = book.w;
    steep(&mut book);
    let grant = book.secures();
    let why = book.slips_in(w.of_qom, awarded(&book, grant));
    assert_eq!(why, Rejection::LevelTooLow { level: 1, amount: 400 });
}

#[test]
fn a_forged_approval_is_of_something_that_waits_and_by_somebody_else() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let given = |object, last_change| Event::ApprovalGiven(ApprovalGiven { object: Index(object), last_change });
    let nothing = book.slips_in(w.approver, given(w.couple.0, Index(0)));
    assert_eq!(nothing, Rejection::NothingToApprove { object: w.couple.0 });
    let stale = book.slips_in(w.approver, given(grant.0, Index(grant.0)));
    assert!(matches!(stale, Rejection::ChangedSince { .. }), "{stale}");
    let first = gives(&mut book, w.everyman, grant);
    let again = book.slips_in(w.everyman_again, given(grant.0, book.last_change(grant)));
    assert_eq!(again, Rejection::SelfApproval { acted_at: first });
}

#[test]
fn a_forged_renewal_has_the_approvals_that_it_takes() {
    let mut book = with_money();
    let w = book.w;
    let (grant, payee) = with_another_payee(&mut book);
    let renewed = Event::PayeeRenewed(PayeeRenewed { grant, last_change: book.last_change(grant), payee });
    assert_eq!(book.slips_in(w.approver, renewed), missing(1, 400));
}
