//! The steps of a grant, each by its own method, and as items of a batch.

use crate::caller::Caller;
use crate::office::{Office, Post};
use crate::words::{person, rials};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_item::Command;
use ledger_wire::proto::record::v1::{BeneficiaryKind, Reason, ReturnReason};
use tonic::{Response, Status};

/// A step of a grant after its application.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The need is determined.
    Decide,
    /// Credit is secured.
    Secure,
    /// It is awarded.
    Award,
    /// The liability is verified.
    Verify,
    /// The payment is ordered.
    Order,
    /// The bank paid.
    Settle,
    /// The bank sent the payment back.
    Return,
    /// It is cancelled.
    Cancel,
}

/// The steps from the application to the payment.
pub const TO_PAYMENT: [Step; 6] = [Step::Decide, Step::Secure, Step::Award, Step::Verify, Step::Order, Step::Settle];

/// A grant as somebody saw it last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The grant.
    pub grant: u64,
    /// The entry that last changed it.
    pub last_change: u64,
}

impl Seen {
    /// A grant that was just applied for.
    #[must_use]
    pub const fn new(grant: u64) -> Self {
        Self { grant, last_change: grant }
    }

    /// The same after another change.
    #[must_use]
    pub const fn after(self, last_change: u64) -> Self {
        Self { last_change, ..self }
    }
}

impl Office {
    /// Who takes a step.
    #[must_use]
    pub const fn hand(&self, step: Step) -> &Post {
        match step {
            Step::Decide | Step::Verify => &self.case_officer,
            Step::Secure => &self.budget_officer,
            Step::Award | Step::Cancel => &self.approver,
            Step::Order => &self.releaser,
            Step::Settle | Step::Return => &self.treasurer,
        }
    }
}

/// The step as an item of a batch.
#[must_use]
pub fn item(step: Step, Seen { grant, last_change }: Seen, account: u64) -> api::GrantItem {
    let command = match step {
        Step::Decide => Command::Decision(api::DecideGrant { grant, last_change }),
        Step::Secure => Command::Credit(api::SecureCredit { grant, last_change, account }),
        Step::Award => Command::Award(api::AwardGrant { grant, last_change }),
        Step::Verify => Command::Verification(api::VerifyGrant { grant, last_change }),
        Step::Order => Command::Order(api::OrderPayment { grant, last_change }),
        Step::Settle => Command::Settlement(api::SettlePayment { grant, last_change }),
        Step::Return => Command::PaymentReturn(api::ReturnPayment {
            grant,
            last_change,
            reason: ReturnReason::AccountClosed.into(),
        }),
        Step::Cancel => {
            Command::Cancellation(api::CancelGrant { grant, last_change, reason: Reason::Withdrawn.into() })
        }
    };
    api::GrantItem { command: Some(command) }
}

/// Takes a step by its own method.
///
/// # Errors
/// What the server says.
pub async fn take(caller: &Caller, request_id: &str, asked: api::GrantItem) -> Result<Response<api::Recorded>, Status> {
    let (mut grants, request_id, validate_only) = (caller.grants(), request_id.to_owned(), false);
    macro_rules! call {
        ($method:ident $request:ident { $field:ident: $value:expr }) => {{
            let ask = api::$request { request_id, validate_only, $field: Some($value) };
            grants.$method(ask).await.map(|answer| answer.map(|answer| answer.recorded.expect("always set")))
        }};
    }
    match asked.command.expect("something is asked") {
        Command::Application(it) => call!(apply_for_grant ApplyForGrantRequest { application: it }),
        Command::Decision(it) => call!(decide_grant DecideGrantRequest { decision: it }),
        Command::Credit(it) => call!(secure_credit SecureCreditRequest { credit: it }),
        Command::Award(it) => call!(award_grant AwardGrantRequest { award: it }),
        Command::Verification(it) => call!(verify_grant VerifyGrantRequest { verification: it }),
        Command::Order(it) => call!(order_payment OrderPaymentRequest { order: it }),
        Command::Settlement(it) => call!(settle_payment SettlePaymentRequest { settlement: it }),
        Command::PaymentReturn(it) => call!(return_payment ReturnPaymentRequest { payment_return: it }),
        Command::Cancellation(it) => call!(cancel_grant CancelGrantRequest { cancellation: it }),
        Command::Approval(it) => call!(give_approval GiveApprovalRequest { approval: it }),
        Command::PayeeRenewal(it) => call!(renew_payee RenewPayeeRequest { renewal: it }),
        Command::KitReservation(it) => call!(reserve_kit ReserveKitRequest { reservation: it }),
        Command::HandOver(it) => call!(hand_over HandOverRequest { hand_over: it }),
    }
}

/// An application for a dowry at the national office.
#[must_use]
pub fn application(office: &Office, beneficiary: u64, amount: i64) -> api::GrantItem {
    let command = Command::Application(api::ApplyForGrant {
        programme: office.dowry,
        office: office.national,
        beneficiary,
        amount: rials(amount),
        payee: 0,
        kit_design: 0,
    });
    api::GrantItem { command: Some(command) }
}

/// The enrolment of a synthetic person for dowries, at an office.
#[must_use]
pub fn enrolment(office: u64, serial: u32, reference: [u8; 16]) -> api::EnrolBeneficiary {
    api::EnrolBeneficiary {
        kind: BeneficiaryKind::Person.into(),
        office,
        reference: reference.to_vec(),
        identities: vec![person(serial)],
        benefit_groups: vec!["dowry".to_owned()],
        class: 0,
    }
}
