//! The tiles of a running server, fetched as any client of C2SP tlog-tiles fetches them, over HTTP/1.1.

use super::world;
use amanat_tests::world::{Stopped, World};
use ledger_cli::Exit;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::Note;
use ledger_log::tile::{TilePath, TreeShape};
use ledger_server::serve::{FeedOptions, Running, ServeOptions, start};
use ledger_wire::proto::ledger::v1 as api;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

/// The most that any of these tests waits for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

struct Shown {
    running: Running,
    stopped: Stopped,
    address: SocketAddr,
}

/// An answer: status, headers in small letters, body.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Shown {
    async fn of(world: World) -> Self {
        let stopped = world.stopped();
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let paths = stopped.book.paths();
        let feed = FeedOptions::default();
        let options =
            ServeOptions { paths, listen: any, http: Some(any), witnesses: None, reflection: false, queue: 64, feed };
        let running = start(&options).await.unwrap();
        let address = running.http.unwrap();
        Self { running, stopped, address }
    }

    async fn ask(&self, method: &str, path: &str, key: Option<&str>) -> Answer {
        let key = key.map_or_else(String::new, |key| format!("Authorization: Bearer {key}\r\n"));
        let head = format!("{method} {path} HTTP/1.1\r\nHost: tiles\r\n{key}Connection: close\r\n\r\n");
        let (address, has_body) = (self.address, method != "HEAD");
        tokio::task::spawn_blocking(move || exchange(address, &head, has_body)).await.unwrap()
    }

    async fn get(&self, path: &str, key: Option<&str>) -> Answer {
        self.ask("GET", path, key).await
    }

    /// What the published checkpoint says.
    async fn checkpoint(&self) -> (String, Checkpoint) {
        let answer = self.get("/checkpoint", None).await;
        assert_eq!(answer.status, 200);
        let text = String::from_utf8(answer.body).unwrap();
        let checkpoint = Note::parse(text.as_bytes()).unwrap().text().parse().unwrap();
        (text, checkpoint)
    }

    async fn end(self) -> Stopped {
        self.running.stop().await.unwrap();
        self.stopped
    }
}

fn exchange(address: SocketAddr, head: &str, has_body: bool) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let body = bytes[end + 4..].to_vec();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers: BTreeMap<String, String> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers["content-length"].parse().unwrap();
    assert_eq!(body.len(), if has_body { length } else { 0 });
    Answer { status, headers, body }
}

/// A book with more entries than two bundles hold.
async fn many(world: &World) {
    let items = (1..=600).map(|amount| world.cash(amount)).collect();
    let mode = api::BatchMode::Atomic.into();
    let ask = api::BatchRecordReceiptsRequest { request_id: world.id(), validate_only: false, mode, items };
    world.by(&world.office.receiver).receipts().batch_record_receipts(ask).await.unwrap();
}

fn paths(size: u64) -> Vec<TilePath> {
    let shape = TreeShape::of(size);
    shape.hash_tiles().map(TilePath::from).chain(shape.entry_bundles().map(TilePath::from)).collect()
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, bytes).unwrap();
}

