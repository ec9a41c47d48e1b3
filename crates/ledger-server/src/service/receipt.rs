//! Receipts.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::receipt_service_server::ReceiptService;
use ledger_wire::reads::receipts as reads;

service! {
    ReceiptService {
        writes {
            record_receipt: RecordReceiptRequest => RecordReceiptResponse,
            reverse_receipt: ReverseReceiptRequest => ReverseReceiptResponse,
            reissue_receipt: ReissueReceiptRequest => ReissueReceiptResponse,
        }
        batches {
            batch_record_receipts: BatchRecordReceiptsRequest => BatchRecordReceiptsResponse,
        }
        reads {
            get_receipt: GetReceiptRequest => GetReceiptResponse = |ledger, ask| ledger.read(ask, reads::receipt),
            list_receipts: ListReceiptsRequest => ListReceiptsResponse = |ledger, ask| ledger.read(ask, reads::receipts),
        }
    }
}
