//! Rules 20 and 21: who may, where, with how many hands; and no rule before its day.

use crate::ask::{
    ANYTHING, MISTAKE, admit, allot, apply_for, cash, confirm, enrol, human, notify, person, reverse, rule, verify,
};
use crate::book::{Book, TODAY};
use crate::world::{HANDS_ON, area};
use ledger_core::command::{AllotmentOrigin, Command, GrantStep, RecordReceipt};
use ledger_core::event::{
    AreaLevel, Clock, ClockAdvanced, Event, PrincipalKind, RegistrationConfirmed, ReturnReason, RulesetAdopted,
};
use ledger_core::ids::{GrantId, Index, OfficeId, PrincipalId};
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_province_acts_for_itself_and_for_nobody_else,
    a_system_never_approves,
    a_maker_does_not_award_the_own_application,
    an_approval_dies_with_any_change,
    nobody_confirms_the_own_proposal,
    roles_that_may_not_meet_do_not_meet_in_two_principals,
    what_was_not_confirmed_cannot_be_used,
    no_rule_reaches_back_before_the_day_on_which_it_is_set,
    only_a_scripted_clock_is_set_and_only_forward,
];

pub const FORGED: &[fn()] = &[
    a_forged_act_of_somebody_without_the_role_is_found,
    a_forged_approval_by_the_same_person_is_found,
    a_forged_approval_of_a_system_is_found,
    a_forged_approval_of_an_older_state_is_found,
    a_forged_act_from_another_province_is_found,
    a_forged_rule_does_not_reach_back,
    a_forged_ruleset_is_one_that_is_known,
];

const FUNDS: AllotmentOrigin = AllotmentOrigin::Funds;
const RETURNED: GrantStep = GrantStep::ReturnPayment { reason: ReturnReason::Other };
const CANCEL: GrantStep = GrantStep::Cancel { reason: MISTAKE };

#[test]
fn a_province_acts_for_itself_and_for_nobody_else() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(1_000, ANYTHING);
    let allotment = book.does(w.budget, allot(w.qom, w.dowry, 500, FUNDS));
    let beyond = |office: OfficeId| Rejection::OutOfScope { office: office.0 };
    let of_qom = [
        (Command::RecordReceipt(RecordReceipt { office: w.kerman, ..cash(&book, 10) }), w.kerman),
        (Command::RecordReceipt(cash(&book, 10)), w.national),
        (reverse(receipt, Some(1_000_000)), w.national),
        (allot(w.qom, w.dowry, 1_000_000, FUNDS), w.national),
        (allot(w.qom, w.dowry, 1, AllotmentOrigin::ParentLine { office: w.national }), w.national),
        (notify(allotment), w.national),
        (enrol(w.kerman, 202, &[202], &["dowry"]), w.kerman),
        (apply_for(w.rafsanjan, w.dowry, w.couple, 1), w.rafsanjan),
    ];
    for (command, office) in of_qom {
        assert_eq!(book.refuses(w.of_qom, command), beyond(office));
    }
    let grant = book.applies(400);
    for step in [GrantStep::Decide, GrantStep::SecureCredit { account: w.bank }, GrantStep::Award, CANCEL] {
        let command = book.step(grant, step);
        assert_eq!(book.refuses(w.of_kerman, command), beyond(w.qom));
    }
    assert_eq!(book.refuses(w.of_kerman, verify(w.unverified.0)), beyond(w.qom));
    book.does(w.of_kerman, Command::RecordReceipt(RecordReceipt { office: w.rafsanjan, ..cash(&book.clone(), 10) }));
}

#[test]
fn a_system_never_approves() {
    let mut book = Book::ready();
    let w = book.w;
    let why = book.refuses(w.system, verify(w.unverified.0));
    assert_eq!(why, Rejection::SystemMayNotApprove { principal: w.system.0 });
    for role in [Role::Administrator, Role::Approver, Role::Releaser] {
        let why = book.refuses(w.admin, admit(PrincipalKind::System, 91, w.qom, &[role]));
        assert_eq!(why, Rejection::SystemMayNotApprove { principal: 0 });
    }
}

/// A grant at each stage of its path at which another person has to act, made by the everyman.
#[test]
fn a_maker_does_not_award_the_own_application() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    let grant = GrantId(book.does(w.everyman, apply_for(w.qom, w.dowry, w.couple, 400)));
    let own = Rejection::SelfApproval { acted_at: grant.0 };
    book.takes(w.officer, grant, GrantStep::Decide);
    book.takes(w.budget, grant, GrantStep::SecureCredit { account: w.bank });
    for principal in [w.everyman, w.everyman_again] {
        let award = book.step(grant, GrantStep::Award);
        assert_eq!(book.refuses(principal, award), own, "the maker");
        let cancel = book.step(grant, CANCEL);
        assert_eq!(book.refuses(principal, cancel), own, "the maker");
    }
    book.takes(w.approver, grant, GrantStep::Award);
    book.takes(w.officer, grant, GrantStep::Verify);
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.everyman_again, order), own, "nor releases the maker");
}

