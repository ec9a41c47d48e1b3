//! Grants, from the application to the payment.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::grant_service_server::GrantService;
use ledger_wire::reads::grants as reads;

service! {
    GrantService {
        writes {
            apply_for_grant: ApplyForGrantRequest => ApplyForGrantResponse,
            decide_grant: DecideGrantRequest => DecideGrantResponse,
            secure_credit: SecureCreditRequest => SecureCreditResponse,
            award_grant: AwardGrantRequest => AwardGrantResponse,
            verify_grant: VerifyGrantRequest => VerifyGrantResponse,
            order_payment: OrderPaymentRequest => OrderPaymentResponse,
            settle_payment: SettlePaymentRequest => SettlePaymentResponse,
            return_payment: ReturnPaymentRequest => ReturnPaymentResponse,
            cancel_grant: CancelGrantRequest => CancelGrantResponse,
        }
        batches {
            batch_act_on_grants: BatchActOnGrantsRequest => BatchActOnGrantsResponse,
        }
        reads {
            get_grant: GetGrantRequest => GetGrantResponse = |ledger, ask| ledger.read(ask, reads::grant),
            list_grants: ListGrantsRequest => ListGrantsResponse = |ledger, ask| ledger.read(ask, reads::grants),
        }
    }
}