fn audit(folder: &Path, policy: &Path) -> Exit {
    let args = ["ledger-cli", "audit", "verify", folder.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    ledger_cli::run(args, &mut Vec::new(), &mut Vec::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_fetched_over_http_is_verified_like_the_book() {
    let world = world().await;
    many(&world).await;
    let auditor = world.office.auditor.key.clone();
    let shown = Shown::of(world).await;
    let (note, checkpoint) = shown.checkpoint().await;
    let size = checkpoint.head().size;
    assert!(size > 600);
    let mirror = tempfile::tempdir().unwrap();
    put(mirror.path(), "checkpoint", note.as_bytes());
    for path in paths(size) {
        let key = matches!(path, TilePath::Entries(_)).then_some(auditor.as_str());
        let answer = shown.get(&format!("/{path}"), key).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.headers["cache-control"].contains("immutable"), "{path}");
        assert_eq!(answer.headers["cache-control"].starts_with("private"), key.is_some(), "{path}");
        put(mirror.path(), &path.to_string(), &answer.body);
    }
    let stopped = shown.end().await;
    assert_eq!(audit(mirror.path(), &stopped.book.policy), Exit::Verified);
    let last = paths(size).last().unwrap().to_string();
    std::fs::remove_file(mirror.path().join(last)).unwrap();
    assert_eq!(audit(mirror.path(), &stopped.book.policy), Exit::Proven, "the check can fail");
}

#[tokio::test(flavor = "multi_thread")]
async fn hashes_are_for_everybody_and_entries_for_auditors() {
    let world = world().await;
    many(&world).await;
    let office = world.office.clone();
    let shown = Shown::of(world).await;
    for path in ["/checkpoint", "/tile/0/000", "/tile/0/001"] {
        assert_eq!(shown.get(path, None).await.status, 200, "{path}");
    }
    let nobody = shown.get("/tile/entries/000", None).await;
    assert_eq!((nobody.status, nobody.headers["www-authenticate"].as_str()), (401, "Bearer"));
    assert_eq!(shown.get("/tile/entries/000", Some("amanat_key_0")).await.status, 401, "a key that is nobody's");
    let officer = shown.get("/tile/entries/000", Some(&office.receiver.key)).await;
    assert_eq!(officer.status, 403);
    assert!(!String::from_utf8(officer.body).unwrap().contains(&office.receiver.key));
    for post in [&office.auditor, &office.administrator] {
        let answer = shown.get("/tile/entries/000", Some(&post.key)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["content-type"], "application/octet-stream");
    }
    shown.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_published_is_not_there() {
    let world = world().await;
    many(&world).await;
    let auditor = world.office.auditor.key.clone();
    let shown = Shown::of(world).await;
    let (_, checkpoint) = shown.checkpoint().await;
    let width = checkpoint.head().size % 256;
    let bundle = checkpoint.head().size / 256;
    for (path, status) in [
        (format!("/tile/entries/{bundle:03}.p/{width}"), 200),
        (format!("/tile/entries/{bundle:03}.p/{}", width + 1), 404),
        (format!("/tile/entries/{bundle:03}"), 404),
        (format!("/tile/0/{bundle:03}.p/{width}"), 200),
        // A narrower one of a tile that is there stays true for ever.
        (format!("/tile/0/{bundle:03}.p/{}", width - 1), 200),
        (format!("/tile/0/{bundle:03}.p/{}", width + 1), 404),
        ("/tile/7/000.p/1".to_owned(), 404),
        ("/tile/0/x000/000".to_owned(), 404),
        ("/tile/0/000.p/0".to_owned(), 404),
        ("/tile/0/000.p/256".to_owned(), 404),
        ("/tile/0/../../private/keys/log".to_owned(), 404),
        ("/tile/entries/".to_owned(), 404),
        ("/".to_owned(), 404),
        (format!("/tile/0/{}", "x999/".repeat(2_000)), 404),
    ] {
        assert_eq!(shown.get(&path, Some(&auditor)).await.status, status, "{path}");
    }
    let posted = shown.ask("POST", "/checkpoint", None).await;
    assert_eq!((posted.status, posted.headers["allow"].as_str()), (405, "GET, HEAD"));
    assert_eq!(shown.ask("HEAD", "/tile/0/000", None).await.headers["content-length"], "8192");
    shown.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_half_a_request_keeps_nobody_waiting_and_no_server_from_stopping() {
    let shown = Shown::of(world().await).await;
    let mut halves = Vec::new();
    for _ in 0..32 {
        let mut stream = TcpStream::connect(shown.address).unwrap();
        stream.write_all(b"GET /checkpoint HTTP/1.1\r\nHost: t").unwrap();
        halves.push(stream);
    }
    shown.checkpoint().await;
    shown.end().await;
    drop(halves);
}
