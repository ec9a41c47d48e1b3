//! The book in `docs/format.md`: made here, compared with the page byte for byte, and audited from its files.
//!
//! `UPDATE_SNAPSHOTS=1` writes the page's block anew. It must never be needed: released bytes hold for ever.

use super::tree::{blocks, read, root};
use ledger_cli::Exit;
use ledger_core::event::{BookOpened, Clock, Entry, PrincipalAdmitted, PrincipalKind};
use ledger_core::ids::{BookId, KeyHash, PersonToken, PublicKey};
use ledger_core::role::{Role, Roles};
use ledger_core::state::State;
use ledger_core::text::{Code, Name};
use ledger_core::time::Timestamp;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::SignerKey;
use ledger_log::tree::Frontier;
use ledger_log::{Chain, leaf};
use ledger_store::{
    Append, Block, CheckpointPlaces, DataPaths, FRAME_HEADER_BYTES, FileJournal, Journal, JournalOptions, RealStorage,
    TreeFiles,
};
use ledger_wire::record::encode_into;
use std::fmt::Write;
use std::path::Path;

const BOOK: [u8; 16] = [0xb0; 16];
const ORIGIN: &str = "amanat.example/vector";
/// 2025-03-21T00:00:00Z, the first of Farvardin 1404.
const OPENED_AT_US: i64 = 1_742_515_200_000_000;
/// Where the block begins on the page.
const FENCE: &str = "```book\n";

fn signer() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse().unwrap(), &[0x07; 32])
}

fn opening() -> Vec<Entry> {
    let persons = [PersonToken([0x11; 32]), PersonToken([0x22; 32])];
    let admitted = |person, hash| PrincipalAdmitted {
        kind: PrincipalKind::Human(person),
        office: None,
        roles: Roles::of(&[Role::Administrator]),
        api_key_hash: KeyHash([hash; 32]),
    };
    let book = BookOpened {
        book: BookId(BOOK),
        origin: Name::new(ORIGIN).unwrap(),
        log_key: PublicKey(*signer().verifier().as_bytes()),
        root_key: PublicKey([0x02; 32]),
        unit: Code::new("IRR").unwrap(),
        utc_offset_minutes: 210,
        first_administrators: persons,
        clock: Clock::Scripted,
        demo: true,
    };
    let admissions = [admitted(persons[0], 0x33), admitted(persons[1], 0x44)];
    ledger_core::open_book(&mut State::default(), Timestamp::from_micros(OPENED_AT_US), book, admissions).unwrap()
}

/// Makes the book in `data`; gives what the page says of it.
fn make(data: &Path) -> String {
    let (storage, paths) = (RealStorage, DataPaths::new(data));
    let options = JournalOptions { segment_bytes: 1 << 20, ..JournalOptions::default() };
    let mut journal = FileJournal::create(&storage, &paths.book, ledger_store::BookId(BOOK), &options).unwrap();
    let mut tree = TreeFiles::open(&storage, &paths.book, 0).unwrap();
    let (chain, mut frontier, mut block) = (Chain::new(), Frontier::new(), Block::new());
    let mut link = chain.genesis(&BOOK);
    let mut said = format!("book       {}\nlink -1    {link}\n", hex(&BOOK));
    block.begin(0);
    for (entry, blind) in opening().iter().zip([[0xa0; 16], [0xa1; 16], [0xa2; 16]]) {
        let mut bytes = Vec::new();
        encode_into(entry, &blind, &mut bytes);
        let leaf = leaf(&bytes);
        link = chain.extend(&link, &leaf);
        frontier.append_storing(&leaf, |stored| tree.append(stored));
        block.push(&bytes).unwrap();
        let index = entry.index.0;
        writeln!(said, "entry {index}    {}\nleaf {index}     {leaf}\nlink {index}     {link}", hex(&bytes)).unwrap();
    }
    block.set_link_after(link);
    assert!(matches!(journal.append(&mut block), Append::Durable { .. }), "the block is durable");
    tree.sync().unwrap();
    journal.sync_head().unwrap();
    drop(journal);

    let checkpoint = Checkpoint::new(ORIGIN.parse().unwrap(), frontier.head()).unwrap();
    let note = checkpoint.sign(&signer()).unwrap().to_string();
    let mut places = CheckpointPlaces::open(&storage, &paths).unwrap();
    places.record(3, checkpoint.to_string().as_bytes()).unwrap();
    places.publish(3, note.as_bytes()).unwrap();

    let segment = std::fs::read(paths.book.journal().join("00000000000000000000.seg")).unwrap();
    writeln!(said, "frame      {}", hex(segment.get(..FRAME_HEADER_BYTES).unwrap())).unwrap();
    writeln!(said, "root 3     {}", hex(frontier.root().as_bytes())).unwrap();
    for line in note.lines() {
        said.push_str(format!("checkpoint {line}").trim_end());
        said.push('\n');
    }
    writeln!(said, "policy     log {}\npolicy     quorum none", signer().verifier()).unwrap();
    said
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn the_book_in_the_format_is_the_one_that_is_made_and_it_verifies() {
    let home = tempfile::tempdir().unwrap();
    let made = make(&home.path().join("vector"));
    let page = read("docs/format.md");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        let (before, after) = page.split_once(FENCE).unwrap();
        let (_, after) = after.split_once("```\n").unwrap();
        std::fs::write(root().join("docs/format.md"), format!("{before}{FENCE}{made}```\n{after}")).unwrap();
    } else {
        let (_, shown) = blocks(&page).into_iter().find(|(word, _)| *word == "book").expect("the block of the book");
        assert_eq!(shown.join("\n") + "\n", made);
    }

    let policy = home.path().join("policy");
    std::fs::write(&policy, format!("log {}\nquorum none\n", signer().verifier())).unwrap();
    let book = home.path().join("vector/book");
    let arguments = ["ledger-cli", "audit", "verify", book.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = ledger_cli::run(arguments, &mut out, &mut err);
    assert_eq!(exit, Exit::Verified, "{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
}
