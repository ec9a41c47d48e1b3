//! Totals and the trial balance.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::report_service_server::ReportService;
use ledger_wire::reads::reports as reads;

service! {
    ReportService {
        writes {}
        batches {}
        reads {
            get_totals: GetTotalsRequest => GetTotalsResponse = |ledger, ask| ledger.read(ask, reads::totals),
            get_trial_balance: GetTrialBalanceRequest => GetTrialBalanceResponse = |ledger, ask| ledger.read(ask, reads::trial_balance),
        }
    }
}
