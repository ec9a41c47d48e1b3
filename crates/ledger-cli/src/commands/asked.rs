//! What was typed, as the API has it: sources, reasons, purposes, papers, instalments.

use crate::args::{Basis, Evidence, Origin, Restricted, ReturnedFor, Why};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::typed;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1 as record;

/// Where money or goods come from.
pub(super) const fn source(origin: Origin) -> record::Source {
    match origin {
        Origin::PublicDonation => record::Source::PublicDonation,
        Origin::Company => record::Source::Company,
        Origin::Assembly => record::Source::Assembly,
        Origin::StateCredit => record::Source::StateCredit,
    }
}

/// Why something is taken back.
pub(super) const fn reason(why: Why) -> record::Reason {
    match why {
        Why::Mistake => record::Reason::Mistake,
        Why::Duplicate => record::Reason::Duplicate,
        Why::PaymentFailed => record::Reason::PaymentFailed,
        Why::Withdrawn => record::Reason::Withdrawn,
        Why::NotEntitled => record::Reason::NotEntitled,
        Why::DonorWithdrew => record::Reason::DonorWithdrew,
    }
}

/// Why a bank sent a payment back.
pub(super) const fn returned(why: ReturnedFor) -> record::ReturnReason {
    match why {
        ReturnedFor::WrongAccount => record::ReturnReason::WrongAccount,
        ReturnedFor::AccountClosed => record::ReturnReason::AccountClosed,
        ReturnedFor::AccountBlocked => record::ReturnReason::AccountBlocked,
        ReturnedFor::Other => record::ReturnReason::Other,
    }
}

/// What the value of goods rests on.
pub(super) const fn basis(basis: Basis) -> record::ValuationBasis {
    match basis {
        Basis::Market => record::ValuationBasis::Market,
        Basis::Appraised => record::ValuationBasis::Appraised,
        Basis::DonorDeclared => record::ValuationBasis::DonorDeclared,
        Basis::Nil => record::ValuationBasis::Nil,
    }
}

/// What a gift or a promise is for, if it is for something.
pub(super) fn restriction(asked: &Restricted) -> Result<Option<api::Restriction>, Failure> {
    let restriction = api::Restriction {
        programme: asked.programme.unwrap_or(0),
        area: asked.area.unwrap_or(0),
        class: asked.class.unwrap_or(0),
        intent: asked.intent.unwrap_or(0),
        spend_by: typed::date("spend-by", asked.spend_by.as_deref())?,
    };
    Ok((restriction != api::Restriction::default()).then_some(restriction))
}

/// The paper behind an act.
pub(super) fn evidence(asked: &Evidence) -> Result<api::Evidence, Failure> {
    let keep_until = typed::date("keep-until", Some(&asked.keep_until))?;
    let (sha256, custodian) = (asked.evidence.as_bytes().to_vec(), asked.custodian.clone());
    Ok(api::Evidence { sha256, custodian, keep_until })
}

/// How much is promised or given up: money with its unit, or a bare count of units of goods.
pub(super) enum HowMuch {
    /// Money.
    Money(api::Money),
    /// Units of goods.
    Units(u64),
}

/// Reads how much it is.
pub(super) fn how_much(option: &str, text: &str) -> Result<HowMuch, Failure> {
    match text.trim().parse() {
        Ok(units) => Ok(HowMuch::Units(units)),
        Err(_) => Ok(HowMuch::Money(typed::money(typed::amount(option, text)?)?)),
    }
}

/// Reads instalments, each `1404-10-01 = 40,000,000 IRR`.
pub(super) fn instalments(texts: &[String]) -> Result<Vec<api::Instalment>, Failure> {
    texts.iter().map(|text| instalment(text)).collect()
}

fn instalment(text: &str) -> Result<api::Instalment, Failure> {
    let advice = "--instalment: a day, an equals sign and how much: \"1404-10-01 = 40,000,000 IRR\"";
    let malformed = || Failure::new(Exit::Usage, "malformed", advice);
    let (day, much) = text.split_once('=').ok_or_else(malformed)?;
    let promised = match how_much("instalment", much)? {
        HowMuch::Money(money) => api::instalment::Promised::Amount(money),
        HowMuch::Units(units) => api::instalment::Promised::Units(units),
    };
    Ok(api::Instalment { due: typed::date("instalment", Some(day.trim()))?, promised: Some(promised) })
}
