//! Rule 18 at the making of a list: it is what it declares, line by line, once.

use crate::ask::{application, cash, rials};
use crate::batch::{account, lines, pays_to, recount, refused, submit, total};
use crate::book::Book;
use ledger_core::command::{Command, GrantStep, ImportRow, ListAct, Mode, Request, SubmitLine};
use ledger_core::decide;
use ledger_core::event::{
    DonorKind, DonorRegistered, Entry, Event, GrantApplied, ListPlace, ListSubmitted, Refused, RefusedItem, RequestHead,
};
use ledger_core::ids::{BeneficiaryId, GrantId, Index, ListId, OfficeId, Reference};
use ledger_core::money::Amount;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_list_has_as_many_lines_as_it_declares_and_their_sum,
    the_same_lines_are_submitted_once,
    a_list_of_more_lines_than_one_act_takes_is_refused,
    a_list_of_nothing_is_refused,
    lines_stand_in_order_from_one,
    everything_that_is_wrong_with_any_line_is_said_at_once,
    a_line_is_paid_to_the_payee_that_its_beneficiary_has,
    a_line_is_of_an_office_that_the_list_s_covers,
    a_line_alone_is_nothing,
    a_line_takes_no_step_without_its_list,
    a_list_is_submitted_by_a_case_officer_of_its_office,
];

pub const FORGED: &[fn()] = &[
    a_forged_list_has_the_sum_that_it_declares,
    a_forged_list_has_the_lines_that_it_declares_and_no_more,
    a_forged_list_is_not_too_long_and_not_submitted_twice,
    a_forged_line_stands_at_its_place_and_has_a_payee,
    a_forged_line_is_of_this_list_and_of_its_office,
    a_forged_list_begins_its_act,
    nothing_else_stands_in_a_forged_submission,
];

#[test]
fn each_line_is_an_application_that_was_decided() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let grants = book.grants_of(list);
    assert_eq!(grants.len(), 5);
    for (grant, line) in grants.iter().zip(&lines) {
        let Event::GrantApplied(e) = &book.entry(grant.0).event else { panic!("an application") };
        assert_eq!(e.list, Some(ListPlace { list, line: line.line }));
        assert_eq!((e.beneficiary, e.amount), (line.beneficiary, line.amount));
        assert!(matches!(book.entry(grant.0 + 1).event, Event::GrantDecided(_)));
    }
}

#[test]
fn a_list_has_as_many_lines_as_it_declares_and_their_sum() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines);
    let ListAct::Submit { office, declared_count, declared_total, content } = step else { panic!("a submission") };
    for declared_count in [4, 6] {
        let step = ListAct::Submit { office, declared_count, declared_total, content };
        let why = book.declines_whole(w.officer, step, items.clone());
        assert_eq!(why, Rejection::ListCountMismatch { declared: u64::from(declared_count), found: 5 });
        assert_eq!(why.rule(), Some(Rule::Rule18));
    }
    for declared in [509, 511] {
        let step = ListAct::Submit { office, declared_count, declared_total: rials(declared), content };
        let why = book.declines_whole(w.officer, step, items.clone());
        assert_eq!(why, Rejection::ListTotalMismatch { declared, found: 510 });
    }
    assert_eq!((declared_total, total(&lines)), (rials(510), 510));
}

#[test]
fn the_same_lines_are_submitted_once() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines);
    let first = book.carries(w.officer, step.clone(), items.clone());
    let list = first[0].index.0;
    assert_eq!(book.declines_whole(w.officer, step, items), Rejection::ListAlreadySubmitted { list });
}

#[test]
fn a_list_of_more_lines_than_one_act_takes_is_refused() {
    let mut book = Book::ready();
    let w = book.w;
    let line = lines(&mut book, [1])[0];
    let many: Vec<SubmitLine> = (1..=4_097).map(|number| SubmitLine { line: number, ..line }).collect();
    let (step, items) = submit(&book, &many);
    assert_eq!(book.declines_whole(w.officer, step, items), Rejection::ListTooLong { most: 4_096 });
}

#[test]
fn a_list_of_nothing_is_refused() {
    let mut book = Book::ready();
    let w = book.w;
    let (step, items) = submit(&book, &[]);
    assert_eq!(book.declines_whole(w.officer, step, items), Rejection::NothingAsked {});
    let line = SubmitLine { amount: rials(0), ..lines(&mut book, [1])[0] };
    let (step, items) = submit(&book, &[line]);
    assert_eq!(book.declines_whole(w.officer, step, items), Rejection::NothingAsked {});
}

