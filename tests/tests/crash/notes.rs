//! What a client asked, and what it was told: its own record, apart from the server's.

use super::following::Followed;
use amanat_tests::caller::Caller;
use amanat_tests::granting::take;
use ledger_wire::proto::ledger::v1 as api;
use tonic::{Code, Status};

/// Something asked under a request id.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) id: String,
    pub(super) what: What,
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A receipt.
    Receipt(api::RecordReceipt),
    /// Receipts, all or none.
    Batch(Vec<api::RecordReceipt>),
    /// A step of a grant.
    Grant(api::GrantItem),
}

/// What was told: the entries, and the link after them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Told {
    pub(super) indices: Vec<u64>,
    pub(super) link: Vec<u8>,
}

/// One client's notes.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Asked and answered.
    pub(super) told: Vec<(Ask, Told)>,
    /// Asked, and the connection broke before an answer.
    pub(super) open: Option<Ask>,
    /// The last that came by the feed, if this one followed.
    pub(super) followed: Option<Followed>,
}

impl Ask {
    /// Asks; gives the answer and whether it was given before.
    pub(super) async fn send(&self, caller: &Caller) -> Result<(Told, bool), Status> {
        let request_id = self.id.clone();
        match &self.what {
            What::Receipt(receipt) => {
                let ask =
                    api::RecordReceiptRequest { request_id, validate_only: false, receipt: Some(receipt.clone()) };
                let answer = caller.receipts().record_receipt(ask).await?;
                Ok(single(answer.map(|answer| answer.recorded.expect("always set"))))
            }
            What::Batch(items) => {
                let mode = api::BatchMode::Atomic.into();
                let ask =
                    api::BatchRecordReceiptsRequest { request_id, validate_only: false, mode, items: items.clone() };
                let answer = caller.receipts().batch_record_receipts(ask).await?;
                let again = is_replayed(&answer);
                let recorded = answer.into_inner().recorded.expect("always set");
                Ok((Told { indices: recorded.indices, link: recorded.link }, again))
            }
            What::Grant(item) => Ok(single(take(caller, &request_id, item.clone()).await?)),
        }
    }

    /// How many rials it brings in.
    pub(super) fn rials(&self) -> i64 {
        let amount = |receipt: &api::RecordReceipt| receipt.amount.as_ref().expect("an amount").amount;
        match &self.what {
            What::Receipt(receipt) => amount(receipt),
            What::Batch(items) => items.iter().map(amount).sum(),
            What::Grant(_) => 0,
        }
    }

    pub(super) const fn brings_receipts(&self) -> bool {
        matches!(self.what, What::Receipt(_) | What::Batch(_))
    }
}

fn single(answer: tonic::Response<api::Recorded>) -> (Told, bool) {
    let again = is_replayed(&answer);
    let recorded = answer.into_inner();
    (Told { indices: vec![recorded.index], link: recorded.link }, again)
}

fn is_replayed<T>(answer: &tonic::Response<T>) -> bool {
    answer.metadata().get("x-idempotent-replay").is_some()
}

/// Whether the server is gone, or did not know the outcome: then the same request is to be sent again.
pub(super) fn is_gone(status: &Status) -> bool {
    matches!(status.code(), Code::Unavailable | Code::Unknown | Code::Cancelled | Code::Internal)
}
