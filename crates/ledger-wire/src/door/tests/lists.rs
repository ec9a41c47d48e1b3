//! Steps of a list: what they bring, what is wrong with any line, and who and where stays out of sight.

use super::{Blinds, Book};
use super::{KNOWN, REQUEST_ID, door, identity, problems, read_step, rials};
use crate::identifiers::{NationalId, Sheba};
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use ledger_core::command::{Command, ListAct, Mode, SubmitLine};
use ledger_core::event::ReturnReason;
use ledger_core::ids::{AccountId, BeneficiaryId, ContentHash, Index, ListId, OfficeId, PrincipalId, ProgrammeId};
use proto::submitted_line::Who;

const SHEBA: &str = "IR880100000000000000000001";

pub(super) fn line(line: u32, who: Who) -> proto::SubmittedLine {
    proto::SubmittedLine {
        line,
        programme: 9,
        office: 6,
        who: Some(who),
        amount: rials(40_000_000),
        sheba: SHEBA.to_owned(),
    }
}

fn by_id(text: &str) -> Who {
    Who::Identity(identity(proto::IdentityType::NationalId, text))
}

pub(super) fn submission() -> proto::SubmitListRequest {
    proto::SubmitListRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        want_indices: false,
        office: 6,
        declared_count: 2,
        declared_total: rials(80_000_000),
        content: vec![0xc0; 32],
        lines: vec![line(1, Who::Beneficiary(31)), line(2, by_id(KNOWN.0))],
    }
}

fn results(rows: Vec<proto::ResultRow>) -> proto::ImportResultsRequest {
    proto::ImportResultsRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        want_indices: false,
        list: 90,
        file: vec![0xf1; 32],
        rows,
    }
}

fn row(row: u32, returned: i32) -> proto::ResultRow {
    proto::ResultRow { row, line: row, sheba: SHEBA.to_owned(), amount: rials(40_000_000), returned }
}

#[test]
fn a_submission_is_its_declaration_and_its_lines() {
    let asked = read_step(submission()).expect("well formed");
    let Some(ListAct::Submit { office, declared_count, declared_total, content }) = asked.request.list else {
        panic!("a submission")
    };
    assert_eq!((office, declared_count, declared_total.count()), (OfficeId(6), 2, 80_000_000));
    assert_eq!((content, asked.request.mode), (ContentHash([0xc0; 32]), Mode::Atomic));
    let account = door().tokens().account(&Sheba::parse(SHEBA).expect("well formed"));
    let Command::SubmitLine(SubmitLine { line, programme, beneficiary, account: named, .. }) =
        asked.request.commands[0]
    else {
        panic!("a line")
    };
    assert_eq!((line, programme, beneficiary, named), (1, ProgrammeId(9), BeneficiaryId(31), account));
}

#[test]
fn a_line_may_name_a_person_and_nobody_is_beneficiary_0() {
    let lines = vec![line(1, by_id("۹۹۹۰۰۰۰۰۱۸")), line(2, by_id("9990000174"))];
    let asked = read_step(proto::SubmitListRequest { lines, ..submission() }).expect("well formed");
    let [Command::SubmitLine(known), Command::SubmitLine(nobody)] = &asked.request.commands[..] else {
        panic!("two lines")
    };
    assert_eq!((known.beneficiary, nobody.beneficiary), (KNOWN.1, BeneficiaryId(0)));
}

#[test]
fn all_that_is_wrong_with_any_line_is_said_at_once() {
    let mut ask = submission();
    ask.request_id = String::new();
    ask.declared_count = 5_000;
    ask.content = vec![0xc0; 20];
    ask.lines[0] = proto::SubmittedLine { line: 0, office: 0, who: None, amount: None, ..line(1, by_id("")) };
    ask.lines[1].sheba = "IR880100000000000000000002".to_owned();
    ask.lines.push(line(3, by_id("9990000019")));
    ask.lines.push(line(4, Who::Identity(identity(proto::IdentityType::MarriageRecord, "77"))));
    assert_eq!(
        problems(&read_step(ask).expect_err("malformed")),
        [
            ("request_id", "is required"),
            ("declared_count", "must be 1 to 4096"),
            ("content", "has 20 bytes instead of 32"),
            ("lines[0].line", "must be 1 to 4096"),
            ("lines[0].office", "is required"),
            ("lines[0].who", "is required: beneficiary or identity"),
            ("lines[0].amount", "is required"),
            ("lines[1].sheba", "has a wrong check digit"),
            ("lines[2].identity.value", "has a wrong check digit"),
            ("lines[3].identity.type", "must be a national id"),
        ]
    );
}

