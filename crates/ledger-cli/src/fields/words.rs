//! The words for what the core only numbers. They are part of what scripts may rely on.

use ledger_core::event::{
    AccountKind, AreaLevel, BeneficiaryKind, CampaignKind, Channel, ClassKind, Clock, DonorKind, OfficeKind, Reason,
    ReturnReason, Source, ValuationBasis,
};
use ledger_core::role::Role;
use ledger_wire::words::{self, Language};

pub(crate) const fn clock(clock: Clock) -> &'static str {
    match clock {
        Clock::System => "system",
        Clock::Scripted => "scripted",
    }
}

pub(crate) const fn level(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::Country => "country",
        AreaLevel::Province => "province",
        AreaLevel::County => "county",
        AreaLevel::Neighbourhood => "neighbourhood",
    }
}

pub(crate) const fn office(kind: OfficeKind) -> &'static str {
    match kind {
        OfficeKind::Welfare => "welfare office",
        OfficeKind::Assembly => "assembly",
        OfficeKind::Partner => "partner",
    }
}

pub(crate) const fn role(role: Role) -> &'static str {
    words::role(role, Language::English)
}

pub(crate) const fn donor(kind: DonorKind) -> &'static str {
    match kind {
        DonorKind::Person => "person",
        DonorKind::Organisation => "organisation",
        DonorKind::StateCredit => "state credit",
    }
}

pub(crate) const fn beneficiary(kind: BeneficiaryKind) -> &'static str {
    match kind {
        BeneficiaryKind::Person => "person",
        BeneficiaryKind::Couple => "couple",
        BeneficiaryKind::Household => "household",
    }
}

pub(crate) const fn source(source: Source) -> &'static str {
    words::source(source, Language::English)
}

pub(crate) const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Portal => "portal",
        Channel::Card => "card",
        Channel::Transfer => "transfer",
        Channel::Box => "box",
        Channel::CashDesk => "cash desk",
    }
}

pub(crate) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Mistake => "mistake",
        Reason::Duplicate => "duplicate",
        Reason::PaymentFailed => "payment failed",
        Reason::Withdrawn => "withdrawn",
        Reason::NotEntitled => "not entitled",
        Reason::DonorWithdrew => "donor withdrew",
    }
}

pub(crate) const fn bank_return(reason: ReturnReason) -> &'static str {
    match reason {
        ReturnReason::WrongAccount => "wrong account (AC01)",
        ReturnReason::AccountClosed => "account closed (AC04)",
        ReturnReason::AccountBlocked => "account blocked (AC06)",
        ReturnReason::Other => "other",
    }
}

pub(crate) const fn class(kind: ClassKind) -> &'static str {
    match kind {
        ClassKind::Beneficiary => "beneficiary class",
        ClassKind::Intent => "intent class",
    }
}

pub(crate) const fn account(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Bank => "bank",
        AccountKind::Treasury => "treasury",
        AccountKind::Gateway => "gateway",
        AccountKind::CashDesk => "cash desk",
        AccountKind::Box => "box",
        AccountKind::Store => "store",
    }
}

pub(crate) const fn campaign(kind: CampaignKind) -> &'static str {
    match kind {
        CampaignKind::Ordinary => "ordinary",
        CampaignKind::Emergency => "emergency",
    }
}

pub(crate) const fn basis(basis: ValuationBasis) -> &'static str {
    match basis {
        ValuationBasis::Market => "market",
        ValuationBasis::Appraised => "appraised",
        ValuationBasis::DonorDeclared => "declared by the donor",
        ValuationBasis::Nil => "nil",
    }
}