#[test]
fn the_last_editor_does_not_award() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    let grant = book.applies(400);
    book.takes(w.officer, grant, GrantStep::Decide);
    let secured = book.takes(w.everyman, grant, GrantStep::SecureCredit { account: w.bank });
    let award = book.step(grant, GrantStep::Award);
    assert_eq!(book.refuses(w.everyman_again, award), Rejection::SelfApproval { acted_at: secured });
}

#[test]
fn the_checker_does_not_release_and_the_releaser_does_not_record_the_result() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let awarded = book.takes(w.everyman, grant, GrantStep::Award);
    book.takes(w.officer, grant, GrantStep::Verify);
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.everyman_again, order), Rejection::SelfApproval { acted_at: awarded });
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
    book.takes(w.treasurer, grant, RETURNED);

    let mut book = Book::ready();
    let grant = book.owes();
    let ordered = book.takes(w.everyman, grant, GrantStep::OrderPayment);
    for step in [GrantStep::SettlePayment, RETURNED] {
        let result = book.step(grant, step);
        assert_eq!(book.refuses(w.everyman_again, result), Rejection::SelfApproval { acted_at: ordered });
    }
    book.takes(w.system, grant, GrantStep::SettlePayment);
}

#[test]
fn whoever_records_a_return_does_not_order_the_payment_again() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.orders();
    let returned = book.takes(w.everyman, grant, RETURNED);
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.everyman_again, order), Rejection::SelfApproval { acted_at: returned });
}

#[test]
fn nobody_handles_the_own_grant() {
    let mut book = Book::ready();
    let w = book.w;
    let own = Rejection::SelfApproval { acted_at: w.bride_officer.0 };
    assert_eq!(book.refuses(w.officer, apply_for(w.qom, w.dowry, w.bride_officer, 100)), own);
    let grant = GrantId(book.does(w.second_officer, apply_for(w.qom, w.dowry, w.bride_officer, 100)));
    let decide = book.step(grant, GrantStep::Decide);
    assert_eq!(book.refuses(w.officer, decide), own);
    let himself = book.does(w.officer, enrol(w.qom, 203, &[19], &["dowry"]));
    assert_eq!(book.refuses(w.everyman, verify(himself)), Rejection::SelfApproval { acted_at: himself });
}

#[test]
fn an_approval_dies_with_any_change() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let award = book.step(grant, GrantStep::Award);
    let seen = book.last_change(grant).0;
    book.takes(w.approver, grant, CANCEL);
    assert!(matches!(book.refuses(w.approver, award), Rejection::StageOutOfOrder { .. }));

    let grant = book.orders();
    let order = book.step(grant, GrantStep::SettlePayment);
    let seen_order = book.last_change(grant).0;
    book.takes(w.treasurer, grant, RETURNED);
    let last_change = book.takes(w.releaser, grant, GrantStep::OrderPayment);
    let why = book.refuses(w.treasurer, order);
    assert_eq!(why, Rejection::ChangedSince { seen: seen_order, last_change });
    assert_eq!(why.rule(), Some(Rule::Rule20));

    let seen_nothing =
        |object| Command::Confirm(RegistrationConfirmed { object: Index(object), last_change: Index(seen) });
    assert_eq!(
        book.refuses(w.second_admin, seen_nothing(w.newcomer.0)),
        Rejection::ChangedSince { seen, last_change: w.newcomer.0 }
    );
    let Command::VerifyBeneficiary { beneficiary, .. } = verify(w.unverified.0) else { panic!("a verification") };
    let blind = Command::VerifyBeneficiary { beneficiary, last_change: Index(seen) };
    assert_eq!(book.refuses(w.second_officer, blind), Rejection::ChangedSince { seen, last_change: w.unverified.0 });
}

#[test]
fn nobody_confirms_the_own_proposal() {
    let mut book = Book::ready();
    let w = book.w;
    let proposed = book.does(w.admin, area("Fars", AreaLevel::Province, Some(w.country)));
    let own = |acted_at| Rejection::SelfApproval { acted_at };
    assert_eq!(book.refuses(w.admin, confirm(proposed)), own(proposed));
    book.receives(100, ANYTHING);
    let allotment = book.does(w.everyman, allot(w.qom, w.dowry, 10, FUNDS));
    assert_eq!(book.refuses(w.everyman_again, notify(allotment)), own(allotment));
    let gift = Command::RecordReceipt(cash(&book, 10));
    let receipt = book.does(w.everyman, gift);
    assert_eq!(book.refuses(w.everyman_again, reverse(receipt, None)), own(receipt));
    let enrolled = book.does(w.everyman, enrol(w.qom, 204, &[204], &["dowry"]));
    assert_eq!(book.refuses(w.everyman_again, verify(enrolled)), own(enrolled));
    // An administrator who works under a second name is still one person.
    let again = admit(PrincipalKind::Human(person(1)), 92, w.national, &[Role::Administrator]);
    let second_name = book.does(w.second_admin, again);
    assert_eq!(book.refuses(w.admin, confirm(second_name)), own(second_name), "nor the own admission");
}

