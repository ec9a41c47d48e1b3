//! The approval of a list: of all its lines that were not cancelled, by somebody who neither made nor changed it, as
//! many of them as its sum takes.

use crate::ask::{ANYTHING, MISTAKE, allot, human, notify, rials};
use crate::batch::{account, bytes, lines, pays_to, recount, submit};
use crate::book::Book;
use crate::policies::{give, policy};
use ledger_core::command::{AllotmentOrigin, Command, GrantStep, ListAct, RecordReceipt};
use ledger_core::event::{
    ApprovalGiven, CreditSecured, Entry, Event, ListApproved, PrincipalAdmitted, PrincipalKind, Refused, RefusedItem,
};
use ledger_core::ids::{AccountId, GrantId, Index, KeyHash, ListId, PersonToken, PrincipalId};
use ledger_core::place::Place;
use ledger_core::rejection::Rejection;
use ledger_core::role::{Role, Roles};
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_list_is_approved_once,
    the_maker_and_the_last_editor_of_a_list_do_not_approve_it,
    an_approval_of_a_list_is_void_after_any_change_of_a_line,
    a_list_whose_line_lost_its_payee_is_not_approved,
    a_list_that_exceeds_its_line_is_refused_from_the_line_on_that_finds_no_money,
    a_list_of_which_all_was_cancelled_has_nothing_to_approve,
    a_large_list_takes_two_approvers_whatever_its_lines,
    nobody_who_is_paid_by_a_list_approves_it,
    an_approval_of_a_list_is_an_approver_s_and_of_a_list_that_is_there,
];

pub const FORGED: &[fn()] = &[
    a_forged_approval_names_as_many_lines_and_as_much_as_there_are,
    a_forged_approval_leaves_no_line_out_and_takes_none_twice,
    a_forged_approval_takes_no_line_of_another_list_and_nothing_else,
    a_forged_approval_is_by_another_person_than_the_maker,
    a_forged_credit_of_a_line_is_out_of_the_account_that_was_approved,
    a_forged_approval_comes_once_and_of_what_the_approver_saw,
    a_forged_approval_has_the_approvals_that_it_takes,
    a_forged_approval_refuses_no_line,
    a_forged_award_of_a_line_follows_its_credit,
];

fn stage(stage: u64) -> Rejection {
    Rejection::ListStageOutOfOrder { stage }
}

fn cancel(book: &mut Book, list: ListId, line: u32) -> u64 {
    let (grant, canceller) = (book.grant_at(list, line), book.w.second_approver);
    book.takes(canceller, grant, GrantStep::Cancel { reason: MISTAKE })
}

/// The money that is encumbered for each line.
fn encumbered(book: &Book, list: ListId) -> Vec<u64> {
    let held = |grant: &GrantId| book.state.partition().amount(Place::Encumbered(*grant)).count();
    book.grants_of(list).iter().map(held).collect()
}

#[test]
fn an_approval_secures_the_credit_of_each_line_and_awards_it() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    assert_eq!(encumbered(&book, list), [100, 101, 102, 103, 104]);
    let Event::ListApproved(e) = book.entry(book.last_change_of(list).0).event else { panic!("an approval") };
    assert_eq!((e.line_count, e.total, e.account), (5, rials(510), book.w.bank));
}

#[test]
fn a_line_that_was_cancelled_before_is_not_approved() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let list = book.submits(&lines);
    cancel(&mut book, list, 2);
    book.approves(list);
    assert_eq!(encumbered(&book, list), [100, 0, 102, 103, 104]);
    let Event::ListApproved(e) = book.entry(book.last_change_of(list).0).event else { panic!("an approval") };
    assert_eq!((e.line_count, e.total), (4, rials(409)));
}

#[test]
fn a_list_is_approved_once() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    let again = book.approval(list);
    let why = book.declines_whole(w.second_approver, again, Vec::new());
    assert_eq!(why, stage(2));
    assert_eq!(why.rule(), Some(Rule::Rule13));
}

