//! Witnesses: what they cosign, what they refuse, and what a server does when they are gone or know better.

mod crashes;
mod process;

use super::world;
use amanat_tests::answers::given;
use amanat_tests::book::Book;
use amanat_tests::files::copy;
use amanat_tests::office::Office;
use amanat_tests::server::Server;
use amanat_tests::words::cash;
use amanat_tests::world::Stopped;
use ledger_cli::Exit;
use ledger_wire::proto::ledger::v1 as api;
use process::{Assembly, Witness, unused};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

const MOST_TRIES: usize = 600;

/// A stopped book, an assembly's witness, and a policy that asks for its word.
struct Scene {
    stopped: Stopped,
    assembly: Assembly,
    address: SocketAddr,
    policy: PathBuf,
}

impl Scene {
    async fn new() -> Self {
        let stopped = world().await.stopped();
        let assembly = Assembly::init(stopped.directory());
        let address = unused();
        let policy = stopped.directory().join("witnessed.policy");
        let log = std::fs::read_to_string(&stopped.book.policy).unwrap();
        let log = log.lines().find(|line| line.starts_with("log ")).unwrap();
        let text = format!("{log}\nwitness assembly {} http://{address}\nquorum assembly\n", assembly.vkey);
        std::fs::write(&policy, text).unwrap();
        Self { stopped, assembly, address, policy }
    }

    fn witness(&self) -> Witness {
        self.assembly.serve(&self.policy, &self.address.to_string())
    }

    fn serve(&self) -> Server {
        self.stopped.book.serve_with(&["--witnesses", self.policy.to_str().unwrap()])
    }

