//! `follow` against a server that says what it is told to say: honest, cut off, or lying.

use crate::book::{BOOK, Story, bytes_of};
use crate::streams::cli;
use ledger_cli::Exit;
use ledger_log::{Chain, Link, leaf};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::audit_service_server::{AuditService, AuditServiceServer};
use ledger_wire::status::{Failure, FeedEnd, Unavailable};
use serde_json::Value;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tonic::{Request, Response, Status};

type Said = Result<api::FollowResponse, Status>;

/// Says, at each connection, what was written down for it; notes what it was asked.
#[derive(Clone, Default)]
struct Script {
    connections: Arc<Mutex<VecDeque<Vec<Said>>>>,
    asked: Arc<Mutex<Vec<api::FollowRequest>>>,
}

#[tonic::async_trait]
impl AuditService for Script {
    type FollowStream = tokio_stream::Iter<std::vec::IntoIter<Said>>;

    async fn follow(&self, request: Request<api::FollowRequest>) -> Result<Response<Self::FollowStream>, Status> {
        self.asked.lock().unwrap().push(request.into_inner());
        let said =
            self.connections.lock().unwrap().pop_front().ok_or_else(|| Status::not_found("the script is over"))?;
        match said.first() {
            // Said instead of a feed.
            Some(Err(status)) => Err(status.clone()),
            _ => Ok(Response::new(tokio_stream::iter(said))),
        }
    }

    async fn get_head(&self, _: Request<api::GetHeadRequest>) -> Result<Response<api::GetHeadResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn get_entry(&self, _: Request<api::GetEntryRequest>) -> Result<Response<api::GetEntryResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn list_entries(
        &self,
        _: Request<api::ListEntriesRequest>,
    ) -> Result<Response<api::ListEntriesResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn get_checkpoint(
        &self,
        _: Request<api::GetCheckpointRequest>,
    ) -> Result<Response<api::GetCheckpointResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn get_inclusion_proof(
        &self,
        _: Request<api::GetInclusionProofRequest>,
    ) -> Result<Response<api::GetInclusionProofResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn get_proof_file(
        &self,
        _: Request<api::GetProofFileRequest>,
    ) -> Result<Response<api::GetProofFileResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn get_consistency_proof(
        &self,
        _: Request<api::GetConsistencyProofRequest>,
    ) -> Result<Response<api::GetConsistencyProofResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }
}

/// A server with a script, for as long as it is held.
struct Stage {
    url: String,
    key: String,
    script: Script,
    _keys: TempDir,
    _runtime: tokio::runtime::Runtime,
}

impl Stage {
    fn with(connections: Vec<Vec<Said>>) -> Self {
        let script = Script { connections: Arc::new(Mutex::new(connections.into())), ..Script::default() };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let served = script.clone();
        runtime.spawn(async move {
            let incoming =
                tonic::transport::server::TcpIncoming::from(tokio::net::TcpListener::from_std(listener).unwrap());
            let server = tonic::transport::Server::builder().add_service(AuditServiceServer::new(served));
            server.serve_with_incoming(incoming).await
        });
        let keys = tempfile::tempdir().unwrap();
        let key = keys.path().join("key").to_str().unwrap().to_owned();
        std::fs::write(&key, "secret\n").unwrap();
        Self { url: format!("http://{address}"), key, script, _keys: keys, _runtime: runtime }
    }

