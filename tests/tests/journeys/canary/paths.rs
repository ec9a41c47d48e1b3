//! The ways that personal data go: the good one to the bank and back, and the bad ones.

use super::watch::{Canary, LATIN, PERSIAN, UNWANTED, Watch, misspelled};
use super::{given, malformed, national_id, refused, sheba};
use amanat_tests::answers::is_replay;
use amanat_tests::granting::enrolment;
use amanat_tests::look_ups::by_person;
use amanat_tests::words::{person, rials};
use amanat_tests::world::World;
use api::submitted_line::Who;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::ReturnReason;
use tonic::Code;

/// Two beneficiaries with their payees, and what was sent for them.
pub(super) struct Birds {
    enrolment: api::EnrolBeneficiaryRequest,
    proposal: api::ProposePayeeRequest,
    persian: u64,
}

impl Birds {
    /// Enrols, verifies, proposes and confirms, watched.
    pub(super) async fn enrolled(world: &World, watch: &mut Watch) -> Self {
        let (enrolment, persian, proposal) = hatch(world, watch, PERSIAN).await;
        hatch(world, watch, LATIN).await;
        Self { enrolment, proposal, persian }
    }
}

async fn hatch(
    world: &World,
    watch: &mut Watch,
    canary: Canary,
) -> (api::EnrolBeneficiaryRequest, u64, api::ProposePayeeRequest) {
    let (mut first, mut second) =
        (world.by(&world.office.case_officer).registry(), world.by(&world.office.second_case_officer).registry());
    let enrolling = enrol(world, person(canary.person));
    let enrolled = watch.look("EnrolBeneficiary", first.enrol_beneficiary(enrolling.clone()).await);
    let beneficiary = given(enrolled).recorded.unwrap().index;
    let verification = Some(api::VerifyBeneficiary { beneficiary, last_change: beneficiary });
    let ask = api::VerifyBeneficiaryRequest { request_id: world.id(), validate_only: false, verification };
    given(watch.look("VerifyBeneficiary", second.verify_beneficiary(ask).await));
    let proposal = propose(world, beneficiary, canary.name, &sheba(canary.account));
    let dry = api::ProposePayeeRequest { validate_only: true, request_id: world.id(), ..proposal.clone() };
    given(watch.look("ProposePayee, dry", first.propose_payee(dry).await));
    let proposed = watch.look("ProposePayee", first.propose_payee(proposal.clone()).await);
    let payee = given(proposed).recorded.unwrap().index;
    let confirmation = Some(api::ConfirmPayee { payee, last_change: payee });
    let ask = api::ConfirmPayeeRequest { request_id: world.id(), validate_only: false, confirmation };
    given(watch.look("ConfirmPayee", second.confirm_payee(ask).await));
    (enrolling, beneficiary, proposal)
}

fn enrol(world: &World, identity: api::Identity) -> api::EnrolBeneficiaryRequest {
    let beneficiary = enrolment(world.office.national, 1, world.bytes16());
    let beneficiary = Some(api::EnrolBeneficiary { identities: vec![identity], ..beneficiary });
    api::EnrolBeneficiaryRequest { request_id: world.id(), validate_only: false, beneficiary }
}

fn propose(world: &World, beneficiary: u64, name: &str, sheba: &str) -> api::ProposePayeeRequest {
    let payee = Some(api::ProposePayee { beneficiary, name: name.to_owned(), sheba: sheba.to_owned() });
    api::ProposePayeeRequest { request_id: world.id(), validate_only: false, payee }
}

fn lines(world: &World, canaries: &[Canary]) -> api::SubmitListRequest {
    let line = |(number, canary): (u32, &Canary)| api::SubmittedLine {
        line: number,
        programme: world.office.dowry,
        office: world.office.national,
        who: Some(Who::Identity(person(canary.person))),
        amount: rials(100),
        sheba: sheba(canary.account),
    };
    let lines: Vec<_> = (1..).zip(canaries).map(line).collect();
    api::SubmitListRequest {
        request_id: world.id(),
        validate_only: false,
        want_indices: true,
        office: world.office.national,
        declared_count: u32::try_from(lines.len()).unwrap(),
        declared_total: rials(100 * i64::try_from(lines.len()).unwrap()),
        content: [world.bytes16(), world.bytes16()].concat(),
        lines,
    }
}