    fn audit(&self) -> (Exit, String) {
        let (book, policy) = (self.stopped.book.paths().book.root().to_owned(), &self.policy);
        let args = ["ledger-cli", "audit", "verify", book.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
        let mut out = Vec::new();
        let exit = ledger_cli::run(args, &mut out, &mut Vec::new());
        (exit, String::from_utf8(out).unwrap())
    }

    /// Copies everything of the book elsewhere.
    fn copied(&self, name: &str) -> Book {
        let data = self.stopped.directory().join(name);
        copy(&self.stopped.book.data, &data);
        self.stopped.book.moved_to(&data)
    }
}

/// Records a gift, and waits until a checkpoint that covers it is published with so many signatures.
async fn gift(server: &Server, office: &Office, number: u8, signatures: usize) -> u64 {
    let mut receipts = office.receiver.at(server).receipts();
    let receipt = cash(office.national, office.account, 1_000);
    let request_id = format!("{number:032x}");
    let ask = api::RecordReceiptRequest { request_id, validate_only: false, receipt: Some(receipt) };
    let index = given(receipts.record_receipt(ask).await).recorded.unwrap().index;
    let mut audit = office.auditor.at(server).audit();
    for _ in 0..MOST_TRIES {
        let note = given(audit.get_checkpoint(api::GetCheckpointRequest {}).await).checkpoint;
        let size: u64 = note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or(0);
        if size > index && note.lines().filter(|line| line.starts_with('\u{2014}')).count() == signatures {
            return index;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("a checkpoint with {signatures} signatures covers entry {index} in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_whose_checkpoints_a_witness_saw_is_verified_by_its_word() {
    let scene = Scene::new().await;
    let witness = scene.witness();
    let server = scene.serve();
    let index = gift(&server, &scene.stopped.office, 1, 2).await;
    gift(&server, &scene.stopped.office, 2, 2).await;
    // Killed: whatever is signed at a stop, no witness has seen.
    server.kill();
    let (exit, said) = scene.audit();
    assert_eq!(exit, Exit::Verified, "{said}");
    assert!(said.contains("and the witnesses assembly") && !said.contains("could have rewritten"), "{said}");
    let (proof, book) = (scene.stopped.directory().join("gift.tlog-proof"), scene.stopped.book.paths());
    let get = ["ledger-cli", "proof", "get", &index.to_string(), "--data", book.book.root().to_str().unwrap(), "--out"];
    let get = get.into_iter().chain([proof.to_str().unwrap()]);
    assert_eq!(ledger_cli::run(get, &mut Vec::new(), &mut Vec::new()), Exit::Verified);
    let policy = scene.policy.to_str().unwrap();
    let verify = ["ledger-cli", "proof", "verify", proof.to_str().unwrap(), "--policy", policy];
    assert_eq!(ledger_cli::run(verify, &mut Vec::new(), &mut Vec::new()), Exit::Verified);
    // It goes on after both were away.
    drop(witness);
    let _witness = scene.witness();
    let server = scene.serve();
    gift(&server, &scene.stopped.office, 3, 2).await;
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_is_away_keeps_nobody_waiting_and_is_asked_when_it_is_back() {
    let scene = Scene::new().await;
    let server = scene.serve();
    gift(&server, &scene.stopped.office, 1, 1).await;
    let _witness = scene.witness();
    gift(&server, &scene.stopped.office, 2, 2).await;
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_copy_of_the_book_is_not_served_where_a_witness_knows_better() {
    let scene = Scene::new().await;
    let _witness = scene.witness();
    let old = scene.copied("old");
    let server = scene.serve();
    gift(&server, &scene.stopped.office, 1, 2).await;
    server.stop();
    let refused = old.try_serve(&["--witnesses", scene.policy.to_str().unwrap()]).err().expect("it is not served");
    assert!(refused.said.contains("old copy of the book"), "{}", refused.said);
    let kept = old.paths().private.root().join("witness-evidence");
    assert_eq!(std::fs::read_dir(kept).unwrap().count(), 1, "question and answer are kept");
    // The true one is served as before.
    let server = scene.serve();
    gift(&server, &scene.stopped.office, 2, 2).await;
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_histories_a_witness_cosigns_one_and_keeps_what_convicts_the_log() {
    let scene = Scene::new().await;
    let _witness = scene.witness();
    // The whole book is copied, keys and all, and each copy records a gift of its own.
    let other = scene.copied("other");
    let server = scene.serve();
    gift(&server, &scene.stopped.office, 1, 2).await;
    server.stop();
    let server = other.serve();
    gift(&server, &scene.stopped.office, 2, 1).await;
    server.stop();
    let refused = other.try_serve(&["--witnesses", scene.policy.to_str().unwrap()]).err().expect("it is not served");
    assert!(refused.said.contains("another history"), "{}", refused.said);
    let folder = scene.stopped.directory();
    let is_fork = |path: &PathBuf| path.to_str().unwrap().contains("witness.state.fork-");
    let forks: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(is_fork).collect();
    assert_eq!(forks.len(), 1, "{forks:?}");
    convicts(&forks[0], &scene.policy);
}

/// The two notes in the file are of one size, of two roots, and both are signed by the log of the policy.
fn convicts(fork: &Path, policy: &Path) {
    let text = std::fs::read_to_string(fork).unwrap();
    let mut notes = Vec::new();
    let mut rest = text.strip_prefix("amanat witness state 1\n").unwrap();
    while let Some((line, after)) = rest.split_once('\n') {
        let length: usize = line.strip_prefix("note ").unwrap().parse().unwrap();
        notes.push(after[..length].parse::<ledger_log::note::Note>().unwrap());
        rest = &after[length..];
    }
    let policy = ledger_log::policy::Policy::parse(&std::fs::read(policy).unwrap()).unwrap();
    let [earlier, later] = notes.try_into().unwrap();
    let heads = ledger_log::witness::Fork::between(earlier, later).verify(&policy.logs()[0].key).unwrap();
    assert_eq!(heads[0].size, heads[1].size);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_answers_what_the_protocol_says() {
    let scene = Scene::new().await;
    let witness = scene.witness();
    assert_eq!(witness.ask("GET", "/", "").unwrap().0, 404);
    assert_eq!(witness.ask("GET", "/add-checkpoint", "").unwrap().0, 405);
    for malformed in ["", "old x\n\nnote", "old 0\n\nnot a note\n"] {
        assert_eq!(witness.ask("POST", "/add-checkpoint", malformed).unwrap().0, 400, "{malformed:?}");
    }
    let stranger = ledger_log::note::SignerKey::from_seed("stranger.example/log".parse().unwrap(), &[3; 32]);
    let head = ledger_log::tree::Frontier::new().head();
    let checkpoint = ledger_log::checkpoint::Checkpoint::new(stranger.name().clone(), head).unwrap();
    let unknown = format!("old 0\n\n{}", checkpoint.sign(&stranger).unwrap());
    assert_eq!(witness.ask("POST", "/add-checkpoint", &unknown).unwrap().0, 404);
    // A second process on the same state would not know what the first one cosigned.
    let folder = scene.stopped.directory();
    let second = ["ledger-cli", "witness", "serve", "--listen", "127.0.0.1:0", "--key"];
    let second = second.iter().map(ToString::to_string).chain([
        folder.join("witness.key").display().to_string(),
        "--state".to_owned(),
        scene.assembly.state.display().to_string(),
        "--policy".to_owned(),
        scene.policy.display().to_string(),
    ]);
    assert_eq!(ledger_cli::run(second, &mut Vec::new(), &mut Vec::new()), Exit::Usage);
}
