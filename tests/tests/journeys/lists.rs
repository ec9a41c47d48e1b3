//! Lists, from the submission to the bank's results, with what is refused of them on the way.

use super::world;
use amanat_tests::answers::{given, is_replay, refused};
use amanat_tests::caller::Caller;
use amanat_tests::granting::enrolment;
use amanat_tests::words::{person, rials, sheba};
use amanat_tests::world::World;
use api::submitted_line::Who;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::ReturnReason;
use tonic::{Code, Response, Status};

/// A beneficiary with a payee: who it is, and the serial numbers of person and account.
struct Case {
    beneficiary: u64,
    serial: u32,
}

async fn case(world: &World) -> Case {
    let serial = world.new_person();
    let beneficiary = world.enrol(serial).await;
    let verification = Some(api::VerifyBeneficiary { beneficiary, last_change: beneficiary });
    let ask = api::VerifyBeneficiaryRequest { request_id: world.id(), validate_only: false, verification };
    given(world.by(&world.office.second_case_officer).registry().verify_beneficiary(ask).await);
    world.payee(beneficiary, serial).await;
    Case { beneficiary, serial }
}

fn line(world: &World, number: u32, who: Who, account: u32, amount: i64) -> api::SubmittedLine {
    api::SubmittedLine {
        line: number,
        programme: world.office.dowry,
        office: world.office.national,
        who: Some(who),
        amount: rials(amount),
        sheba: sheba(account),
    }
}

fn submission(world: &World, total: i64, lines: Vec<api::SubmittedLine>) -> api::SubmitListRequest {
    api::SubmitListRequest {
        request_id: world.id(),
        validate_only: false,
        want_indices: true,
        office: world.office.national,
        declared_count: u32::try_from(lines.len()).unwrap(),
        declared_total: rials(total),
        content: [world.bytes16(), world.bytes16()].concat(),
        lines,
    }
}

async fn submit(world: &World, ask: api::SubmitListRequest) -> Result<Response<api::SubmitListResponse>, Status> {
    world.by(&world.office.case_officer).grants().submit_list(ask).await
}

/// A list of three lines of 100, 200 and 300, each for another beneficiary; the second is named by its national id.
async fn submitted(world: &World) -> (u64, [Case; 3]) {
    let cases = [case(world).await, case(world).await, case(world).await];
    let lines = vec![
        line(world, 1, Who::Beneficiary(cases[0].beneficiary), cases[0].serial, 100),
        line(world, 2, Who::Identity(person(cases[1].serial)), cases[1].serial, 200),
        line(world, 3, Who::Beneficiary(cases[2].beneficiary), cases[2].serial, 300),
    ];
    let recorded = given(submit(world, submission(world, 600, lines)).await).recorded.unwrap();
    assert_eq!((recorded.line_count, recorded.indices.len(), recorded.refusals.len()), (3, 3, 0));
    assert!(recorded.name.ends_with(&format!("/lists/{}", recorded.index)), "{}", recorded.name);
    (recorded.index, cases)
}

fn approval(world: &World, list: u64, last_change: u64) -> api::ApproveListRequest {
    let (request_id, account) = (world.id(), world.office.account);
    api::ApproveListRequest { request_id, validate_only: false, want_indices: false, list, last_change, account }
}

async fn approve(world: &World, ask: api::ApproveListRequest) -> Result<Response<api::ApproveListResponse>, Status> {
    world.by(&world.office.approver).grants().approve_list(ask).await
}

async fn release(world: &World, list: u64) -> api::ListRecorded {
    let last_change = look(world, list).await.last_change;
    let ask = api::ReleaseListRequest {
        request_id: world.id(),
        validate_only: false,
        want_indices: false,
        list,
        last_change,
    };
    given(world.by(&world.office.releaser).grants().release_list(ask).await).recorded.unwrap()
}

async fn import(world: &World, list: u64, rows: Vec<api::ResultRow>) -> api::ListRecorded {
    let ask = api::ImportResultsRequest {
        request_id: world.id(),
        validate_only: false,
        want_indices: true,
        list,
        file: [world.bytes16(), world.bytes16()].concat(),
        rows,
    };
    given(world.by(&world.office.treasurer).grants().import_results(ask).await).recorded.unwrap()
}