#[test]
fn roles_that_may_not_meet_do_not_meet_in_two_principals() {
    let mut book = Book::ready();
    let w = book.w;
    let clash = |role: Role, other: Role| Rejection::RolesMayNotMeet { role: role.number(), other: other.number() };
    assert_eq!(
        book.refuses(w.admin, human(93, w.qom, &[Role::Auditor, Role::Approver])),
        clash(Role::Auditor, Role::Approver)
    );
    let auditor_as_receiver = admit(PrincipalKind::Human(person(18)), 94, w.qom, &[Role::Receiver]);
    assert_eq!(book.refuses(w.admin, auditor_as_receiver), clash(Role::Auditor, Role::Receiver));
    assert_eq!(book.refuses(w.admin, human(95, w.qom, &[])), Rejection::RoleMissing { role: Role::Receiver.number() });
    // Both are sound when they are proposed; the second is not any more when it comes to be confirmed.
    let first = book.does(w.admin, admit(PrincipalKind::Human(person(96)), 96, w.qom, &[Role::Auditor]));
    let second = book.does(w.admin, admit(PrincipalKind::Human(person(96)), 97, w.qom, &[Role::Receiver]));
    book.does(w.second_admin, confirm(first));
    assert_eq!(book.refuses(w.second_admin, confirm(second)), clash(Role::Auditor, Role::Receiver));
}

#[test]
fn what_was_not_confirmed_cannot_be_used() {
    let mut book = Book::ready();
    let w = book.w;
    let fars = book.does(w.admin, area("Fars", AreaLevel::Province, Some(w.country)));
    let office = book.does(w.admin, crate::ask::office("fars", Some(w.national), w.qom_area));
    let not_yet = |object| Rejection::NotConfirmed { object };
    let restriction = crate::ask::for_area(ledger_core::ids::AreaId(fars));
    let gift = Command::RecordReceipt(RecordReceipt { restriction, ..cash(&book, 10) });
    assert_eq!(book.refuses(w.receiver, gift), not_yet(fars));
    let gift = Command::RecordReceipt(RecordReceipt { office: OfficeId(office), ..cash(&book, 10) });
    assert_eq!(book.refuses(w.receiver, gift), not_yet(office));
    assert_eq!(book.refuses(w.budget, allot(OfficeId(office), w.dowry, 1, FUNDS)), not_yet(office));
    let under = crate::ask::office("fars-1", Some(w.national), ledger_core::ids::AreaId(fars));
    assert_eq!(book.refuses(w.admin, under), not_yet(fars));
    assert_eq!(book.refuses(w.admin, human(98, OfficeId(office), &HANDS_ON)), not_yet(office));
}

#[test]
fn no_rule_reaches_back_before_the_day_on_which_it_is_set() {
    let mut book = Book::ready();
    let w = book.w;
    let yesterday = TODAY.checked_add_days(-1).unwrap();
    let why = book.refuses(w.admin, rule(w.dowry, 100, "dowry", yesterday));
    assert_eq!(why, Rejection::StartsBeforeItself { asked: 20_380, today: 20_381 });
    assert_eq!(why.rule(), Some(Rule::Rule21));
    assert_eq!(book.refuses(w.admin, rule(w.dowry, 0, "dowry", TODAY)), Rejection::NothingAsked {});
}

#[test]
fn a_rule_confirmed_after_its_day_starts_on_the_day_of_confirmation() {
    let mut book = Book::ready();
    let w = book.w;
    let tomorrow = TODAY.checked_add_days(1).unwrap();
    let proposed = book.does(w.admin, rule(w.dowry, 300, "dowry", tomorrow));
    book.days_pass(10);
    let grant = book.applies(400);
    book.clone().takes(w.officer, grant, GrantStep::Decide);
    book.does(w.second_admin, confirm(proposed));
    let decide = book.step(grant, GrantStep::Decide);
    assert_eq!(book.refuses(w.officer, decide), Rejection::ExceedsCap { cap: 300, asked: 400 });
}

