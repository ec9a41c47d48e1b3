//! Funds, lines, allotments, earmarks; traces, statements, balances.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::fund_service_server::FundService;
use ledger_wire::reads::{funds, traces};

service! {
    FundService {
        writes {
            allot: AllotRequest => AllotResponse,
            notify_allotment: NotifyAllotmentRequest => NotifyAllotmentResponse,
            recall_allotment: RecallAllotmentRequest => RecallAllotmentResponse,
            place_earmark: PlaceEarmarkRequest => PlaceEarmarkResponse,
            lift_earmark: LiftEarmarkRequest => LiftEarmarkResponse,
        }
        batches {
            batch_allot: BatchAllotRequest => BatchAllotResponse,
        }
        reads {
            list_funds: ListFundsRequest => ListFundsResponse = |ledger, ask| ledger.read(ask, funds::funds),
            get_fund: GetFundRequest => GetFundResponse = |ledger, ask| ledger.read(ask, funds::fund),
            list_lines: ListLinesRequest => ListLinesResponse = |ledger, ask| ledger.read(ask, funds::lines),
            get_line: GetLineRequest => GetLineResponse = |ledger, ask| ledger.read(ask, funds::line),
            list_allotments: ListAllotmentsRequest => ListAllotmentsResponse = |ledger, ask| ledger.read(ask, funds::allotments),
            trace_receipt: TraceReceiptRequest => TraceReceiptResponse = |ledger, ask| ledger.read(ask, traces::receipt),
            trace_grant: TraceGrantRequest => TraceGrantResponse = |ledger, ask| ledger.read(ask, traces::grant),
            get_statement: GetStatementRequest => GetStatementResponse = |ledger, ask| ledger.read(ask, traces::statement),
            get_balance: GetBalanceRequest => GetBalanceResponse = |ledger, ask| ledger.read(ask, traces::balance),
        }
    }
}
