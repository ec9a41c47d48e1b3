//! Every request that writes, as the same few parts: one list of all of them.

use super::fields::Fields;
use super::tokens::TokenKeys;
use crate::proto::ledger::v1 as proto;
use crate::refusal::Refusal;
use crate::reply::Reply;
use ledger_core::command::{Command, Mode};
use ledger_core::ids::BookId;

/// A request that writes.
pub trait Ask {
    /// What it asks for.
    type Item: Item;

    /// The name of its method. It is part of the fingerprint and never changes.
    const METHOD: &'static str;

    /// What it is answered with.
    type Response;

    /// Its parts.
    fn into_parts(self) -> Parts<Self::Item>;

    /// The answer, from what became of its items.
    ///
    /// # Errors
    /// The refusal, if it was refused; never for a batch of mode [`Mode::Each`], but for a reused request id.
    fn respond(reply: &Reply, mode: Mode, book: &BookId) -> Result<Self::Response, Refusal>;
}

/// What all requests that write have.
#[derive(Debug)]
pub struct Parts<I> {
    /// The client's id of the request, as it came.
    pub request_id: String,
    /// Whether only to say what would happen.
    pub validate_only: bool,
    /// One item, or many.
    pub shape: Shape,
    /// The items.
    pub items: Vec<I>,
}

/// One item, or many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One, in this field.
    Single {
        /// The name of the field.
        field: &'static str,
    },
    /// Many, in `items`.
    Batch {
        /// The mode as it came.
        mode: i32,
    },
}

/// A message that asks for one thing.
pub trait Item: prost::Message {
    /// The command that it is; or nothing, and what is wrong is noted.
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command>;

    /// Puts tokens and commitments in the place of what names a person, now that it was read as this command. Most
    /// messages have none.
    fn hide(&mut self, tokens: &TokenKeys, command: &Command) {
        let _ = (tokens, command);
    }
}

macro_rules! singles {
    ($($request:ident $response:ident $method:literal { $field:ident: $item:ident })*) => {$(
        impl Ask for proto::$request {
            type Item = proto::$item;
            type Response = proto::$response;
            const METHOD: &'static str = $method;

            fn into_parts(self) -> Parts<proto::$item> {
                let Self { request_id, validate_only, $field } = self;
                let shape = Shape::Single { field: stringify!($field) };
                Parts { request_id, validate_only, shape, items: $field.into_iter().collect() }
            }

            fn respond(reply: &Reply, _: Mode, book: &BookId) -> Result<proto::$response, Refusal> {
                reply.single(book).map(|recorded| proto::$response { recorded: Some(recorded) })
            }
        }
    )*};
}

macro_rules! batches {
    ($($request:ident $response:ident $method:literal { $item:ident })*) => {$(
        impl Ask for proto::$request {
            type Item = proto::$item;
            type Response = proto::$response;
            const METHOD: &'static str = $method;

            fn into_parts(self) -> Parts<proto::$item> {
                let Self { request_id, validate_only, mode, items } = self;
                Parts { request_id, validate_only, shape: Shape::Batch { mode }, items }
            }

            fn respond(reply: &Reply, mode: Mode, _: &BookId) -> Result<proto::$response, Refusal> {
                reply.batch(mode).map(|recorded| proto::$response { recorded: Some(recorded) })
            }
        }
    )*};
}