/// Submits, approves and releases a list of both by their national ids; gives the list.
pub(super) async fn to_the_bank(world: &World, watch: &mut Watch, _: &Birds) -> u64 {
    let mut officer = world.by(&world.office.case_officer).grants();
    let submission = lines(world, &[PERSIAN, LATIN]);
    let submitted = watch.look("SubmitList", officer.submit_list(submission.clone()).await);
    let list = given(submitted).recorded.unwrap().index;
    assert!(is_replay(&watch.look("SubmitList again", officer.submit_list(submission).await).unwrap()));

    let (request_id, account) = (world.id(), world.office.account);
    let ask = api::ApproveListRequest {
        request_id,
        validate_only: false,
        want_indices: true,
        list,
        last_change: list,
        account,
    };
    given(watch.look("ApproveList", world.by(&world.office.approver).grants().approve_list(ask).await));
    let last_change = see(world, watch, list).await.last_change;
    let request_id = world.id();
    let ask = api::ReleaseListRequest { request_id, validate_only: false, want_indices: true, list, last_change };
    let released = watch.look("ReleaseList", world.by(&world.office.releaser).grants().release_list(ask).await);
    assert_eq!(given(released).recorded.unwrap().line_count, 2);
    list
}

/// Imports what the bank did: one payment, one return, and an account that nobody approved.
pub(super) async fn results(world: &World, watch: &mut Watch, list: u64) {
    let row = |row, line, account, returned| api::ResultRow {
        row,
        line,
        sheba: sheba(account),
        amount: rials(100),
        returned,
    };
    let rows = vec![
        row(1, 1, PERSIAN.account, 0),
        row(2, 2, UNWANTED.account, 0),
        row(3, 2, LATIN.account, ReturnReason::AccountClosed.into()),
    ];
    let file = [world.bytes16(), world.bytes16()].concat();
    let ask = api::ImportResultsRequest {
        request_id: world.id(),
        validate_only: false,
        want_indices: true,
        list,
        file,
        rows,
    };
    let imported = watch.look("ImportResults", world.by(&world.office.treasurer).grants().import_results(ask).await);
    assert!(!given(imported).recorded.unwrap().refusals.is_empty(), "the other account is refused");
    see(world, watch, list).await;
}

/// What can be asked about the list and everybody in it.
async fn see(world: &World, watch: &mut Watch, list: u64) -> api::List {
    let auditor = world.by(&world.office.auditor);
    let lines = api::ListLinesOfListRequest { list, ..Default::default() };
    given(watch.look("ListLinesOfList", auditor.grants().list_lines_of_list(lines).await));
    let payees = auditor.registry().list_payees(api::ListPayeesRequest::default()).await;
    given(watch.look("ListPayees", payees));
    let beneficiaries = auditor.registry().list_beneficiaries(api::ListBeneficiariesRequest::default()).await;
    given(watch.look("ListBeneficiaries", beneficiaries));
    given(watch.look("ListGrants", auditor.grants().list_grants(api::ListGrantsRequest::default()).await));
    let found = auditor.grants().get_list(api::GetListRequest { list }).await;
    given(watch.look("GetList", found)).list.unwrap()
}

/// The same data where they are refused, malformed, in conflict, said again and looked up.
pub(super) async fn badly(world: &World, watch: &mut Watch, birds: &Birds) {
    malformed_data(world, watch, birds).await;
    refused_data(world, watch, birds).await;
    conflicts(world, watch, birds).await;
    look_ups(world, watch).await;
}

