//! The feed, as a partner's system reads it: every link is computed here and compared with the one that came.

mod cutting;
mod limits;
mod quiet;
mod reader;
mod resuming;
mod scopes;

use amanat_tests::answers::given;
use amanat_tests::caller::Caller;
use amanat_tests::world::{Stopped, World};
use ledger_server::serve::{FeedOptions, Running, ServeOptions, start};
use ledger_wire::proto::ledger::v1 as api;
use reader::Reader;
use tonic::transport::{Channel, Endpoint};

/// A reader at the start of the world's book.
pub(super) async fn at_start(world: &World) -> Reader {
    let book = given(world.by(&world.office.auditor).admin().get_book(api::GetBookRequest {}).await).book.unwrap();
    let id = u128::from_str_radix(book.name.strip_prefix("books/").unwrap(), 16).unwrap();
    Reader::at_start(id.to_be_bytes())
}

/// All entries as an auditor lists them.
pub(super) async fn listed(world: &World) -> Vec<api::StoredEntry> {
    let mut audit = world.by(&world.office.auditor).audit();
    let (mut entries, mut page_token) = (Vec::new(), String::new());
    loop {
        let ask = api::ListEntriesRequest { page_size: 1_000, page_token, first_index: 0 };
        let page = given(audit.list_entries(ask).await);
        entries.extend(page.entries);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return entries;
        }
    }
}

/// Records so many gifts in one act.
async fn many_gifts(world: &World, count: i64) {
    let ask = api::BatchRecordReceiptsRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: (1..=count).map(|amount| world.cash(amount)).collect(),
    };
    given(world.by(&world.office.receiver).receipts().batch_record_receipts(ask).await);
}

/// A connection that takes as little as it may before somebody reads.
async fn narrow(address: std::net::SocketAddr) -> Channel {
    let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
    endpoint.initial_stream_window_size(65_535).initial_connection_window_size(65_535).connect().await.unwrap()
}

/// The same book, served by a server whose feeds are set otherwise.
struct Tuned {
    running: Running,
    stopped: Stopped,
}

impl Tuned {
    async fn serve(world: World, feed: FeedOptions) -> Self {
        Self::serve_again(world.stopped(), feed).await
    }

    /// The same book, with other bounds.
    async fn serve_again(stopped: Stopped, feed: FeedOptions) -> Self {
        let listen = "127.0.0.1:0".parse().unwrap();
        let paths = stopped.book.paths();
        let options = ServeOptions { paths, listen, http: None, witnesses: None, reflection: false, queue: 64, feed };
        Self { running: start(&options).await.unwrap(), stopped }
    }

    async fn caller(&self, key: &str) -> Caller {
        Caller::new(narrow(self.running.address).await, key)
    }

    async fn stop(self) -> Stopped {
        self.running.stop().await.unwrap();
        self.stopped
    }
}