#[test]
fn lines_stand_in_order_from_one() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let mut swapped = lines.clone();
    (swapped[1].line, swapped[2].line) = (3, 2);
    let (step, items) = submit(&book, &swapped);
    let order = |next, found| Rejection::LineOutOfOrder { next, found };
    assert_eq!(book.declines(w.officer, step, items), [(1, order(2, 3)), (2, order(3, 2))]);
    let from_zero: Vec<SubmitLine> = lines.iter().map(|line| SubmitLine { line: line.line - 1, ..*line }).collect();
    let (step, items) = submit(&book, &from_zero);
    assert_eq!(book.declines(w.officer, step, items).len(), 5);
}

#[test]
fn everything_that_is_wrong_with_any_line_is_said_at_once() {
    let mut book = Book::ready();
    let w = book.w;
    let mut lines = book.five_lines();
    lines[0].beneficiary = w.couple;
    lines[1].amount = rials(1_001);
    lines[3].account = account(99);
    lines[4].beneficiary = BeneficiaryId(9_999);
    let before = book.state.next_index();
    let (step, items) = submit(&book, &lines);
    let why = book.declines(w.officer, step, items);
    let payee = book.payee_of(lines[3].beneficiary);
    assert_eq!(
        why,
        [
            (0, Rejection::PayeeMissing { beneficiary: w.couple.0 }),
            (1, Rejection::ExceedsCap { cap: 1_000, asked: 1_001 }),
            (3, Rejection::AccountMismatch { payee }),
            (4, Rejection::UnknownBeneficiary { beneficiary: 9_999 }),
        ]
    );
    assert_eq!(book.state.next_index(), before.next(), "one refusal, and nothing of the list");
}

#[test]
fn a_line_is_paid_to_the_payee_that_its_beneficiary_has() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    pays_to(&mut book, lines[2].beneficiary, account(77));
    let payee = book.payee_of(lines[2].beneficiary);
    let (step, items) = submit(&book, &lines);
    let why = book.declines(w.officer, step, items);
    assert_eq!(why, [(2, Rejection::AccountMismatch { payee })]);
    assert_eq!(why[0].1.rule(), Some(Rule::Rule18));
}

#[test]
fn a_line_is_of_an_office_that_the_list_s_covers() {
    let mut book = Book::ready();
    let w = book.w;
    let mut lines = book.five_lines();
    lines[1].office = w.kerman;
    lines[3].office = w.national;
    let (step, items) = submit(&book, &lines);
    let beyond = |office: OfficeId| Rejection::OutOfScope { office: office.0 };
    assert_eq!(book.declines(w.officer, step, items), [(1, beyond(w.kerman)), (3, beyond(w.national))]);
    let (step, items) = submit(&book, &lines);
    let ListAct::Submit { declared_count, declared_total, content, .. } = step else { panic!("a submission") };
    let national = ListAct::Submit { office: w.national, declared_count, declared_total, content };
    book.carries(w.officer, national, items);
}

#[test]
fn a_line_alone_is_nothing() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let none = Rejection::NotOfList { list: 0 };
    assert_eq!(book.refuses(w.officer, Command::SubmitLine(lines[0])), none);
    let row = ImportRow { row: 1, line: 1, account: account(1), amount: rials(1), returned: None };
    assert_eq!(book.refuses(w.treasurer, Command::ImportRow(row)), none);
    let (step, mut items) = submit(&book, &lines);
    items[2] = Command::RecordReceipt(cash(&book, 10));
    assert_eq!(book.declines_whole(w.officer, step, items), none, "and what is no line is none");
}

#[test]
fn a_line_takes_no_step_without_its_list() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let grant = book.grant_at(list, 1);
    let of_list = Rejection::LineOfList { list: list.0 };
    let secure = book.step(grant, GrantStep::SecureCredit { account: w.bank });
    assert_eq!(book.refuses(w.budget, secure), of_list);
    let award = book.step(grant, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), of_list);
    book.approves(list);
    let verify = book.step(grant, GrantStep::Verify);
    assert_eq!(book.refuses(w.officer, verify), of_list);
    let order = book.step(grant, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.releaser, order), of_list);
    book.releases(list);
    for step in [GrantStep::SettlePayment, crate::grants::RETURNED] {
        let result = book.step(grant, step);
        assert_eq!(book.refuses(w.treasurer, result), of_list);
    }
    let place = Some(ListPlace { list, line: 6 });
    let late = GrantApplied { list: place, ..application(w.qom, w.dowry, w.couple, 100) };
    assert_eq!(book.refuses(w.officer, Command::ApplyForGrant(late)), of_list, "and a list gets no line later");
}