    /// Follows after an entry; gives the exit and the lines.
    fn follow(&self, after: &Entry, more: &[&str]) -> (Exit, Vec<Value>) {
        let (index, link) = (after.index.to_string(), after.link.to_string());
        let own =
            ["follow", "--json", "--server", &self.url, "--key-file", &self.key, "--after", &index, "--link", &link];
        let (exit, out, _) = cli(&[&own[..], more].concat());
        (exit, out.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }
}

/// An entry of the book that is followed.
#[derive(Clone)]
struct Entry {
    index: u64,
    bytes: Vec<u8>,
    link: Link,
}

fn book() -> Vec<Entry> {
    let (story, _) = Story::whole();
    let (chain, mut link) = (Chain::new(), Chain::new().genesis(&BOOK));
    let entry = |entry: &ledger_core::event::Entry| {
        let bytes = bytes_of(entry);
        link = chain.extend(&link, &leaf(&bytes));
        Entry { index: entry.index.0, bytes, link }
    };
    story.entries().iter().map(entry).collect()
}

impl Entry {
    fn whole(&self) -> api::FollowedEntry {
        let content = Some(api::followed_entry::Content::Record(self.bytes.clone()));
        api::FollowedEntry { index: self.index, link: self.link.as_bytes().to_vec(), content }
    }

