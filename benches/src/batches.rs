//! P1 and P5: receipts in batches of 8,192, durable, rules decided, linked; and the bytes that each leaves.

use crate::office::{self, Office, connect, keyed, receipt, request_id};
use crate::row::Row;
use crate::server::Server;
use crate::spread::spread;
use crate::stored::stored_bytes;
use ledger_server::book::{NewBook, create};
use ledger_store::DataPaths;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use std::path::Path;
use std::time::Instant;
use tokio::task::JoinSet;
use tonic::transport::Channel;

/// Items of one batch: the most that the door takes.
const BATCH: u64 = 8_192;
/// Batches on their way at a time.
const IN_FLIGHT: usize = 4;

/// A new book and a server for it.
pub async fn fresh(dir: &Path) -> Result<(tempfile::TempDir, Server, Office), String> {
    let place = tempfile::tempdir_in(dir).map_err(|error| error.to_string())?;
    let data = place.path().join("book-under-measurement");
    let new = NewBook {
        origin: None,
        clock: ledger_core::event::Clock::System,
        demo: false,
        opened_at: ledger_server::clock::wall_time(),
        administrators: None,
    };
    let created = create(&DataPaths::new(&data), new).map_err(|error| error.to_string())?;
    let server = Server::start("--serve", &data)?;
    let keys = created.administrators.map(|administrator| administrator.api_key);
    let office = office::set_up(connect(&server.url).await?, &keys).await?;
    Ok((place, server, office))
}

/// Measures both goals on the same books.
pub async fn measure(dir: &Path, runs: usize, receipts: u64) -> Result<(Row, Row), String> {
    let (mut rates, mut sizes, mut memory) = (Vec::new(), Vec::new(), 0);
    for _ in 0..runs {
        let (place, server, office) = fresh(dir).await?;
        rates.push(run(&server, &office, receipts).await?);
        memory = memory.max(server.most_memory());
        drop(server);
        let (bytes, entries) = stored_bytes(&place.path().join("book-under-measurement").join("book"))?;
        sizes.push(as_f64(bytes) / as_f64(entries));
    }
    let work =
        format!("{receipts} receipts in batches of {BATCH}, {IN_FLIGHT} in flight, most memory {} MiB", memory >> 20);
    let peer = ("TigerBeetle, PostgreSQL: not run".to_owned(), 0.0);
    let p1 = Row::new("P1", work, spread(rates), "receipts/s", peer, "≥ 3 × TigerBeetle");
    let p5 = Row::new(
        "P5",
        "journal and tree of the same books".to_owned(),
        spread(sizes),
        "bytes/receipt",
        ("the goal".to_owned(), 150.0),
        "≤ 1",
    );
    Ok((p1, p5))
}

/// Receipts a second, from the first batch sent to the last answer.
async fn run(server: &Server, office: &Office, receipts: u64) -> Result<f64, String> {
    let channel = connect(&server.url).await?;
    let batches = receipts / BATCH;
    let started = Instant::now();
    let mut sent = 0;
    let mut flying = JoinSet::new();
    let mut done = 0;
    while done < batches {
        while sent < batches && flying.len() < IN_FLIGHT {
            flying.spawn(batch(channel.clone(), office.clone(), sent * BATCH));
            sent += 1;
        }
        if let Some(answer) = flying.join_next().await {
            answer.map_err(|error| error.to_string())??;
            done += 1;
        }
    }
    Ok(as_f64(batches * BATCH) / started.elapsed().as_secs_f64())
}

async fn batch(channel: Channel, office: Office, first: u64) -> Result<(), String> {
    let message = api::BatchRecordReceiptsRequest {
        request_id: request_id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: (first..first + BATCH).map(|number| receipt(&office, number)).collect(),
    };
    let mut client = ReceiptServiceClient::new(channel);
    client.batch_record_receipts(keyed(message, &office.key)).await.map_err(|status| status.to_string())?;
    Ok(())
}

/// A count as a figure.
#[expect(clippy::cast_precision_loss, reason = "figures are rounded anyway")]
pub fn as_f64(count: u64) -> f64 {
    count as f64
}