fn row(row: u32, line: u32, account: u32, amount: i64, returned: i32) -> api::ResultRow {
    api::ResultRow { row, line, sheba: sheba(account), amount: rials(amount), returned }
}

fn auditor(world: &World) -> Caller {
    world.by(&world.office.auditor)
}

async fn look(world: &World, list: u64) -> api::List {
    given(auditor(world).grants().get_list(api::GetListRequest { list }).await).list.unwrap()
}

/// The stages of the lines, in order.
async fn stages(world: &World, list: u64) -> Vec<api::GrantStage> {
    let ask = api::ListLinesOfListRequest { list, ..Default::default() };
    let lines = given(auditor(world).grants().list_lines_of_list(ask).await).lines;
    assert!(lines.iter().zip(1..).all(|(line, number)| line.line == number));
    lines.iter().map(|line| api::GrantStage::try_from(line.stage).unwrap()).collect()
}

/// The lines that were refused, and why.
fn refusals(recorded: &api::ListRecorded) -> Vec<(u32, &str)> {
    recorded.refusals.iter().map(|refusal| (refusal.line, refusal.reason.as_str())).collect()
}

#[tokio::test]
async fn a_list_is_submitted_approved_released_and_paid_line_by_line() {
    use api::GrantStage::{Awarded, Decided, Ordered, Paid, Returned};
    let world = world().await;
    world.fund_dowries(1_000).await;
    let (list, cases) = submitted(&world).await;
    assert_eq!(stages(&world, list).await, [Decided; 3]);

    let approved = given(approve(&world, approval(&world, list, list)).await).recorded.unwrap();
    assert_eq!((approved.line_count, approved.indices.len()), (3, 0), "indices come only if they are wanted");
    assert_eq!(stages(&world, list).await, [Awarded; 3]);
    assert_eq!(release(&world, list).await.line_count, 3);
    assert_eq!(stages(&world, list).await, [Ordered; 3]);

    let rows = vec![
        row(1, 1, cases[0].serial, 100, 0),
        row(2, 2, cases[1].serial, 200, ReturnReason::AccountClosed.into()),
        row(3, 3, cases[2].serial, 299, 0),
    ];
    let results = import(&world, list, rows).await;
    assert_eq!((results.line_count, results.indices[2]), (2, 0));
    assert!(results.index > 0, "the file is recorded, whatever of it is refused");
    assert_eq!(refusals(&results), [(3, "AMOUNT_MISMATCH")]);
    assert_eq!(stages(&world, list).await, [Paid, Returned, Ordered]);

    assert_eq!(release(&world, list).await.line_count, 1, "what came back, and nothing else");
    let rows = vec![row(1, 2, cases[1].serial, 200, 0), row(2, 3, cases[2].serial, 300, 0)];
    assert_eq!(import(&world, list, rows).await.line_count, 2);
    assert_eq!(stages(&world, list).await, [Paid; 3]);
    let found = look(&world, list).await;
    assert_eq!((found.releases.len(), found.results.len(), found.stages.len()), (2, 2, 1));
}

#[tokio::test]
async fn everything_that_is_wrong_with_any_line_is_said_and_nothing_is_submitted() {
    let world = world().await;
    let good = case(&world).await;
    let without_a_payee = world.beneficiary().await;
    let lines = vec![
        line(&world, 1, Who::Beneficiary(good.beneficiary), good.serial, 100),
        line(&world, 2, Who::Beneficiary(good.beneficiary), good.serial + 500, 100),
        line(&world, 3, Who::Beneficiary(without_a_payee), good.serial, 100),
        line(&world, 4, Who::Identity(person(999_000)), good.serial, 100),
    ];
    let ask = submission(&world, 400, lines);
    let first = given(submit(&world, ask.clone()).await).recorded.unwrap();
    assert_eq!((first.index, first.line_count, first.name.as_str()), (0, 0, ""));
    assert_eq!(refusals(&first), [(2, "ACCOUNT_MISMATCH"), (3, "PAYEE_MISSING"), (4, "UNKNOWN_BENEFICIARY")]);
    assert!(first.refusals.iter().all(|refusal| refusal.entry > 0), "and it is on record");
    assert!(given(auditor(&world).grants().list_lists(api::ListListsRequest::default()).await).lists.is_empty());

    let again = submit(&world, ask).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner().recorded.unwrap(), first);
}