#[test]
fn a_list_is_submitted_by_a_case_officer_of_its_office() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines);
    let why = book.declines_whole(w.budget, step.clone(), items.clone());
    assert_eq!(why, Rejection::RoleMissing { role: Role::CaseOfficer.number() });
    let why = book.declines_whole(w.of_kerman, step.clone(), items.clone());
    assert_eq!(why, Rejection::OutOfScope { office: w.qom.0 });
    book.carries(w.of_qom, step, items);
}

#[test]
fn nobody_submits_a_line_for_themselves_and_nobody_gets_two() {
    let mut book = Book::ready();
    let w = book.w;
    let mut lines = book.five_lines();
    pays_to(&mut book, w.keyless, account(60));
    lines[1] = SubmitLine { beneficiary: w.keyless, account: account(60), ..lines[1] };
    let (step, items) = submit(&book, &lines);
    let why = book.declines(w.officer, step, items);
    assert_eq!(why, [(1, Rejection::NoBenefitKey { beneficiary: w.keyless.0 })]);
    lines[1] = SubmitLine { beneficiary: lines[0].beneficiary, account: account(1), ..lines[1] };
    let list = book.submits(&lines);
    let step = book.approval(list);
    let why = book.declines(w.approver, step, Vec::new());
    assert_eq!(why, [(1, Rejection::BenefitAlreadyGranted {})], "the first line takes the keys");
}

#[test]
fn a_rolled_back_submission_leaves_no_trace() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines);
    let before = book.state.clone();
    let mark = book.state.mark();
    let request = Request { list: Some(step), ..book.request(book.w.officer, Mode::Atomic, items) };
    let time = book.state.time();
    let act = decide(&mut book.state, &book.entries, time, &request).unwrap();
    assert_eq!((act.len(), refused(&act).len()), (11, 0));
    book.state.roll_back(&mark);
    assert!(book.state == before);
    book.decides(&request);
}

/// A submission of the lines as it would be written.
fn drafted(book: &Book, lines: &[SubmitLine]) -> Vec<Entry> {
    let (step, items) = submit(book, lines);
    book.drafted_step(book.w.officer, step, items)
}

fn submitted(act: &mut [Entry]) -> &mut ListSubmitted {
    let Event::ListSubmitted(e) = &mut act[0].event else { panic!("a submission") };
    e
}

/// The application of this line.
fn applied(act: &mut [Entry], line: usize) -> &mut GrantApplied {
    let Event::GrantApplied(e) = &mut act[2 * line - 1].event else { panic!("an application") };
    e
}

#[test]
fn a_forged_list_has_the_sum_that_it_declares() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    for declared in [509, 511] {
        let mut act = drafted(&book, &lines);
        submitted(&mut act).declared_total = rials(declared);
        let why = book.finds(&act);
        assert_eq!(why, Rejection::ListTotalMismatch { declared, found: 510 });
        assert_eq!(why.rule(), Some(Rule::Rule18));
    }
}

#[test]
fn a_forged_list_does_not_sum_up_to_more_than_an_amount_holds() {
    let mut book = Book::ready();
    let w = book.w;
    let most = Amount::MAX;
    book.registers(crate::ask::rule(w.dowry, most.count(), "dowry", book.today()));
    let lines = book.five_lines();
    let mut act = drafted(&book, &lines[..2]);
    submitted(&mut act).declared_total = most;
    applied(&mut act, 1).amount = most;
    let declared = most.count();
    assert_eq!(book.finds(&act), Rejection::ListTotalMismatch { declared, found: declared });
}

#[test]
fn a_forged_list_has_the_lines_that_it_declares_and_no_more() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let mut act = drafted(&book, &lines);
    submitted(&mut act).declared_count = 4;
    submitted(&mut act).declared_total = rials(406);
    recount(&mut act, 4);
    assert_eq!(book.finds(&act), Rejection::LineOfList { list: act[0].index.0 }, "the list is closed after its last");
    let mut act = drafted(&book, &lines);
    act.swap(2, 3);
    recount(&mut act, 5);
    let why = book.finds(&act);
    assert_eq!(why, Rejection::NotOfList { list: act[0].index.0 }, "each is decided before the next");
    let mut act = drafted(&book, &lines);
    act.truncate(9);
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::ActBroken {}, "nor is the last left out");
}