#[test]
fn a_list_has_a_line_and_an_end() {
    let with = |lines| read_step(proto::SubmitListRequest { lines, ..submission() });
    assert_eq!(problems(&with(Vec::new()).expect_err("no lines")), [("lines", "must not be empty")]);
    let many = vec![line(1, Who::Beneficiary(31)); 4_097];
    assert_eq!(problems(&with(many).expect_err("too many")), [("lines", "has 4097 lines; at most 4096 are allowed")]);
    assert_eq!(problems(&read_step(results(Vec::new())).expect_err("no rows")), [("rows", "must not be empty")]);
}

#[test]
fn approval_and_release_bring_no_lines() {
    let approval = proto::ApproveListRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: true,
        want_indices: true,
        list: 90,
        last_change: 95,
        account: 12,
    };
    let (asked, want_indices) = door().read_step(PrincipalId(2), approval, &mut Blinds, &Book).expect("well formed");
    assert!(asked.validate_only && want_indices);
    let (list, last_change) = (ListId(90), Index(95));
    assert_eq!(asked.request.list, Some(ListAct::Approve { list, last_change, account: AccountId(12) }));
    assert!(asked.request.commands.is_empty());

    let release = proto::ReleaseListRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        want_indices: false,
        list: 90,
        last_change: 0,
    };
    assert_eq!(problems(&read_step(release.clone()).expect_err("malformed")), [("last_change", "is required")]);
    let asked = read_step(proto::ReleaseListRequest { last_change: 95, ..release }).expect("well formed");
    assert_eq!(asked.request.list, Some(ListAct::Release { list, last_change, opened: Vec::new() }));
}

#[test]
fn a_row_says_what_became_of_a_line() {
    let closed = record::ReturnReason::AccountClosed.into();
    let asked = read_step(results(vec![row(1, 0), row(2, closed)])).expect("well formed");
    let [Command::ImportRow(paid), Command::ImportRow(sent_back)] = &asked.request.commands[..] else {
        panic!("two rows")
    };
    assert_eq!((paid.returned, sent_back.returned), (None, Some(ReturnReason::AccountClosed)));
    let bad = proto::ResultRow { row: 0, line: 0, sheba: "x".to_owned(), amount: rials(0), returned: 77 };
    assert_eq!(
        problems(&read_step(results(vec![bad])).expect_err("malformed")),
        [
            ("rows[0].row", "must be 1 to 4294967295"),
            ("rows[0].line", "must be 1 to 4294967295"),
            ("rows[0].sheba", "does not begin as it must"),
            ("rows[0].amount.amount", "must be above zero"),
            ("rows[0].returned", "has a number that stands for nothing"),
        ]
    );
}

#[test]
fn what_is_asked_for_is_neither_the_wish_for_indices_nor_the_spelling() {
    let first = read_step(submission()).expect("well formed").request.fingerprint;
    let mut again = submission();
    (again.want_indices, again.validate_only) = (true, true);
    again.request_id = "11111111111111111111111111111111".to_owned();
    again.lines[0].sheba = "IR88-0100-0000-0000-0000-0000-01".to_owned();
    again.lines[1].who = Some(by_id("999-000001-8"));
    assert_eq!(read_step(again).expect("well formed").request.fingerprint, first);

    let mut other = submission();
    other.lines[0].sheba = "IR610100000000000000000002".to_owned();
    assert_ne!(read_step(other).expect("well formed").request.fingerprint, first);
    let mut other = submission();
    other.lines[1].who = Some(Who::Beneficiary(KNOWN.1.0));
    assert_ne!(read_step(other).expect("well formed").request.fingerprint, first, "another way to say it");
}

#[test]
fn nothing_shows_a_person_or_an_account() {
    let ask = submission();
    let rows = results(vec![row(1, 0)]);
    let mut bad = submission();
    bad.lines[0].sheba.push('9');
    bad.lines[1].who = Some(by_id("9990000019"));
    let malformed = read_step(bad).expect_err("malformed");
    let asked = read_step(ask.clone()).expect("well formed");
    let shown = format!("{ask:?} {rows:?} {malformed:?} {malformed} {asked:?}");
    assert!(!shown.contains("999000") && !shown.contains("0100000"), "{shown}");
    let person = door().tokens().person(&NationalId::parse(KNOWN.0).expect("well formed"));
    assert!(!shown.contains(&format!("{:?}", person.0)), "nor a whole token");
}
