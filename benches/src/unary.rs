//! P2 and P3: receipts one a call, many callers or one, each durable before its answer.

use crate::batches::{as_f64, fresh};
use crate::office::{Office, connect, keyed, receipt, request_id};
use crate::row::Row;
use crate::server::Server;
use crate::spread::{quantile, spread};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tonic::transport::Channel;

/// Callers of P2.
const CALLERS: u64 = 256;
/// How long each measurement of P2 takes.
const P2_TIME: Duration = Duration::from_secs(3);
/// Calls of one P3 measurement.
const P3_CALLS: u64 = 2_000;

/// P2: 256 callers, each waits for its answer before it asks again.
pub async fn many(dir: &Path, runs: usize) -> Result<Row, String> {
    let (mut ours, mut theirs, mut tails, mut their_tails) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (_place, server, office) = fresh(dir).await?;
        let (rate, p99) = load(&server, &office).await?;
        ours.push(rate);
        tails.push(p99);
        drop(server);
        let place = tempfile::tempdir_in(dir).map_err(|error| error.to_string())?;
        let empty = Server::start("--serve-empty", place.path())?;
        let (rate, p99) = load(&empty, &office).await?;
        theirs.push(rate);
        their_tails.push(p99);
    }
    let (tail, their_tail) = (spread(tails).median, spread(their_tails).median);
    let work =
        format!("unary receipts, {CALLERS} in flight; p99 {:.2} ms, empty {:.2} ms", tail * 1e3, their_tail * 1e3);
    let peer = ("the same harness, empty decide".to_owned(), spread(theirs).median);
    Ok(Row::new("P2", work, spread(ours), "receipts/s", peer, "≥ 0.85, p99 ≤ 2 ×"))
}

async fn load(server: &Server, office: &Office) -> Result<(f64, f64), String> {
    let mut connections = Vec::new();
    for _ in 0..4 {
        connections.push(connect(&server.url).await?);
    }
    let started = Instant::now();
    let mut callers = JoinSet::new();
    for (caller, channel) in (0..CALLERS).zip(connections.iter().cycle()) {
        callers.spawn(calls(channel.clone(), office.clone(), caller << 32, started + P2_TIME));
    }
    let mut times = Vec::new();
    while let Some(done) = callers.join_next().await {
        times.extend(done.map_err(|error| error.to_string())??);
    }
    let rate = as_f64(times.len() as u64) / started.elapsed().as_secs_f64();
    Ok((rate, quantile(&mut times, 0.99)))
}

async fn calls(channel: Channel, office: Office, first: u64, until: Instant) -> Result<Vec<f64>, String> {
    let mut client = ReceiptServiceClient::new(channel);
    let mut times = Vec::new();
    let mut number = first;
    while Instant::now() < until {
        times.push(call(&mut client, &office, number).await?);
        number += 1;
    }
    Ok(times)
}

async fn call(client: &mut ReceiptServiceClient<Channel>, office: &Office, number: u64) -> Result<f64, String> {
    let message = api::RecordReceiptRequest {
        request_id: request_id(),
        validate_only: false,
        receipt: Some(receipt(office, number)),
    };
    let started = Instant::now();
    client.record_receipt(keyed(message, &office.key)).await.map_err(|status| status.to_string())?;
    Ok(started.elapsed().as_secs_f64())
}

/// P3: one caller, against one `fdatasync` and one empty call, all in the same run.
pub async fn one(dir: &Path, runs: usize) -> Result<Row, String> {
    let (mut ours, mut bases) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (_place, server, office) = fresh(dir).await?;
        let channel = connect(&server.url).await?;
        let mut client = ReceiptServiceClient::new(channel.clone());
        let mut times = Vec::new();
        for number in 0..P3_CALLS {
            times.push(call(&mut client, &office, number).await?);
        }
        ours.push(quantile(&mut times, 0.5) * 1e6);
        bases.push((sync_time(dir)? + empty_call(channel).await?) * 1e6);
    }
    let peer = ("one fdatasync and one empty call, µs".to_owned(), spread(bases).median);
    Ok(Row::new("P3", format!("{P3_CALLS} receipts, one at a time, p50"), spread(ours), "µs", peer, "≤ 1.3"))
}

/// The median of one `fdatasync` of 4 KiB on a file that was zeroed before.
fn sync_time(dir: &Path) -> Result<f64, String> {
    let measure = || -> std::io::Result<f64> {
        let place = tempfile::tempdir_in(dir)?;
        let file = OpenOptions::new().write(true).create_new(true).open(place.path().join("synced"))?;
        file.write_all_at(&vec![0; 8 << 20], 0)?;
        file.sync_all()?;
        let mut times = Vec::new();
        for block in 0..1_000_u64 {
            let started = Instant::now();
            file.write_all_at(&[1; 4096], block * 4096)?;
            file.sync_data()?;
            times.push(started.elapsed().as_secs_f64());
        }
        Ok(quantile(&mut times, 0.5))
    };
    measure().map_err(|error| error.to_string())
}

/// The median of a call that does nothing.
async fn empty_call(channel: Channel) -> Result<f64, String> {
    let mut client = tonic_health::pb::health_client::HealthClient::new(channel);
    let mut times = Vec::new();
    for _ in 0..P3_CALLS {
        let started = Instant::now();
        let ask = tonic_health::pb::HealthCheckRequest { service: String::new() };
        client.check(ask).await.map_err(|status| status.to_string())?;
        times.push(started.elapsed().as_secs_f64());
    }
    Ok(quantile(&mut times, 0.5))
}
