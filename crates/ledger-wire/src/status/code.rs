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
        | Rejection::UnknownRegistration { .. } => Code::NotFound,
        Rejection::PrincipalNotActive { .. }
        | Rejection::RoleMissing { .. }
        | Rejection::OutOfScope { .. }
        | Rejection::SystemMayNotApprove { .. }
        | Rejection::SelfApproval { .. } => Code::PermissionDenied,
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
        | Rejection::FundsUnbalanced { .. } => Code::FailedPrecondition,
    }
}