async fn malformed_data(world: &World, watch: &mut Watch, birds: &Birds) {
    let mut registry = world.by(&world.office.case_officer).registry();
    let spelled = |value: String| api::Identity { value, ..person(1) };
    let id = national_id(UNWANTED.person);
    let others = [misspelled(UNWANTED.person), format!("{id}7"), format!("{id}\u{1}"), UNWANTED.name.to_owned()];
    for value in others {
        let answer = registry.enrol_beneficiary(enrol(world, spelled(value))).await;
        assert!(!malformed(watch.look("EnrolBeneficiary, malformed", answer)).is_empty());
    }
    let (good, name) = (sheba(UNWANTED.account), UNWANTED.name);
    let wrong = format!("IR00{}", &good[4..]);
    for (name, account) in [
        (name, wrong.as_str()),
        (name, &good[..25]),
        (name, name),
        (&format!("{name}\u{7}"), &good),
        (&name.repeat(40), &good),
    ] {
        let answer = registry.propose_payee(propose(world, birds.persian, name, account)).await;
        assert!(!malformed(watch.look("ProposePayee, malformed", answer)).is_empty());
    }
    let mut submission = lines(world, &[UNWANTED]);
    submission.lines[0].sheba = wrong;
    submission.lines[0].who = Some(Who::Identity(spelled(misspelled(UNWANTED.person))));
    let answer = world.by(&world.office.case_officer).grants().submit_list(submission).await;
    assert_eq!(malformed(watch.look("SubmitList, malformed", answer)).len(), 2);
}

async fn refused_data(world: &World, watch: &mut Watch, birds: &Birds) {
    // By somebody who may not, for somebody who is not there, and for a line whose account is not the payee's.
    let ask = propose(world, birds.persian, UNWANTED.name, &sheba(UNWANTED.account));
    refused(watch.look("ProposePayee, refused", world.by(&world.office.receiver).registry().propose_payee(ask).await));
    let mut registry = world.by(&world.office.case_officer).registry();
    let ask = propose(world, 999_999, UNWANTED.name, &sheba(UNWANTED.account));
    refused(watch.look("ProposePayee, nobody", registry.propose_payee(ask.clone()).await));
    refused(watch.look("ProposePayee, nobody again", registry.propose_payee(ask).await));
    let submission = lines(world, &[UNWANTED, Canary { account: UNWANTED.account, ..PERSIAN }]);
    let answer = world.by(&world.office.case_officer).grants().submit_list(submission).await;
    assert_eq!(given(watch.look("SubmitList, refused", answer)).recorded.unwrap().refusals.len(), 2);
}

async fn conflicts(world: &World, watch: &mut Watch, birds: &Birds) {
    let mut registry = world.by(&world.office.case_officer).registry();
    let again = watch.look("EnrolBeneficiary again", registry.enrol_beneficiary(birds.enrolment.clone()).await);
    assert!(is_replay(&again.unwrap()));
    let again = watch.look("ProposePayee again", registry.propose_payee(birds.proposal.clone()).await);
    assert!(is_replay(&again.unwrap()));

    let mut other = birds.enrolment.clone();
    other.beneficiary.as_mut().unwrap().identities = vec![person(UNWANTED.person)];
    let answer = watch.look("EnrolBeneficiary, conflict", registry.enrol_beneficiary(other).await);
    assert_eq!(refused(answer).0, Code::AlreadyExists);
    for (name, account) in [(UNWANTED.name, PERSIAN.account), (PERSIAN.name, UNWANTED.account)] {
        let payee =
            Some(api::ProposePayee { beneficiary: birds.persian, name: name.to_owned(), sheba: sheba(account) });
        let other = api::ProposePayeeRequest { payee, ..birds.proposal.clone() };
        let answer = watch.look("ProposePayee, conflict", registry.propose_payee(other).await);
        assert_eq!(refused(answer).0, Code::AlreadyExists);
    }
}

async fn look_ups(world: &World, watch: &mut Watch) {
    let auditor = world.by(&world.office.auditor);
    for canary in [PERSIAN, LATIN, UNWANTED] {
        // Until the index is there, however often that is refused first.
        amanat_tests::look_ups::look_up(&auditor, &by_person(canary.person)).await;
        let answer = watch.look("LookUp", auditor.registry().look_up(by_person(canary.person)).await);
        let expected = usize::from(canary.person != UNWANTED.person);
        assert_eq!(given(answer).indices.len(), expected);
    }
    let mut ask = by_person(1);
    ask.key =
        Some(api::look_up_request::Key::Identity(api::Identity { value: misspelled(UNWANTED.person), ..person(1) }));
    assert!(!malformed(watch.look("LookUp, malformed", auditor.registry().look_up(ask).await)).is_empty());
}