#[test]
fn the_maker_and_the_last_editor_of_a_list_do_not_approve_it() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines);
    let list = ListId(book.carries(w.everyman, step, items)[0].index.0);
    let own = |acted_at| Rejection::SelfApproval { acted_at };
    let step = book.approval(list);
    assert_eq!(book.declines_whole(w.everyman_again, step, Vec::new()), own(list.0));
    let cancelled = cancel(&mut book, list, 1);
    let step = book.approval(list);
    assert_eq!(book.declines_whole(w.second_approver, step, Vec::new()), own(cancelled));
    assert_eq!(book.refuses(w.everyman, give(list.0, Index(cancelled))), own(list.0), "nor as one of several");
    assert_eq!(book.refuses(w.second_approver, give(list.0, Index(cancelled))), own(cancelled));
    book.approves(list);
}

#[test]
fn an_approval_of_a_list_is_void_after_any_change_of_a_line() {
    let mut book = Book::ready();
    let w = book.w;
    book.registers(Command::SetApprovalPolicy(policy(None, &[(None, 2)], book.today())));
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let stale = book.approval(list);
    book.does(w.second_approver, give(list.0, Index(list.0)));
    let cancelled = book.takes(w.everyman, book.grant_at(list, 3), GrantStep::Cancel { reason: MISTAKE });
    let why = book.declines_whole(w.approver, stale, Vec::new());
    assert_eq!(why, Rejection::ChangedSince { seen: list.0, last_change: cancelled });
    let step = book.approval(list);
    let missing = Rejection::ApprovalsMissing { needed: 2, given: 1, amount: 510 };
    assert_eq!(book.declines(w.approver, step.clone(), Vec::new())[0], (0, missing));
    book.does(w.second_approver, give(list.0, Index(cancelled)));
    book.carries(w.approver, step, Vec::new());
}

#[test]
fn a_list_whose_line_lost_its_payee_is_not_approved() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let payee = book.payee_of(lines[3].beneficiary);
    pays_to(&mut book, lines[3].beneficiary, account(77));
    let now = book.payee_of(lines[3].beneficiary);
    let step = book.approval(list);
    let why = book.declines(w.approver, step, Vec::new());
    assert_eq!(why, [(3, Rejection::PayeeChanged { payee, now })]);
    let line = book.grant_at(list, 4);
    book.takes(w.second_approver, line, GrantStep::RenewPayee);
    book.approves(list);
}

#[test]
fn a_list_that_exceeds_its_line_is_refused_from_the_line_on_that_finds_no_money() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(310, ANYTHING);
    book.gives(w.qom, w.dowry, 310);
    let lines = lines(&mut book, 1..=5);
    let list = book.submits(&lines);
    let before = book.state.partition().clone();
    let step = book.approval(list);
    let why = book.declines(w.approver, step.clone(), Vec::new());
    let short = |asked| Rejection::ExceedsAvailable { available: 7, asked };
    assert_eq!(why, [(3, short(103)), (4, short(104))]);
    assert!(before == *book.state.partition(), "not one line is half approved");
    let more = RecordReceipt { account: w.treasury, ..crate::ask::cash(&book, 1_000) };
    book.does(w.receiver, Command::RecordReceipt(more));
    let more = book.does(w.budget, allot(w.qom, w.dowry, 1_000, AllotmentOrigin::Funds));
    book.does(w.approver, notify(more));
    let why = book.declines(w.approver, step, Vec::new());
    assert_eq!(why.len(), 2, "what is in another account does not pay");
    let step = ListAct::Approve { list, last_change: Index(list.0), account: w.treasury };
    book.carries(w.approver, step, Vec::new());
}

#[test]
fn a_list_of_which_all_was_cancelled_has_nothing_to_approve() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines[..1]);
    cancel(&mut book, list, 1);
    let step = book.approval(list);
    let why = book.declines_whole(w.approver, step, Vec::new());
    assert_eq!(why, Rejection::NothingToDo { list: list.0 });
    assert_eq!(why.rule(), Some(Rule::Rule13));
}