    fn withheld(&self) -> api::FollowedEntry {
        let content = Some(api::followed_entry::Content::Leaf(leaf(&self.bytes).as_bytes().to_vec()));
        api::FollowedEntry { content, ..self.whole() }
    }
}

fn entries(entries: impl IntoIterator<Item = api::FollowedEntry>) -> Said {
    let entries = api::FollowedEntries { entries: entries.into_iter().collect() };
    Ok(api::FollowResponse { news: Some(api::follow_response::News::Entries(entries)) })
}

fn head(size: u64, link: Link) -> Said {
    let head = api::Head { entry_count: size, link: link.as_bytes().to_vec(), recorded_at: None };
    Ok(api::FollowResponse { news: Some(api::follow_response::News::Heartbeat(head)) })
}

fn draining() -> Said {
    Err(Failure::Unavailable(Unavailable::Draining).into())
}

/// How it ended, as the last line says: the reason, and the entry to go on after.
fn end(lines: &[Value]) -> (Option<&str>, Option<u64>) {
    let last = lines.last().expect("a last line");
    (last["error"]["reason"].as_str(), last["last_index"].as_u64())
}

#[test]
fn what_came_is_listed_with_what_was_withheld_and_the_link_to_go_on_from() {
    let book = book();
    let said = vec![entries([book[4].whole(), book[5].withheld()]), head(6, book[5].link), entries([book[6].whole()])];
    let (exit, lines) = Stage::with(vec![said]).follow(&book[3], &["--count", "3"]);
    assert_eq!((exit, end(&lines)), (Exit::Verified, (None, Some(6))));
    let (event, withheld) = (lines[0]["event"].as_str(), &lines[1]);
    assert_eq!((event, lines[0]["index"].as_u64()), (Some("registration_confirmed"), Some(4)));
    assert_eq!(
        (&withheld["event"], withheld["leaf"].as_str()),
        (&Value::Null, Some(&*leaf(&book[5].bytes).to_string()))
    );
    let last = &lines[3];
    assert_eq!((last["entries"].as_u64(), last["withheld"].as_u64()), (Some(3), Some(1)));
    assert_eq!(last["link"].as_str(), Some(&*book[6].link.to_string()));
}

#[test]
fn what_does_not_fit_is_proof_and_is_not_kept() {
    let book = book();
    let good = || entries([book[4].whole()]);
    let mut other_bytes = book[5].whole();
    other_bytes.content = Some(api::followed_entry::Content::Record(book[6].bytes.clone()));
    let mut other_leaf = book[5].withheld();
    other_leaf.content = Some(api::followed_entry::Content::Leaf(vec![9; 32]));
    let mut other_link = book[5].whole();
    other_link.link = vec![9; 32];
    let lies = [
        entries([other_bytes]),
        entries([other_leaf]),
        entries([other_link]),
        // A gap, and a double.
        entries([book[6].whole()]),
        entries([book[4].whole()]),
        // A head that is not ours.
        head(5, book[5].link),
        head(4, book[3].link),
        head(9, book[8].link),
    ];
    for lie in lies {
        let said = format!("{lie:?}");
        let (exit, lines) = Stage::with(vec![vec![good(), lie]]).follow(&book[3], &["--keep"]);
        assert_eq!((exit, end(&lines)), (Exit::Proven, (Some("link_misfit"), Some(4))), "{said}");
        assert_eq!(lines.len(), 2, "the good one, and the end: {lines:?}");
    }
}

#[test]
fn bytes_that_fit_their_link_and_are_no_entry_are_damage_unless_they_are_newer() {
    let book = book();
    let after = |bytes: Vec<u8>| {
        let link = Chain::new().extend(&book[3].link, &leaf(&bytes));
        entries([Entry { index: 4, bytes, link }.whole()])
    };
    let mut newer = book[4].bytes.clone();
    newer[1] = 2;
    for (bytes, expected) in [
        (book[5].bytes.clone(), (Exit::Proven, "damaged")),
        (vec![8, 1, 0xff], (Exit::Proven, "damaged")),
        (newer, (Exit::CannotTell, "newer")),
    ] {
        let (exit, lines) = Stage::with(vec![vec![after(bytes)]]).follow(&book[3], &[]);
        assert_eq!((exit, end(&lines)), (expected.0, (Some(expected.1), Some(3))));
    }
}

#[test]
fn a_book_that_has_another_link_or_too_few_entries_is_proof_and_is_not_asked_again() {
    let book = book();
    let (link, book_link) = (*book[3].link.as_bytes(), [9; 32]);
    for (why, reason) in [
        (FeedEnd::LinkMismatch { after_index: 3, link, book_link }, "LINK_MISMATCH"),
        (FeedEnd::BeyondHead { after_index: 3, entry_count: 3 }, "BEYOND_HEAD"),
    ] {
        let stage = Stage::with(vec![vec![Err(Failure::Feed(why).into())]]);
        let (exit, lines) = stage.follow(&book[3], &["--keep"]);
        assert_eq!((exit, end(&lines)), (Exit::Proven, (Some(reason), Some(3))));
        assert_eq!(stage.script.asked.lock().unwrap().len(), 1);
    }
}

#[test]
fn a_feed_that_is_cut_off_is_the_end_unless_it_is_to_be_kept() {
    let book = book();
    let slow = || Err(Failure::Feed(FeedEnd::SlowReader { last_index: Some(4) }).into());
    for (cut, reason) in
        [(draining(), "DRAINING"), (slow(), "SLOW_READER"), (Err(Status::unknown("gone")), "server_failed")]
    {
        let (exit, lines) = Stage::with(vec![vec![entries([book[4].whole()]), cut]]).follow(&book[3], &[]);
        assert_eq!((exit, end(&lines)), (Exit::ToolFailed, (Some(reason), Some(4))));
    }

    let connections = vec![
        vec![entries([book[4].whole(), book[5].whole()]), draining()],
        // Not even a feed.
        vec![draining()],
        vec![entries([book[6].withheld()]), slow()],
        // It ends without a word.
        vec![head(7, book[6].link)],
        vec![entries([book[7].whole()])],
    ];
    let stage = Stage::with(connections);
    let (exit, lines) = stage.follow(&book[3], &["--keep", "--count", "4"]);
    assert_eq!((exit, end(&lines)), (Exit::Verified, (None, Some(7))), "{lines:?}");
    let asked = stage.script.asked.lock().unwrap();
    let from: Vec<_> = asked.iter().map(|ask| (ask.after_index, ask.link.clone())).collect();
    let at = |index: usize| (Some(book[index].index), book[index].link.as_bytes().to_vec());
    assert_eq!(from, [at(3), at(5), at(5), at(6), at(6)]);
}

#[test]
fn an_index_without_its_link_is_no_command_line() {
    for wrong in [&["--after", "3"][..], &["--link", &"0a".repeat(32)], &["--after", "3", "--link", "0a"]] {
        assert_eq!(cli(&[&["follow"], wrong].concat()).0, Exit::Usage, "{wrong:?}");
    }
}
