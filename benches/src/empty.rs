//! The same road without rules: decode, one writer with group commit, a durable block, an answer. What P2 is
//! compared with.

use ledger_log::{Chain, leaf};
use ledger_store::{Append, Block, BookId, BookPaths, FileJournal, Journal, JournalOptions, ReadJournal, RealStorage};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_server::{ReceiptService, ReceiptServiceServer};
use std::path::Path;
use tokio::sync::{mpsc, oneshot};
use tonic::{Request, Response, Status};

/// Bytes of an entry that stands for a receipt.
const ENTRY: [u8; 100] = [7; 100];

struct Empty {
    jobs: mpsc::Sender<oneshot::Sender<u64>>,
}

/// Serves until the process ends.
pub fn serve(dir: &Path) -> Result<(), String> {
    let options = JournalOptions::default();
    let paths = BookPaths::new(dir.join("empty-book"));
    let journal = FileJournal::create(&RealStorage, &paths, BookId([1; 16]), &options).map_err(|e| e.to_string())?;
    let (jobs, inbox) = mpsc::channel(1_024);
    std::thread::spawn(move || write(journal, inbox));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
        let address = listener.local_addr().map_err(|e| e.to_string())?;
        crate::say(&format!("Serving nothing on {address}"));
        let incoming = tokio_stream::wrappers::TcpListenerStream::new(listener);
        let (_, health) = tonic_health::server::health_reporter();
        let router = tonic::transport::Server::builder().tcp_nodelay(true).add_service(health);
        router
            .add_service(ReceiptServiceServer::new(Empty { jobs }))
            .serve_with_incoming(incoming)
            .await
            .map_err(|e| e.to_string())
    })
}

fn write(mut journal: FileJournal<RealStorage>, mut inbox: mpsc::Receiver<oneshot::Sender<u64>>) {
    let chain = Chain::new();
    let mut link = journal.head().link;
    let mut block = Block::new();
    while let Some(first) = inbox.blocking_recv() {
        block.begin(journal.head().size);
        let mut waiting = vec![first];
        while let Ok(next) = inbox.try_recv() {
            waiting.push(next);
        }
        for _ in &waiting {
            let _ = block.push(&ENTRY);
            link = chain.extend(&link, &leaf(&ENTRY));
        }
        block.set_link_after(link);
        if !matches!(journal.append(&mut block), Append::Durable { .. }) {
            return;
        }
        for (index, reply) in (block.first_index()..).zip(waiting) {
            let _ = reply.send(index);
        }
    }
}

/// The two methods that are measured answer; the others are not there.
#[tonic::async_trait]
impl ReceiptService for Empty {
    async fn record_receipt(
        &self,
        _: Request<api::RecordReceiptRequest>,
    ) -> Result<Response<api::RecordReceiptResponse>, Status> {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(reply).await.map_err(|_| Status::unavailable("stopped"))?;
        let index = answer.await.map_err(|_| Status::unavailable("stopped"))?;
        let recorded = api::Recorded {
            index,
            name: "books/00000000000000000000000000000000/receipts/1".to_owned(),
            link: vec![0; 32],
            entry_count: index,
            recorded_at: None,
            validated_only: false,
        };
        Ok(Response::new(api::RecordReceiptResponse { recorded: Some(recorded) }))
    }

    async fn batch_record_receipts(
        &self,
        _: Request<api::BatchRecordReceiptsRequest>,
    ) -> Result<Response<api::BatchRecordReceiptsResponse>, Status> {
        Err(Status::unimplemented("not measured"))
    }

    async fn reverse_receipt(
        &self,
        _: Request<api::ReverseReceiptRequest>,
    ) -> Result<Response<api::ReverseReceiptResponse>, Status> {
        Err(Status::unimplemented("not measured"))
    }

    async fn reissue_receipt(
        &self,
        _: Request<api::ReissueReceiptRequest>,
    ) -> Result<Response<api::ReissueReceiptResponse>, Status> {
        Err(Status::unimplemented("not measured"))
    }

    async fn get_receipt(
        &self,
        _: Request<api::GetReceiptRequest>,
    ) -> Result<Response<api::GetReceiptResponse>, Status> {
        Err(Status::unimplemented("not measured"))
    }

    async fn list_receipts(
        &self,
        _: Request<api::ListReceiptsRequest>,
    ) -> Result<Response<api::ListReceiptsResponse>, Status> {
        Err(Status::unimplemented("not measured"))
    }
}