#[test]
fn a_large_list_takes_two_approvers_whatever_its_lines() {
    let mut book = Book::ready();
    let w = book.w;
    book.registers(Command::SetApprovalPolicy(policy(None, &[(Some(500), 1), (None, 2)], book.today())));
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let step = book.approval(list);
    let missing = Rejection::ApprovalsMissing { needed: 2, given: 1, amount: 510 };
    let why = book.declines(w.approver, step.clone(), Vec::new());
    assert_eq!(why, [0, 1, 2, 3, 4].map(|line| (line, missing)));
    let given = book.does(w.everyman, give(list.0, Index(list.0)));
    let again = give(list.0, Index(list.0));
    assert_eq!(book.refuses(w.everyman_again, again), Rejection::SelfApproval { acted_at: given });
    assert_eq!(book.declines(w.everyman_again, step.clone(), Vec::new())[0], (0, missing), "still one person");
    book.carries(w.approver, step, Vec::new());
    let release = book.release(list);
    let why = book.declines_whole(w.everyman_again, release, Vec::new());
    assert_eq!(why, Rejection::SelfApproval { acted_at: given }, "who gave an approval does not release");
    let late = give(list.0, book.last_change_of(list));
    assert_eq!(book.refuses(w.second_approver, late), Rejection::NothingToApprove { object: list.0 });
    book.releases(list);
}

/// The person of the first line, as an approver and releaser of the national office.
fn paid_approver(book: &mut Book) -> PrincipalId {
    let admitted = PrincipalAdmitted {
        kind: PrincipalKind::Human(PersonToken(bytes(1))),
        office: Some(book.w.national),
        roles: Roles::of(&[Role::Approver, Role::Releaser, Role::Treasurer]),
        api_key_hash: KeyHash(bytes(1)),
    };
    PrincipalId(book.registers(Command::AdmitPrincipal(admitted)))
}

#[test]
fn nobody_who_is_paid_by_a_list_approves_it() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let groom = paid_approver(&mut book);
    let list = book.submits(&lines);
    let own = Rejection::SelfApproval { acted_at: lines[0].beneficiary.0 };
    let step = book.approval(list);
    assert_eq!(book.declines(groom, step, Vec::new()), [(0, own)]);
    assert_eq!(book.refuses(groom, give(list.0, Index(list.0))), own, "nor as one of several");
    book.approves(list);
    let step = book.release(list);
    assert_eq!(book.declines(groom, step, Vec::new()), [(0, own)], "nor releases it");
}

#[test]
fn an_approval_of_a_list_is_an_approver_s_and_of_a_list_that_is_there() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let step = book.approval(list);
    let nowhere = ListAct::Approve { list: ListId(9_999), last_change: Index(9_999), account: w.bank };
    for step in [step.clone(), nowhere.clone()] {
        let why = book.declines_whole(w.budget, step, Vec::new());
        assert_eq!(why, Rejection::RoleMissing { role: Role::Approver.number() }, "whether the list is there or not");
    }
    let unknown = Rejection::UnknownList { list: 9_999 };
    assert_eq!(book.declines_whole(w.approver, nowhere, Vec::new()), unknown);
    let why = book.declines_whole(w.of_kerman, step, Vec::new());
    assert_eq!(why, Rejection::OutOfScope { office: w.qom.0 });
    let step = ListAct::Approve { list, last_change: Index(list.0), account: AccountId(9_999) };
    assert_eq!(book.declines_whole(w.approver, step, Vec::new()), Rejection::UnknownAccount { account: 9_999 });
    let newcomer = PrincipalId(book.does(w.admin, human(88, w.qom, &[Role::Approver])));
    let step = book.approval(list);
    let why = book.declines_whole(newcomer, step, Vec::new());
    assert_eq!(why, Rejection::PrincipalNotActive { principal: newcomer.0 });
}

/// Five lines, submitted, and their approval as it would be written.
fn drafted(book: &mut Book) -> (ListId, Vec<Entry>) {
    let lines = book.five_lines();
    let list = book.submits(&lines);
    (list, book.drafted_step(book.w.approver, book.approval(list), Vec::new()))
}

