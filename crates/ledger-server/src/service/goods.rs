//! Goods: lots, kits, stock, and their traces.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::goods_service_server::GoodsService;
use ledger_wire::reads::{goods as reads, stock_traces};

service! {
    GoodsService {
        writes {
            record_lot: RecordLotRequest => RecordLotResponse,
            appraise_lot: AppraiseLotRequest => AppraiseLotResponse,
            assemble_kit: AssembleKitRequest => AssembleKitResponse,
            dissolve_kit: DissolveKitRequest => DissolveKitResponse,
        }
        batches {
            batch_goods: BatchGoodsRequest => BatchGoodsResponse,
        }
        reads {
            get_lot: GetLotRequest => GetLotResponse = |ledger, ask| ledger.read(ask, reads::lot),
            list_lots: ListLotsRequest => ListLotsResponse = |ledger, ask| ledger.read(ask, reads::lots),
            get_kit: GetKitRequest => GetKitResponse = |ledger, ask| ledger.read(ask, reads::kit),
            list_kits: ListKitsRequest => ListKitsResponse = |ledger, ask| ledger.read(ask, reads::kits),
            get_stock: GetStockRequest => GetStockResponse = |ledger, ask| ledger.read(ask, reads::stock),
            trace_lot: TraceLotRequest => TraceLotResponse = |ledger, ask| ledger.read(ask, stock_traces::lot),
            trace_kit: TraceKitRequest => TraceKitResponse = |ledger, ask| ledger.read(ask, stock_traces::kit),
        }
    }
}