#[test]
fn only_a_scripted_clock_is_set_and_only_forward() {
    let mut book = Book::ready();
    let w = book.w;
    let set = |to| Command::AdvanceClock(ClockAdvanced { to });
    let now = book.state.time();
    let before = now.checked_add_micros(-1).unwrap();
    assert_eq!(book.refuses(w.admin, set(before)), Rejection::ClockBackwards {});
    book.does(w.admin, set(now.checked_add_micros(86_400_000_000).unwrap()));
    assert_eq!(book.today(), TODAY.checked_add_days(1).unwrap());
    assert_eq!(book.refuses(w.admin, set(now)), Rejection::ClockBackwards {});
    let mut earnest = Book::empty(Clock::System);
    let later = earnest.state.time().checked_add_micros(1).unwrap();
    assert_eq!(earnest.refuses(w.admin, set(later)), Rejection::ClockNotScripted {});
}

#[test]
fn a_forged_act_of_somebody_without_the_role_is_found() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let award = book.step(grant, GrantStep::Award);
    let by = |principal: PrincipalId| book.forges(w.approver, award.clone(), |entry| entry.principal = principal);
    assert_eq!(by(w.receiver), Rejection::RoleMissing { role: Role::Approver.number() });
    assert_eq!(by(w.admin), Rejection::RoleMissing { role: Role::Approver.number() }, "administrators neither");
    assert_eq!(by(w.newcomer), Rejection::PrincipalNotActive { principal: w.newcomer.0 });
    assert_eq!(by(PrincipalId(0)), Rejection::PrincipalNotActive { principal: 0 });
}

#[test]
fn a_forged_approval_by_the_same_person_is_found() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(1_000, ANYTHING);
    let allotment = book.does(w.everyman, allot(w.qom, w.dowry, 500, FUNDS));
    let why = book.forges(w.approver, notify(allotment), |entry| entry.principal = w.everyman_again);
    assert_eq!(why, Rejection::SelfApproval { acted_at: allotment });
    assert_eq!(why.rule(), Some(Rule::Rule20));
}

#[test]
fn a_forged_approval_of_a_system_is_found() {
    let book = Book::ready();
    let w = book.w;
    let why = book.forges(w.second_officer, verify(w.unverified.0), |entry| entry.principal = w.system);
    assert_eq!(why, Rejection::SystemMayNotApprove { principal: w.system.0 });
}

#[test]
fn a_forged_approval_of_an_older_state_is_found() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let why = book.forges(w.approver, book.step(grant, GrantStep::Award), |entry| {
        let Event::GrantAwarded(e) = &mut entry.event else { panic!("an award") };
        e.last_change = Index(grant.0);
    });
    assert_eq!(why, Rejection::ChangedSince { seen: grant.0, last_change: book.last_change(grant).0 });
    assert_eq!(why.rule(), Some(Rule::Rule20));
}

#[test]
fn a_forged_act_from_another_province_is_found() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let why = book.forges(w.approver, book.step(grant, GrantStep::Award), |entry| entry.principal = w.of_kerman);
    assert_eq!(why, Rejection::OutOfScope { office: w.qom.0 });
    let ask = enrol(w.qom, 205, &[205], &["dowry"]);
    let why = book.forges(w.officer, ask, |entry| entry.principal = w.of_kerman);
    assert_eq!(why, Rejection::OutOfScope { office: w.qom.0 });
}

#[test]
fn a_forged_rule_does_not_reach_back() {
    let book = Book::ready();
    let w = book.w;
    let why = book.forges(w.admin, rule(w.dowry, 100, "dowry", TODAY), |entry| {
        let Event::ProgrammeRuleSet(e) = &mut entry.event else { panic!("a rule") };
        e.effective_from = TODAY.checked_add_days(-365).unwrap();
    });
    assert_eq!(why, Rejection::StartsBeforeItself { asked: 20_016, today: 20_381 });
    assert_eq!(why.rule(), Some(Rule::Rule21));
}

#[test]
fn a_forged_ruleset_is_one_that_is_known() {
    let book = Book::ready();
    for ruleset in [0, 1, 2] {
        let event = Event::RulesetAdopted(RulesetAdopted { ruleset });
        let why = book.slips_in(book.w.admin, event);
        assert_eq!(why, Rejection::WrongRuleset { in_force: 1 });
        assert_eq!(why.rule(), Some(Rule::Rule21));
    }
}

/// As it is, and to be looked at: what was confirmed last is in force, even if it was proposed first.
#[test]
fn an_older_version_that_is_confirmed_later_takes_over_from_a_newer_one() {
    let mut book = Book::ready();
    let w = book.w;
    let older = book.does(w.admin, rule(w.dowry, 300, "dowry", TODAY));
    book.registers(rule(w.dowry, 900, "dowry", TODAY));
    let grant = book.applies(800);
    book.clone().takes(w.officer, grant, GrantStep::Decide);
    book.days_pass(1);
    book.does(w.second_admin, confirm(older));
    let decide = book.step(grant, GrantStep::Decide);
    assert_eq!(book.refuses(w.officer, decide), Rejection::ExceedsCap { cap: 300, asked: 800 });
}
