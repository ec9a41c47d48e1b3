//! From a path to an answer: `/checkpoint`, `/tile/<L>/<N>[.p/<W>]`, `/tile/entries/<N>[.p/<W>]`.

use super::answer::Answer;
use crate::access::{self, Access};
use crate::service::{Ledger, read_block, signed_size};
use hyper::HeaderMap;
use ledger_log::tile::{EntryBundle, HashTile, TilePath};
use ledger_log::tree::stored_count;
use ledger_store::Block;
use tonic::{Code, Status};

pub(super) fn answer(ledger: &Ledger, path: &str, headers: &HeaderMap) -> Answer {
    let Some(path) = path.strip_prefix('/') else { return nothing() };
    if path == "checkpoint" {
        return checkpoint(ledger);
    }
    match path.parse() {
        Ok(TilePath::Hashes(tile)) => found(hashes(ledger, tile)),
        Ok(TilePath::Entries(bundle)) => match refused(ledger, headers) {
            None => found(entries(ledger, bundle)),
            Some(refusal) => refusal,
        },
        Err(why) if path.starts_with("tile/") => Answer::NotFound(why.to_string()),
        Err(_) => nothing(),
    }
}

fn nothing() -> Answer {
    Answer::NotFound("here are /checkpoint, /tile/<L>/<N> and /tile/entries/<N>".to_owned())
}

fn checkpoint(ledger: &Ledger) -> Answer {
    match crate::service::published(ledger.reads()) {
        Ok(text) if text.is_empty() => Answer::NotFound("no checkpoint has been signed yet".to_owned()),
        Ok(text) => Answer::Checkpoint(text),
        Err(status) => Answer::Unavailable(status.message().to_owned()),
    }
}

/// Entries are for auditors and administrators, as over gRPC.
fn refused(ledger: &Ledger, headers: &HeaderMap) -> Option<Answer> {
    let views = ledger.views();
    let published = views.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(caller) = access::identify(&published.views, headers) else { return Some(Answer::Unauthenticated) };
    let refusal = access::refusal(&published.views, caller, Access::Audit)?;
    Some(Answer::Forbidden(refusal.to_string()))
}

/// Of a level only what the published checkpoint covers.
fn hashes(ledger: &Ledger, tile: HashTile) -> Result<Option<Answer>, Status> {
    let reads = ledger.reads();
    if tile.span().end() > stored_count(tile.level(), signed_size(reads)?) {
        return Ok(None);
    }
    // The tree is durable before its checkpoint is: what is covered is there.
    let bytes = tile.bytes(reads.tree()).map_err(|error| Status::unavailable(error.to_string()))?;
    Ok(Some(Answer::Tile(bytes)))
}

fn entries(ledger: &Ledger, bundle: EntryBundle) -> Result<Option<Answer>, Status> {
    let reads = ledger.reads();
    let (first, end) = (bundle.span().first(), bundle.span().end());
    if end > signed_size(reads)? {
        return Ok(None);
    }
    let mut found: Vec<Vec<u8>> = Vec::new();
    let (mut block, mut next) = (Block::new(), first);
    while next < end {
        read_block(reads, next, &mut block)?;
        let here = block.entries().skip_while(|(index, _)| *index < next).take_while(|(index, _)| *index < end);
        found.extend(here.map(|(_, bytes)| bytes.to_vec()));
        next = block.end_index();
    }
    let bytes = bundle.encode(&found).map_err(|error| Status::data_loss(error.to_string()))?;
    Ok(Some(Answer::Bundle(bytes)))
}

fn found(answer: Result<Option<Answer>, Status>) -> Answer {
    match answer {
        Ok(Some(answer)) => answer,
        Ok(None) => Answer::NotFound("the published checkpoint does not cover it".to_owned()),
        Err(status) if status.code() == Code::NotFound => Answer::NotFound(status.message().to_owned()),
        Err(status) => Answer::Unavailable(status.message().to_owned()),
    }
}