#[test]
fn a_forged_list_is_not_too_long_and_not_submitted_twice() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    let mut act = drafted(&book, &lines);
    submitted(&mut act).declared_count = 4_097;
    recount(&mut act, 4_097);
    assert_eq!(book.finds(&act), Rejection::ListTooLong { most: 4_096 });
    let list = book.submits(&lines);
    let Event::ListSubmitted(first) = book.entry(list.0).event else { panic!("a submission") };
    let mut act = drafted(&book, &lines);
    submitted(&mut act).content = first.content;
    assert_eq!(book.finds(&act), Rejection::ListAlreadySubmitted { list: list.0 });
}

#[test]
fn a_forged_line_stands_at_its_place_and_has_a_payee() {
    let mut book = Book::ready();
    let lines = book.five_lines();
    for found in [0, 1, 3] {
        let mut act = drafted(&book, &lines);
        let line = applied(&mut act, 2);
        line.list = line.list.map(|place| ListPlace { line: found, ..place });
        assert_eq!(book.finds(&act), Rejection::LineOutOfOrder { next: 2, found: u64::from(found) });
    }
    let mut act = drafted(&book, &lines);
    applied(&mut act, 2).payee = None;
    let why = book.finds(&act);
    assert_eq!(why, Rejection::PayeeMissing { beneficiary: lines[1].beneficiary.0 });
    assert_eq!(why.rule(), Some(Rule::Rule18));
}

#[test]
fn a_forged_line_is_of_this_list_and_of_its_office() {
    let mut book = Book::ready();
    let w = book.w;
    let others = lines(&mut book, [100]);
    let other = book.submits(&others);
    let lines = book.five_lines();
    for place in [None, Some(ListPlace { list: other, line: 2 }), Some(ListPlace { list: ListId(9_999), line: 1 })] {
        let mut act = drafted(&book, &lines);
        applied(&mut act, 2).list = place;
        assert_eq!(book.finds(&act), Rejection::NotOfList { list: act[0].index.0 });
    }
    let mut act = drafted(&book, &lines);
    applied(&mut act, 2).office = w.kerman;
    assert_eq!(book.finds(&act), Rejection::OutOfScope { office: w.kerman.0 });
    let place = Some(ListPlace { list: other, line: 2 });
    let later = GrantApplied { list: place, ..application(w.qom, w.dowry, lines[0].beneficiary, 100) };
    let mut act = book.drafted(w.officer, Command::ApplyForGrant(application(w.qom, w.dowry, w.couple, 100)));
    act[0].event = Event::GrantApplied(later);
    act[0].head = act[0].head.map(|head| RequestHead { entry_count: 2, ..head });
    assert_eq!(book.finds(&act), Rejection::LineOfList { list: other.0 }, "nor does a list get one later");
}

#[test]
fn a_forged_list_begins_its_act() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = submit(&book, &lines[..1]);
    let list = book.drafted_step(w.everyman, step, items);
    let donor = DonorRegistered { kind: DonorKind::Person, reference: Reference([250; 16]) };
    let mut act = vec![book.made_up(w.everyman, Event::DonorRegistered(donor))];
    act.extend(list);
    recount(&mut act, 2);
    for (entry, before) in act[2..].iter_mut().zip([1, 2]) {
        match &mut entry.event {
            Event::GrantApplied(e) => e.list = Some(ListPlace { list: ListId(entry.index.0 - before), line: 1 }),
            Event::GrantDecided(e) => (e.grant, e.last_change) = (GrantId(entry.index.0 - 1), Index(entry.index.0 - 1)),
            other => panic!("not of a line: {other:?}"),
        }
    }
    assert_eq!(book.finds(&act), Rejection::ActBroken {});
}

#[test]
fn nothing_else_stands_in_a_forged_submission() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let strangers = [
        book.drafted(w.everyman, Command::RecordReceipt(cash(&book, 10))).pop().unwrap().event,
        book.drafted(w.officer, Command::ApplyForGrant(application(w.qom, w.dowry, w.couple, 100)))[0].event.clone(),
        Event::Refused(Refused {
            items: vec![RefusedItem { ordinal: 1, rejection: Rejection::NothingAsked {} }],
            conflicts_with: None,
        }),
    ];
    for stranger in strangers {
        for at in [1, 2, 3, 10] {
            let mut act = drafted(&book, &lines);
            let of = Entry { event: stranger.clone(), head: None, ..act[at].clone() };
            act.insert(at, of);
            recount(&mut act, 5);
            let why = book.finds(&act);
            let of_list = matches!(why, Rejection::NotOfList { .. } | Rejection::RoleMissing { .. });
            assert!(of_list || why == Rejection::ActBroken {}, "{why} for {stranger:?} at {at}");
        }
    }
}