fn approved(act: &mut [Entry]) -> &mut ListApproved {
    let Event::ListApproved(e) = &mut act[0].event else { panic!("an approval") };
    e
}

fn credit(act: &mut [Entry], line: usize) -> &mut CreditSecured {
    let Event::CreditSecured(e) = &mut act[2 * line - 1].event else { panic!("a credit") };
    e
}

#[test]
fn a_forged_approval_names_as_many_lines_and_as_much_as_there_are() {
    let mut book = Book::ready();
    let (_, act) = drafted(&mut book);
    for declared in [4, 6] {
        let mut act = act.clone();
        approved(&mut act).line_count = declared;
        recount(&mut act, declared);
        let declared = u64::from(declared);
        assert_eq!(book.finds(&act), Rejection::ListCountMismatch { declared, found: 5 });
    }
    let mut act = act;
    approved(&mut act).total = rials(509);
    assert_eq!(book.finds(&act), Rejection::ListTotalMismatch { declared: 509, found: 510 });
}

#[test]
fn a_forged_approval_leaves_no_line_out_and_takes_none_twice() {
    let mut book = Book::ready();
    let (list, act) = drafted(&mut book);
    let mut short = act.clone();
    short.truncate(9);
    recount(&mut short, 5);
    assert_eq!(book.finds(&short), Rejection::ActBroken {}, "the last line is missing");
    let mut twice = act.clone();
    (twice[9].event, twice[10].event) = (act[7].event.clone(), act[8].event.clone());
    let why = book.finds(&twice);
    assert!(matches!(why, Rejection::StageOutOfOrder { stage: 4 }), "the fourth line twice, the fifth never: {why}");
    let mut crossed = act.clone();
    crossed.swap(2, 3);
    recount(&mut crossed, 5);
    assert_eq!(book.finds(&crossed), Rejection::NotOfList { list: list.0 });
    let mut more = act;
    more.extend_from_within(9..11);
    recount(&mut more, 5);
    assert_eq!(book.finds(&more), Rejection::LineOfList { list: list.0 }, "nothing after the last");
}

#[test]
fn a_forged_approval_takes_no_line_of_another_list_and_nothing_else() {
    let mut book = Book::ready();
    let w = book.w;
    let others = lines(&mut book, [100, 101]);
    let other = book.submits(&others);
    let alone = book.applies(100);
    book.takes(w.officer, alone, GrantStep::Decide);
    let (list, act) = drafted(&mut book);
    let of_another = book.grant_at(other, 1);
    let not_of_list = Rejection::NotOfList { list: list.0 };
    let not_the_budget_officer = Rejection::RoleMissing { role: Role::BudgetOfficer.number() };
    let cases = [
        (of_another, Some(other), not_of_list),
        (of_another, Some(list), not_of_list),
        (alone, Some(list), not_of_list),
        (alone, None, not_the_budget_officer),
    ];
    for (grant, of, expected) in cases {
        let mut act = act.clone();
        let last_change = book.last_change(grant);
        let row = credit(&mut act, 2);
        (row.grant, row.last_change, row.list) = (grant, last_change, of);
        assert_eq!(book.finds(&act), expected);
    }
    let mut act = act;
    let given = ApprovalGiven { object: Index(other.0), last_change: Index(other.0) };
    act.insert(3, Entry { event: Event::ApprovalGiven(given), head: None, ..act[3].clone() });
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::NotOfList { list: list.0 });
}

#[test]
fn a_forged_approval_is_by_another_person_than_the_maker() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines);
    let list = ListId(book.carries(w.everyman, step, items)[0].index.0);
    let mut act = book.drafted_step(w.approver, book.approval(list), Vec::new());
    act.iter_mut().for_each(|entry| entry.principal = w.everyman_again);
    assert_eq!(book.finds(&act), Rejection::SelfApproval { acted_at: list.0 });
    act.iter_mut().for_each(|entry| entry.principal = w.system);
    assert_eq!(book.finds(&act), Rejection::RoleMissing { role: Role::Approver.number() });
}

