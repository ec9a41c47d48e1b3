//! Every request that writes, as the same few parts: one list of all of them.

use super::fields::Fields;
use super::tokens::TokenKeys;
use crate::proto::ledger::v1 as proto;
use ledger_core::command::Command;

/// A request that writes.
pub trait Ask {
    /// What it asks for.
    type Item: Item;

    /// The name of its method. It is part of the fingerprint and never changes.
    const METHOD: &'static str;

    /// Its parts.
    fn into_parts(self) -> Parts<Self::Item>;
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

    /// Puts tokens in the place of identities. Most messages have none.
    fn hide(&mut self, tokens: &TokenKeys) {
        let _ = tokens;
    }
}

macro_rules! singles {
    ($($request:ident $method:literal { $field:ident: $item:ident })*) => {$(
        impl Ask for proto::$request {
            type Item = proto::$item;
            const METHOD: &'static str = $method;

            fn into_parts(self) -> Parts<proto::$item> {
                let Self { request_id, validate_only, $field } = self;
                let shape = Shape::Single { field: stringify!($field) };
                Parts { request_id, validate_only, shape, items: $field.into_iter().collect() }
            }
        }
    )*};
}

macro_rules! batches {
    ($($request:ident $method:literal { $item:ident })*) => {$(
        impl Ask for proto::$request {
            type Item = proto::$item;
            const METHOD: &'static str = $method;

            fn into_parts(self) -> Parts<proto::$item> {
                let Self { request_id, validate_only, mode, items } = self;
                Parts { request_id, validate_only, shape: Shape::Batch { mode }, items }
            }
        }
    )*};
}

singles! {
    RegisterAreaRequest "RegisterArea" { area: RegisterArea }
    RegisterOfficeRequest "RegisterOffice" { office: RegisterOffice }
    AdmitPrincipalRequest "AdmitPrincipal" { principal: AdmitPrincipal }
    RegisterProgrammeRequest "RegisterProgramme" { programme: RegisterProgramme }
    SetProgrammeRuleRequest "SetProgrammeRule" { programme_rule: SetProgrammeRule }
    OpenAccountRequest "OpenAccount" { account: OpenAccount }
    ConfirmRequest "Confirm" { confirmation: Confirm }
    RegisterDonorRequest "RegisterDonor" { donor: RegisterDonor }
    EnrolBeneficiaryRequest "EnrolBeneficiary" { beneficiary: EnrolBeneficiary }
    VerifyBeneficiaryRequest "VerifyBeneficiary" { verification: VerifyBeneficiary }
    RecordReceiptRequest "RecordReceipt" { receipt: RecordReceipt }
    ReverseReceiptRequest "ReverseReceipt" { reversal: ReverseReceipt }
    AllotRequest "Allot" { allotment: Allot }
    NotifyAllotmentRequest "NotifyAllotment" { notification: NotifyAllotment }
    ApplyForGrantRequest "ApplyForGrant" { application: ApplyForGrant }
    DecideGrantRequest "DecideGrant" { decision: DecideGrant }
    SecureCreditRequest "SecureCredit" { credit: SecureCredit }
    AwardGrantRequest "AwardGrant" { award: AwardGrant }
    VerifyGrantRequest "VerifyGrant" { verification: VerifyGrant }
    OrderPaymentRequest "OrderPayment" { order: OrderPayment }
    SettlePaymentRequest "SettlePayment" { settlement: SettlePayment }
    ReturnPaymentRequest "ReturnPayment" { payment_return: ReturnPayment }
    CancelGrantRequest "CancelGrant" { cancellation: CancelGrant }
    AdvanceClockRequest "AdvanceClock" { clock: AdvanceClock }
}

batches! {
    BatchRegisterRequest "BatchRegister" { RegistryItem }
    BatchRecordReceiptsRequest "BatchRecordReceipts" { RecordReceipt }
    BatchAllotRequest "BatchAllot" { AllotmentItem }
    BatchActOnGrantsRequest "BatchActOnGrants" { GrantItem }
}
