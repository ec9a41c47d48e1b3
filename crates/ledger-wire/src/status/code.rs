//! Which gRPC code a rejection has: one table, every code named, so that a new one has to be decided on.

use ledger_core::rejection::Rejection;
use tonic::Code;

/// The gRPC code of a rejection.
pub(super) const fn of(rejection: &Rejection) -> Code {
    match rejection {
        Rejection::UnknownArea { .. }
        | Rejection::UnknownOffice { .. }
        | Rejection::UnknownProgramme { .. }
        | Rejection::UnknownAccount { .. }
        | Rejection::UnknownDonor { .. }
        | Rejection::UnknownBeneficiary { .. }
        | Rejection::UnknownFund { .. }
        | Rejection::UnknownSeries { .. }
        | Rejection::UnknownLine { .. }
        | Rejection::UnknownAllotment { .. }
        | Rejection::UnknownGrant { .. }
        | Rejection::UnknownReceipt { .. }
        | Rejection::UnknownRegistration { .. }
        | Rejection::UnknownCampaign { .. }
        | Rejection::UnknownClass { .. }
        | Rejection::UnknownPledge { .. }
        | Rejection::UnknownPayee { .. }
        | Rejection::UnknownList { .. }
        | Rejection::UnknownItem { .. }
        | Rejection::UnknownKitDesign { .. }
        | Rejection::UnknownLot { .. }
        | Rejection::UnknownKit { .. }
        | Rejection::UnknownEarmark { .. } => Code::NotFound,
        Rejection::PrincipalNotActive { .. }
        | Rejection::RoleMissing { .. }
        | Rejection::OutOfScope { .. }
        | Rejection::SystemMayNotApprove { .. }
        | Rejection::SelfApproval { .. }
        | Rejection::LevelTooLow { .. } => Code::PermissionDenied,
        Rejection::RequestIdReused { .. } => Code::AlreadyExists,
        Rejection::NotConfirmed { .. }
        | Rejection::AlreadyConfirmed { .. }
        | Rejection::CodeTaken { .. }
        | Rejection::WrongParent { .. }
        | Rejection::IdentityTaken { .. }
        | Rejection::ChangedSince { .. }
        | Rejection::RolesMayNotMeet { .. }
        | Rejection::NothingAsked { .. }
        | Rejection::ExceedsAvailable { .. }
        | Rejection::AmountTooLarge { .. }
        | Rejection::PaymentAlreadyRecorded { .. }
        | Rejection::ReceiptNumberGap { .. }
        | Rejection::PaymentMismatch { .. }
        | Rejection::BookingDateImpossible { .. }
        | Rejection::AlreadyOpen { .. }
        | Rejection::SourceMismatch { .. }
        | Rejection::NumbersNotThere { .. }
        | Rejection::NumbersBeyondSeries { .. }
        | Rejection::NumbersNotNext { .. }
        | Rejection::RangesUnsound { .. }
        | Rejection::NotSettled { .. }
        | Rejection::RestrictionForbids { .. }
        | Rejection::NotHeldByParent { .. }
        | Rejection::TooManyRanges { .. }
        | Rejection::WrongCustody { .. }
        | Rejection::AmountMismatch { .. }
        | Rejection::StageOutOfOrder { .. }
        | Rejection::ExceedsCap { .. }
        | Rejection::NoRuleInForce { .. }
        | Rejection::OtherRuleInForce { .. }
        | Rejection::BenefitAlreadyGranted { .. }
        | Rejection::NoBenefitKey { .. }
        | Rejection::BeneficiaryNotVerified { .. }
        | Rejection::WrongLine { .. }
        | Rejection::BeneficiaryEmpty { .. }
        | Rejection::ReceiptInUse { .. }
        | Rejection::ExceedsReceipt { .. }
        | Rejection::NotOfReceipt { .. }
        | Rejection::StartsBeforeItself { .. }
        | Rejection::ClockNotScripted { .. }
        | Rejection::ClockBackwards { .. }
        | Rejection::WrongRuleset { .. }
        | Rejection::IndexNotDense { .. }
        | Rejection::TimeRunsBack { .. }
        | Rejection::ActBroken { .. }
        | Rejection::NotTheOpening { .. }
        | Rejection::ActTooLarge { .. }
        | Rejection::NotTried { .. }
        | Rejection::PostingsUnbalanced { .. }
        | Rejection::FundsUnbalanced { .. }
        | Rejection::CampaignNotOpen { .. }
        | Rejection::WiderThanCampaign { .. }
        | Rejection::DatesReversed { .. }
        | Rejection::WrongClass { .. }
        | Rejection::ClassNotServed { .. }
        | Rejection::EarmarkForbids { .. }
        | Rejection::PledgeNotReceived { .. }
        | Rejection::PledgeClosed { .. }
        | Rejection::ExceedsPledge { .. }
        | Rejection::InstalmentsUnsound { .. }
        | Rejection::PledgePartWrong { .. }
        | Rejection::PledgeOfOtherFund { .. }
        | Rejection::PolicyUnsound { .. }
        | Rejection::ApprovalsMissing { .. }
        | Rejection::NothingToApprove { .. }
        | Rejection::PayeeMissing { .. }
        | Rejection::PayeeChanged { .. }
        | Rejection::PayeeCoolingOff { .. }
        | Rejection::AccountMismatch { .. }
        | Rejection::ListCountMismatch { .. }
        | Rejection::ListTotalMismatch { .. }
        | Rejection::ListAlreadySubmitted { .. }
        | Rejection::ListTooLong { .. }
        | Rejection::LineOutOfOrder { .. }
        | Rejection::NoSuchLine { .. }
        | Rejection::LineOfList { .. }
        | Rejection::NotOfList { .. }
        | Rejection::ListStageOutOfOrder { .. }
        | Rejection::NothingToDo { .. }
        | Rejection::ResultsAlreadyImported { .. }
        | Rejection::NotReported { .. }
        | Rejection::WrongAccountKind { .. }
        | Rejection::ValueMismatch { .. }
        | Rejection::LotNotAppraised { .. }
        | Rejection::BillMismatch { .. }
        | Rejection::RestrictionsDisjoint { .. }
        | Rejection::KitNotFree { .. }
        | Rejection::WrongKit { .. }
        | Rejection::WrongPath { .. }
        | Rejection::BillUnsound { .. }
        | Rejection::NotCatalogueValue { .. } => Code::FailedPrecondition,
    }
}
