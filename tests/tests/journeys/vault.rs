//! The vault behind the server: what was proposed is what is paid, once and for ever; and without it nothing is served.

use super::{program, world};
use amanat_tests::answers::{given, is_replay, refused};
use amanat_tests::book::Book;
use amanat_tests::words::{person, rials, sheba};
use amanat_tests::world::World;
use api::submitted_line::Who;
use ledger_store::vault::{RequestId, Vault, VaultKey};
use ledger_store::{PrivatePaths, RealStorage};
use ledger_wire::proto::ledger::v1 as api;
use tonic::{Code, Response, Status};

const NAME: &str = "گیرندهٔ نمونه";

/// A verified beneficiary, and its proposal of a payee, not sent yet.
async fn proposal(world: &World) -> (u32, api::ProposePayeeRequest) {
    let serial = world.new_person();
    let beneficiary = world.enrol(serial).await;
    let verification = Some(api::VerifyBeneficiary { beneficiary, last_change: beneficiary });
    let ask = api::VerifyBeneficiaryRequest { request_id: world.id(), validate_only: false, verification };
    given(world.by(&world.office.second_case_officer).registry().verify_beneficiary(ask).await);
    let payee = Some(api::ProposePayee { beneficiary, name: NAME.to_owned(), sheba: sheba(serial) });
    (serial, api::ProposePayeeRequest { request_id: world.id(), validate_only: false, payee })
}

async fn propose(world: &World, ask: api::ProposePayeeRequest) -> Result<Response<api::ProposePayeeResponse>, Status> {
    world.by(&world.office.case_officer).registry().propose_payee(ask).await
}

async fn confirm(world: &World, payee: u64) {
    let confirmation = Some(api::ConfirmPayee { payee, last_change: payee });
    let ask = api::ConfirmPayeeRequest { request_id: world.id(), validate_only: false, confirmation };
    given(world.by(&world.office.second_case_officer).registry().confirm_payee(ask).await);
}

/// A list of one line, by the national id of its person, on its way to the bank.
async fn released(world: &World, serial: u32) -> u64 {
    let line = api::SubmittedLine {
        line: 1,
        programme: world.office.dowry,
        office: world.office.national,
        who: Some(Who::Identity(person(serial))),
        amount: rials(100),
        sheba: sheba(serial),
    };
    let ask = api::SubmitListRequest {
        request_id: world.id(),
        office: world.office.national,
        declared_count: 1,
        declared_total: rials(100),
        content: [world.bytes16(), world.bytes16()].concat(),
        lines: vec![line],
        ..Default::default()
    };
    let submitted = world.by(&world.office.case_officer).grants().submit_list(ask).await;
    let list = given(submitted).recorded.unwrap().index;
    let (request_id, account) = (world.id(), world.office.account);
    let ask = api::ApproveListRequest { request_id, list, last_change: list, account, ..Default::default() };
    given(world.by(&world.office.approver).grants().approve_list(ask).await);
    let seen = world.by(&world.office.auditor).grants().get_list(api::GetListRequest { list }).await;
    let last_change = given(seen).list.unwrap().last_change;
    let ask = api::ReleaseListRequest { request_id: world.id(), list, last_change, ..Default::default() };
    given(world.by(&world.office.releaser).grants().release_list(ask).await);
    list
}

/// Name and account of the only payment of a list.
async fn paid_to(world: &World, list: u64) -> (String, String) {
    let ask = api::GetPaymentFileRequest { list };
    let file = given(world.by(&world.office.treasurer).grants().get_payment_file(ask).await);
    let [row] = <[api::PaymentRow; 1]>::try_from(file.rows).unwrap();
    (row.name, row.sheba)
}