#[tokio::test]
async fn a_list_that_is_wrong_as_a_whole_is_refused_as_any_request_is() {
    let world = world().await;
    let case = case(&world).await;
    let lines = vec![
        line(&world, 1, Who::Beneficiary(case.beneficiary), case.serial, 100),
        line(&world, 2, Who::Beneficiary(case.beneficiary), case.serial, 100),
    ];
    let (code, refusal) = refused(submit(&world, submission(&world, 300, lines.clone())).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::FailedPrecondition, "LIST_TOTAL_MISMATCH"));
    assert_eq!((refusal.numbers["declared"], refusal.numbers["found"], refusal.item), (300, 200, None));

    let ask = submission(&world, 200, lines);
    let (code, refusal) = refused(world.by(&world.office.receiver).grants().submit_list(ask).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "ROLE_MISSING"));
    let (code, refusal) = refused(approve(&world, approval(&world, case.beneficiary, 7)).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::NotFound, "UNKNOWN_LIST"));
}

#[tokio::test]
async fn the_answer_to_a_refused_approval_names_the_lines_that_waited_then_for_ever() {
    let world = world().await;
    world.fund_dowries(250).await;
    let (list, _) = submitted(&world).await;
    let ask = approval(&world, list, list);
    let dry = api::ApproveListRequest { validate_only: true, request_id: world.id(), ..ask.clone() };
    let dry = given(approve(&world, dry).await).recorded.unwrap();
    assert!(dry.validated_only);
    assert_eq!(refusals(&dry), [(2, "EXCEEDS_AVAILABLE"), (3, "EXCEEDS_AVAILABLE")]);

    let first = given(approve(&world, ask.clone()).await).recorded.unwrap();
    assert_eq!((first.index, refusals(&first)), (0, refusals(&dry)));
    world.fund_dowries(1_000).await;
    given(approve(&world, approval(&world, list, list)).await);
    // The lines wait for nothing any more, and the first answer still says which did.
    let again = approve(&world, ask).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner().recorded.unwrap(), first);
}

#[tokio::test]
async fn names_and_accounts_are_for_releasers_and_treasurers() {
    let world = world().await;
    world.fund_dowries(1_000).await;
    let (list, _) = submitted(&world).await;
    given(approve(&world, approval(&world, list, list)).await);
    release(&world, list).await;
    let ask = || api::GetPaymentFileRequest { list };
    for post in [&world.office.auditor, &world.office.case_officer, &world.office.approver] {
        let (code, refusal) = refused(world.by(post).grants().get_payment_file(ask()).await);
        assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "ROLE_MISSING"));
    }
    for post in [&world.office.releaser, &world.office.treasurer] {
        let file = given(world.by(post).grants().get_payment_file(ask()).await);
        assert!(!file.rows.is_empty());
        assert!(file.rows.iter().all(|row| !row.name.is_empty() && row.sheba.starts_with("IR")), "opened by the vault");
    }
}

#[tokio::test]
async fn who_belongs_to_two_beneficiaries_is_named_by_neither_id() {
    let world = world().await;
    let first = case(&world).await;
    let beneficiary = Some(enrolment(world.office.national, first.serial, world.bytes16()));
    let ask = api::EnrolBeneficiaryRequest { request_id: world.id(), validate_only: false, beneficiary };
    let answer = world.by(&world.office.case_officer).registry().enrol_beneficiary(ask).await;
    let second = given(answer).recorded.unwrap().index;
    // Enrolled twice, verified once: the id stands for the verified one.
    let by_id = |number, amount| line(&world, number, Who::Identity(person(first.serial)), first.serial, amount);
    let other = case(&world).await;
    let rest = |number| line(&world, number, Who::Beneficiary(other.beneficiary), other.serial, 1);
    given(submit(&world, submission(&world, 11, vec![by_id(1, 10), rest(2)])).await);

    let verification = Some(api::VerifyBeneficiary { beneficiary: second, last_change: second });
    let ask = api::VerifyBeneficiaryRequest { request_id: world.id(), validate_only: false, verification };
    given(world.by(&world.office.second_case_officer).registry().verify_beneficiary(ask).await);
    let answer = given(submit(&world, submission(&world, 11, vec![by_id(1, 10), rest(2)])).await);
    assert_eq!(refusals(&answer.recorded.unwrap()), [(1, "UNKNOWN_BENEFICIARY")]);
}
