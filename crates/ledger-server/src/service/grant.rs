//! Grants, from the application to the payment or delivery, alone and in lists.

use super::ledger::Ledger;
use super::service;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::proto::ledger::v1::grant_service_server::GrantService;
use ledger_wire::reads::{grants as reads, lists};

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
            give_approval: GiveApprovalRequest => GiveApprovalResponse,
            renew_payee: RenewPayeeRequest => RenewPayeeResponse,
            reserve_kit: ReserveKitRequest => ReserveKitResponse,
            hand_over: HandOverRequest => HandOverResponse,
        }
        batches {
            batch_act_on_grants: BatchActOnGrantsRequest => BatchActOnGrantsResponse,
        }
        steps {
            submit_list: SubmitListRequest => SubmitListResponse,
            approve_list: ApproveListRequest => ApproveListResponse,
            release_list: ReleaseListRequest => ReleaseListResponse,
            import_results: ImportResultsRequest => ImportResultsResponse,
        }
        reads {
            get_grant: GetGrantRequest => GetGrantResponse = |ledger, ask| ledger.read(ask, reads::grant),
            list_grants: ListGrantsRequest => ListGrantsResponse = |ledger, ask| ledger.read(ask, reads::grants),
            get_list: GetListRequest => GetListResponse = |ledger, ask| ledger.read(ask, lists::list),
            list_lists: ListListsRequest => ListListsResponse = |ledger, ask| ledger.read(ask, lists::lists),
            list_lines_of_list: ListLinesOfListRequest => ListLinesOfListResponse = |ledger, ask| ledger.read(ask, lists::lines_of_list),
        }
        opens {
            get_payment_file: GetPaymentFileRequest => GetPaymentFileResponse = Ledger::payment_file,
        }
    }
}
