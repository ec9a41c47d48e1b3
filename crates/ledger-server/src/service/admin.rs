//! The book itself.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::admin_service_server::AdminService;
use ledger_wire::reads::reports as reads;

service! {
    AdminService {
        writes {
            advance_clock: AdvanceClockRequest => AdvanceClockResponse,
        }
        batches {}
        reads {
            get_book: GetBookRequest => GetBookResponse = |ledger, ask| ledger.read(ask, reads::book),
        }
    }
}
