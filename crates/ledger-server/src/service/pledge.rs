//! Pledges.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::pledge_service_server::PledgeService;
use ledger_wire::reads::pledges as reads;

service! {
    PledgeService {
        writes {
            record_pledge: RecordPledgeRequest => RecordPledgeResponse,
            amend_pledge: AmendPledgeRequest => AmendPledgeResponse,
            cancel_pledge: CancelPledgeRequest => CancelPledgeResponse,
            write_off_pledge: WriteOffPledgeRequest => WriteOffPledgeResponse,
        }
        batches {
            batch_pledges: BatchPledgesRequest => BatchPledgesResponse,
        }
        reads {
            get_pledge: GetPledgeRequest => GetPledgeResponse = |ledger, ask| ledger.read(ask, reads::pledge),
            list_pledges: ListPledgesRequest => ListPledgesResponse = |ledger, ask| ledger.read(ask, reads::pledges),
        }
    }
}