singles! {
    RegisterAreaRequest RegisterAreaResponse "RegisterArea" { area: RegisterArea }
    RegisterOfficeRequest RegisterOfficeResponse "RegisterOffice" { office: RegisterOffice }
    AdmitPrincipalRequest AdmitPrincipalResponse "AdmitPrincipal" { principal: AdmitPrincipal }
    RegisterProgrammeRequest RegisterProgrammeResponse "RegisterProgramme" { programme: RegisterProgramme }
    SetProgrammeRuleRequest SetProgrammeRuleResponse "SetProgrammeRule" { programme_rule: SetProgrammeRule }
    OpenAccountRequest OpenAccountResponse "OpenAccount" { account: OpenAccount }
    RegisterCampaignRequest RegisterCampaignResponse "RegisterCampaign" { campaign: RegisterCampaign }
    CloseCampaignRequest CloseCampaignResponse "CloseCampaign" { closing: CloseCampaign }
    RegisterClassRequest RegisterClassResponse "RegisterClass" { class: RegisterClass }
    SetApprovalPolicyRequest SetApprovalPolicyResponse "SetApprovalPolicy" { policy: SetApprovalPolicy }
    RegisterItemRequest RegisterItemResponse "RegisterItem" { item: RegisterItem }
    DesignKitRequest DesignKitResponse "DesignKit" { kit_design: DesignKit }
    ConfirmRequest ConfirmResponse "Confirm" { confirmation: Confirm }
    RegisterDonorRequest RegisterDonorResponse "RegisterDonor" { donor: RegisterDonor }
    EnrolBeneficiaryRequest EnrolBeneficiaryResponse "EnrolBeneficiary" { beneficiary: EnrolBeneficiary }
    VerifyBeneficiaryRequest VerifyBeneficiaryResponse "VerifyBeneficiary" { verification: VerifyBeneficiary }
    ProposePayeeRequest ProposePayeeResponse "ProposePayee" { payee: ProposePayee }
    ConfirmPayeeRequest ConfirmPayeeResponse "ConfirmPayee" { confirmation: ConfirmPayee }
    RecordPledgeRequest RecordPledgeResponse "RecordPledge" { pledge: RecordPledge }
    AmendPledgeRequest AmendPledgeResponse "AmendPledge" { amendment: AmendPledge }
    CancelPledgeRequest CancelPledgeResponse "CancelPledge" { cancellation: CancelPledge }
    WriteOffPledgeRequest WriteOffPledgeResponse "WriteOffPledge" { write_off: WriteOffPledge }
    RecordReceiptRequest RecordReceiptResponse "RecordReceipt" { receipt: RecordReceipt }
    ReverseReceiptRequest ReverseReceiptResponse "ReverseReceipt" { reversal: ReverseReceipt }
    ReissueReceiptRequest ReissueReceiptResponse "ReissueReceipt" { copy: ReissueReceipt }
    RecordLotRequest RecordLotResponse "RecordLot" { lot: RecordLot }
    AppraiseLotRequest AppraiseLotResponse "AppraiseLot" { appraisal: AppraiseLot }
    AssembleKitRequest AssembleKitResponse "AssembleKit" { kit: AssembleKit }
    DissolveKitRequest DissolveKitResponse "DissolveKit" { dissolution: DissolveKit }
    AllotRequest AllotResponse "Allot" { allotment: Allot }
    NotifyAllotmentRequest NotifyAllotmentResponse "NotifyAllotment" { notification: NotifyAllotment }
    RecallAllotmentRequest RecallAllotmentResponse "RecallAllotment" { recall: RecallAllotment }
    PlaceEarmarkRequest PlaceEarmarkResponse "PlaceEarmark" { earmark: PlaceEarmark }
    LiftEarmarkRequest LiftEarmarkResponse "LiftEarmark" { lifting: LiftEarmark }
    ApplyForGrantRequest ApplyForGrantResponse "ApplyForGrant" { application: ApplyForGrant }
    DecideGrantRequest DecideGrantResponse "DecideGrant" { decision: DecideGrant }
    SecureCreditRequest SecureCreditResponse "SecureCredit" { credit: SecureCredit }
    AwardGrantRequest AwardGrantResponse "AwardGrant" { award: AwardGrant }
    VerifyGrantRequest VerifyGrantResponse "VerifyGrant" { verification: VerifyGrant }
    OrderPaymentRequest OrderPaymentResponse "OrderPayment" { order: OrderPayment }
    SettlePaymentRequest SettlePaymentResponse "SettlePayment" { settlement: SettlePayment }
    ReturnPaymentRequest ReturnPaymentResponse "ReturnPayment" { payment_return: ReturnPayment }
    CancelGrantRequest CancelGrantResponse "CancelGrant" { cancellation: CancelGrant }
    GiveApprovalRequest GiveApprovalResponse "GiveApproval" { approval: GiveApproval }
    RenewPayeeRequest RenewPayeeResponse "RenewPayee" { renewal: RenewPayee }
    ReserveKitRequest ReserveKitResponse "ReserveKit" { reservation: ReserveKit }
    HandOverRequest HandOverResponse "HandOver" { hand_over: HandOver }
    AdvanceClockRequest AdvanceClockResponse "AdvanceClock" { clock: AdvanceClock }
}

batches! {
    BatchRegisterRequest BatchRegisterResponse "BatchRegister" { RegistryItem }
    BatchPledgesRequest BatchPledgesResponse "BatchPledges" { PledgeItem }
    BatchGoodsRequest BatchGoodsResponse "BatchGoods" { GoodsItem }
    BatchRecordReceiptsRequest BatchRecordReceiptsResponse "BatchRecordReceipts" { RecordReceipt }
    BatchAllotRequest BatchAllotResponse "BatchAllot" { AllotmentItem }
    BatchActOnGrantsRequest BatchActOnGrantsResponse "BatchActOnGrants" { GrantItem }
}
