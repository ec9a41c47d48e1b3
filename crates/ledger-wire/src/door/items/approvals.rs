//! What is asked about approvals: the policy, and one approval of several.

use super::registry::read_decision;
use crate::door::fields::optional;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{ApprovalBand, GiveApproval, SetApprovalPolicy};
use ledger_core::command::Command;
use ledger_core::event::{ApprovalBand as Band, ApprovalGiven, ApprovalPolicySet, MOST_BANDS};
use ledger_core::ids::{Index, ProgrammeId};
use ledger_core::money::Amount;

impl Item for SetApprovalPolicy {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { programme, window_days, bands, cooling_off_hours, decision, effective_from } = self;
        let window_days = fields.within("window_days", *window_days, 1..=400);
        let bands = read_bands(fields, bands);
        let cooling_off_hours = fields.within("cooling_off_hours", *cooling_off_hours, 0..=720);
        let decision = read_decision(fields, "decision", decision.as_ref());
        let effective_from = fields.day("effective_from", effective_from.as_ref());
        Some(Command::SetApprovalPolicy(ApprovalPolicySet {
            programme: optional(*programme, ProgrammeId),
            window_days: window_days?,
            bands: bands?,
            cooling_off_hours: cooling_off_hours?,
            decision: decision?,
            effective_from: effective_from?,
        }))
    }
}

fn read_bands(fields: &mut Fields<'_>, bands: &[ApprovalBand]) -> Option<Vec<Band>> {
    fields.counted("bands", bands.len(), MOST_BANDS)?;
    let mut read = Vec::with_capacity(bands.len());
    for (position, band) in bands.iter().enumerate() {
        read.extend(read_band(&mut fields.element("bands", position), band));
    }
    (read.len() == bands.len()).then_some(read)
}

/// A band without a largest amount has no end.
fn read_band(fields: &mut Fields<'_>, band: &ApprovalBand) -> Option<Band> {
    let ApprovalBand { up_to, approvals, level } = band;
    let up_to = fields.optional_amount("up_to", up_to.as_ref());
    let approvals = fields.within("approvals", *approvals, 1..=8);
    let level = fields.choice("level", *level);
    Some(Band { up_to: up_to?.unwrap_or(Amount::MAX), approvals: approvals?, level: level? })
}

impl Item for GiveApproval {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { object, last_change } = self;
        let object = fields.reference("object", *object, Index);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::GiveApproval(ApprovalGiven { object: object?, last_change: last_change? }))
    }
}
