//! The events of the record and of the core, side by side: one list, read both ways.

use super::error::{BadField, FieldFault, RecordError};
use crate::proto::record::v1::entry::Event as Stored;
use ledger_core::event::Event;

macro_rules! events {
    ($($name:ident $field:literal)*) => {
        /// The message that is stored for an event.
        pub(super) fn to_message(event: &Event) -> Stored {
            match event { $(Event::$name(event) => Stored::$name(event.into())),* }
        }

        /// The event that a stored message says.
        pub(super) fn from_message(stored: Option<Stored>) -> Result<Event, RecordError> {
            match stored {
                $(Some(Stored::$name(message)) => {
                    message.try_into().map(Event::$name).map_err(|bad: BadField| bad.within($field))
                })*
                None => Err(BadField::new("event", FieldFault::Missing).within("entry")),
            }
        }

        /// The name of the event in the protocol, as errors and documents use it.
        #[must_use]
        pub const fn event_name(event: &Event) -> &'static str {
            match event { $(Event::$name(_) => $field),* }
        }
    };
}

events! {
    BookOpened "book_opened"
    RulesetAdopted "ruleset_adopted"
    ClockAdvanced "clock_advanced"
    AreaRegistered "area_registered"
    OfficeRegistered "office_registered"
    PrincipalAdmitted "principal_admitted"
    ProgrammeRegistered "programme_registered"
    ProgrammeRuleSet "programme_rule_set"
    AccountOpened "account_opened"
    RegistrationConfirmed "registration_confirmed"
    DonorRegistered "donor_registered"
    BeneficiaryEnrolled "beneficiary_enrolled"
    BeneficiaryVerified "beneficiary_verified"
    FundOpened "fund_opened"
    SeriesOpened "series_opened"
    ReceiptRecorded "receipt_recorded"
    ReceiptReversed "receipt_reversed"
    LineOpened "line_opened"
    Allotted "allotted"
    AllotmentNotified "allotment_notified"
    GrantApplied "grant_applied"
    GrantDecided "grant_decided"
    CreditSecured "credit_secured"
    GrantAwarded "grant_awarded"
    GrantVerified "grant_verified"
    PaymentOrdered "payment_ordered"
    PaymentSettled "payment_settled"
    PaymentReturned "payment_returned"
    GrantCancelled "grant_cancelled"
    Refused "refused"
    CampaignRegistered "campaign_registered"
    CampaignClosed "campaign_closed"
    ClassRegistered "class_registered"
    ApprovalPolicySet "approval_policy_set"
    ApprovalGiven "approval_given"
    PledgeRecorded "pledge_recorded"
    PledgeAmended "pledge_amended"
    PledgeCancelled "pledge_cancelled"
    PledgeWrittenOff "pledge_written_off"
    ReceiptReissued "receipt_reissued"
    AllotmentRecalled "allotment_recalled"
    EarmarkPlaced "earmark_placed"
    EarmarkLifted "earmark_lifted"
    PayeeProposed "payee_proposed"
    PayeeConfirmed "payee_confirmed"
    PayeeRenewed "payee_renewed"
    ListSubmitted "list_submitted"
    ListApproved "list_approved"
    ListReleased "list_released"
    ResultsImported "results_imported"
    ItemRegistered "item_registered"
    KitDesigned "kit_designed"
    LotReceived "lot_received"
    LotAppraised "lot_appraised"
    KitAssembled "kit_assembled"
    KitDissolved "kit_dissolved"
    KitReserved "kit_reserved"
    GoodsHandedOver "goods_handed_over"
}