#[test]
fn a_forged_credit_of_a_line_is_out_of_the_account_that_was_approved() {
    let mut book = Book::ready();
    let w = book.w;
    let in_treasury = RecordReceipt { account: w.treasury, ..crate::ask::cash(&book, 1_000) };
    book.does(w.receiver, Command::RecordReceipt(in_treasury));
    book.gives(w.qom, w.dowry, 1_000);
    let (list, act) = drafted(&mut book);
    let elsewhere = ListAct::Approve { list, last_change: Index(list.0), account: w.treasury };
    let other = book.drafted_step(w.approver, elsewhere, Vec::new());
    let mut act = act;
    act[5].event = other[5].event.clone();
    let why = book.finds(&act);
    assert_eq!(why, Rejection::WrongCustody { account: w.treasury.0 });
    assert_eq!(why.rule(), Some(Rule::Rule8));
}

#[test]
fn a_forged_approval_comes_once_and_of_what_the_approver_saw() {
    let mut book = Book::ready();
    let (list, act) = drafted(&mut book);
    let mut stale = act.clone();
    approved(&mut stale).last_change = Index(1);
    assert_eq!(book.finds(&stale), Rejection::ChangedSince { seen: 1, last_change: list.0 });
    let mut nowhere = act.clone();
    approved(&mut nowhere).list = ListId(9_999);
    assert_eq!(book.finds(&nowhere), Rejection::UnknownList { list: 9_999 });
    let mut again = act;
    book.approves(list);
    again[0].index = book.state.next_index();
    again[0].head = book.made_up(book.w.approver, again[0].event.clone()).head;
    recount(&mut again, 5);
    assert_eq!(book.finds(&again), stage(2));
}

#[test]
fn a_forged_approval_has_the_approvals_that_it_takes() {
    let mut book = Book::ready();
    let w = book.w;
    let bands = policy(None, &[(Some(500), 1), (None, 2)], book.today());
    book.registers(Command::SetApprovalPolicy(bands));
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.does(w.second_approver, give(list.0, Index(list.0)));
    let mut act = book.drafted_step(w.approver, book.approval(list), Vec::new());
    act.iter_mut().for_each(|entry| entry.principal = w.second_approver);
    let why = book.finds(&act);
    assert_eq!(why, Rejection::ApprovalsMissing { needed: 2, given: 1, amount: 510 }, "two, and not one twice");
    assert_eq!(why.rule(), Some(Rule::Rule20));
}

#[test]
fn a_forged_approval_refuses_no_line() {
    let mut book = Book::ready();
    let (list, mut act) = drafted(&mut book);
    let items = vec![RefusedItem { ordinal: 4, rejection: Rejection::NothingAsked {} }];
    act.truncate(10);
    act[9].event = Event::Refused(Refused { items, conflicts_with: None });
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::NotOfList { list: list.0 });
}

#[test]
fn a_forged_approval_takes_no_other_step_of_its_lines() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let step = book.approval(list);
    let mut act = book.drafted_step(w.everyman, step.clone(), Vec::new());
    let mut later = book.clone();
    later.carries(w.everyman, step, Vec::new());
    let release = later.drafted_step(w.releaser, later.release(list), Vec::new());
    for (at, event) in [(3, &release[1].event), (4, &release[2].event)] {
        act.insert(at, Entry { event: event.clone(), head: None, ..act[at].clone() });
    }
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::NotOfList { list: list.0 }, "it is verified and ordered by its release");
}

#[test]
fn a_forged_award_of_a_line_follows_its_credit() {
    let mut book = Book::ready();
    let (_, mut act) = drafted(&mut book);
    act.remove(1);
    recount(&mut act, 5);
    let why = book.finds(&act);
    assert!(matches!(why, Rejection::StageOutOfOrder { stage: 2 }), "awarded without credit: {why}");
}