/// What the vault of a stopped server keeps under a request, in the order of the fields.
fn kept(paths: &PrivatePaths, principal: u64, request_id: &str) -> Vec<Vec<u8>> {
    let hex = std::fs::read_to_string(paths.vault_key()).unwrap();
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    let key = VaultKey::from_bytes(std::array::from_fn(byte));
    let vault = Vault::open(&RealStorage, &paths.vault(), &key).unwrap();
    let id = u128::from_str_radix(&request_id.replace('-', ""), 16).unwrap();
    let openings = vault.of_request(principal, &RequestId(id.to_be_bytes())).unwrap();
    openings.iter().map(|opening| opening.value().as_bytes().to_vec()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_payment_file_names_the_payee_as_proposed_before_and_after_a_restart() {
    let world = world().await;
    world.fund_dowries(1_000).await;
    let (serial, ask) = proposal(&world).await;
    confirm(&world, given(propose(&world, ask).await).recorded.unwrap().index).await;
    let list = released(&world, serial).await;
    let expected = (NAME.to_owned(), sheba(serial));
    assert_eq!(paid_to(&world, list).await, expected);
    let world = world.restarted();
    assert_eq!(paid_to(&world, list).await, expected);
    let world = world.killed().serve();
    assert_eq!(paid_to(&world, list).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_said_again_gets_the_first_answer_and_another_account_is_neither_kept_nor_paid() {
    let world = world().await;
    world.fund_dowries(1_000).await;
    let (serial, ask) = proposal(&world).await;
    let first = given(propose(&world, ask.clone()).await);
    let mut other = ask.clone();
    other.payee.as_mut().unwrap().sheba = sheba(serial + 500);
    let world = {
        let again = propose(&world, ask.clone()).await.unwrap();
        assert!(is_replay(&again));
        assert_eq!(again.into_inner(), first);
        let (code, refusal) = refused(propose(&world, other.clone()).await);
        assert_eq!((code, refusal.reason.as_str()), (Code::AlreadyExists, "REQUEST_ID_REUSED"));
        world.restarted()
    };
    // The same after a restart, when only the vault knows the blinds.
    let again = propose(&world, ask.clone()).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner(), first);
    let (_, refusal) = refused(propose(&world, other).await);
    assert_eq!(refusal.reason, "REQUEST_ID_REUSED");

    let payee = first.recorded.unwrap().index;
    let payees = world.by(&world.office.auditor).registry().list_payees(api::ListPayeesRequest::default()).await;
    let payees: Vec<u64> = given(payees).payees.iter().map(|payee| payee.index).collect();
    assert_eq!(payees, [payee], "one payee, of the first proposal");
    confirm(&world, payee).await;
    let list = released(&world, serial).await;
    assert_eq!(paid_to(&world, list).await, (NAME.to_owned(), sheba(serial)));

    let principal = world.office.case_officer.principal;
    let stopped = world.stopped();
    let mut kept = kept(&stopped.book.paths().private, principal, &ask.request_id);
    kept.sort_unstable();
    assert_eq!(kept, [sheba(serial).into_bytes(), NAME.as_bytes().to_vec()]);
}

/// The program ends with 1 and says this.
fn not_served(book: &Book, why: &str) {
    let not = book.try_serve(&[]).map(drop).expect_err("the book is not served");
    assert_eq!(not.status.code(), Some(1), "{}", not.said);
    assert!(not.said.contains(why), "{}", not.said);
}

#[test]
fn without_its_vault_or_with_another_key_a_book_is_not_served() {
    let directory = tempfile::tempdir().unwrap();
    let [book, other] = ["amanat", "other"].map(|name| Book::init(program(), &directory.path().join(name)));
    book.serve().stop();
    let (paths, beside) = (book.paths().private, directory.path().join("beside"));

    std::fs::rename(paths.vault(), &beside).unwrap();
    not_served(&book, "there is no vault at");
    assert!(!paths.vault().exists(), "a lost vault is not replaced by an empty one");
    std::fs::rename(&beside, paths.vault()).unwrap();
    book.serve().stop();

    std::fs::rename(paths.vault_key(), &beside).unwrap();
    not_served(&book, "vault-key");
    std::fs::copy(other.paths().private.vault_key(), paths.vault_key()).unwrap();
    not_served(&book, "the vault does not open with this key");
    std::fs::rename(&beside, paths.vault_key()).unwrap();
    book.serve().stop();
}
