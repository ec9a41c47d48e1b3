//! What an event says, field by field: for a table, and as JSON. The names are those of the stored record.
//!
//! Every field of every event is here, so that nothing that an entry says stays unseen.

mod book;
mod campaigns;
mod goods;
mod grants;
mod lists;
mod money;
mod people;
mod pledges;
mod policies;
mod refused;
mod register;
mod value;
pub(crate) mod words;

use crate::show::{Look, Table};
use ledger_core::event::Event;
use serde::{Serialize, Serializer};
use std::io::{self, Write};
pub(crate) use value::Value;

/// The fields of an event, in the record's order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// The fields of `event`.
    pub(crate) fn of(event: &Event) -> Self {
        Self(match event {
            Event::BookOpened(e) => book::opened(e),
            Event::RulesetAdopted(e) => book::ruleset(*e),
            Event::ClockAdvanced(e) => book::clock(*e),
            Event::AreaRegistered(e) => register::area(e),
            Event::OfficeRegistered(e) => register::office(e),
            Event::PrincipalAdmitted(e) => register::principal(e),
            Event::ProgrammeRegistered(e) => register::programme(e),
            Event::ProgrammeRuleSet(e) => register::rule(e),
            Event::AccountOpened(e) => register::account(e),
            Event::RegistrationConfirmed(e) => register::confirmation(*e),
            Event::DonorRegistered(e) => people::donor(*e),
            Event::BeneficiaryEnrolled(e) => people::enrolment(e),
            Event::BeneficiaryVerified(e) => people::verification(*e),
            Event::FundOpened(e) => money::fund(*e),
            Event::SeriesOpened(e) => money::series(*e),
            Event::ReceiptRecorded(e) => money::receipt(e),
            Event::ReceiptReversed(e) => money::reversal(e),
            Event::LineOpened(e) => money::line(*e),
            Event::Allotted(e) => money::allotment(e),
            Event::AllotmentNotified(e) => money::notification(e),
            Event::GrantApplied(e) => grants::application(*e),
            Event::GrantDecided(e) => grants::decision(*e),
            Event::CreditSecured(e) => grants::credit(e),
            Event::GrantAwarded(e) => grants::award(*e),
            Event::GrantVerified(e) => grants::verification(*e),
            Event::PaymentOrdered(e) => grants::order(e),
            Event::PaymentSettled(e) => grants::settlement(e),
            Event::PaymentReturned(e) => grants::bank_return(e),
            Event::GrantCancelled(e) => grants::cancellation(e),
            Event::CampaignRegistered(e) => campaigns::campaign(e),
            Event::CampaignClosed(e) => campaigns::closing(*e),
            Event::ClassRegistered(e) => register::class(e),
            Event::ApprovalPolicySet(e) => policies::policy(e),
            Event::ApprovalGiven(e) => policies::approval(*e),
            Event::PledgeRecorded(e) => pledges::pledge(e),
            Event::PledgeAmended(e) => pledges::amendment(e),
            Event::PledgeCancelled(e) => pledges::cancellation(*e),
            Event::PledgeWrittenOff(e) => pledges::write_off(*e),
            Event::ReceiptReissued(e) => money::copy(*e),
            Event::AllotmentRecalled(e) => money::recall(e),
            Event::EarmarkPlaced(e) => money::earmark(e),
            Event::EarmarkLifted(e) => money::earmark_lifting(e),
            Event::PayeeProposed(e) => people::payee(*e),
            Event::PayeeConfirmed(e) => people::payee_confirmation(*e),
            Event::PayeeRenewed(e) => grants::renewal(*e),
            Event::ListSubmitted(e) => lists::submission(*e),
            Event::ListApproved(e) => lists::approval(*e),
            Event::ListReleased(e) => lists::release(*e),
            Event::ResultsImported(e) => lists::results(*e),
            Event::ItemRegistered(e) => goods::item(e),
            Event::KitDesigned(e) => goods::design(e),
            Event::LotReceived(e) => goods::lot(e),
            Event::LotAppraised(e) => goods::appraisal(*e),
            Event::KitAssembled(e) => goods::kit(e),
            Event::KitDissolved(e) => goods::dissolution(e),
            Event::KitReserved(e) => goods::reservation(*e),
            Event::GoodsHandedOver(e) => goods::hand_over(e),
            Event::Refused(e) => refused::refused(e),
        })
    }

    /// Writes them as a table; a field of several values has a row for each.
    pub(crate) fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new(&["field", "value"], &[]);
        self.rows("", look, &mut table);
        table.write(look, out)
    }

    fn rows(&self, within: &str, look: &Look, table: &mut Table) {
        self.0.iter().for_each(|(name, value)| row(&format!("{within}{name}"), value, look, table));
    }
}

fn row(name: &str, value: &Value, look: &Look, table: &mut Table) {
    match value {
        Value::Group(fields) => fields.rows(&format!("{name}."), look, table),
        Value::List(values) => {
            values.iter().enumerate().for_each(|(place, value)| row(&format!("{name}.{place}"), value, look, table));
        }
        Value::Nothing
        | Value::Number(_)
        | Value::Signed(_)
        | Value::Amount(_)
        | Value::Count(_)
        | Value::Flag(_)
        | Value::Text(_)
        | Value::Day(_)
        | Value::Time(_)
        | Value::Ranges(_)
        | Value::Units(_)
        | Value::Words(_) => value.shown(look).iter().for_each(|text| table.row([name, text])),
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
