//! What is asked of the register, but for persons.

use crate::door::fields::optional;
use crate::door::{Fields, Item, TokenKeys};
use crate::proto::ledger::v1::{
    Confirm, DecisionRef, OpenAccount, RegisterArea, RegisterClass, RegisterOffice, RegisterProgramme, RegistryItem,
    SetProgrammeRule, registry_item,
};
use ledger_core::command::Command;
use ledger_core::event::{
    AccountOpened, AreaRegistered, ClassRegistered, DecisionRef as Decision, OfficeRegistered, ProgrammeRegistered,
    ProgrammeRuleSet, RegistrationConfirmed,
};
use ledger_core::ids::{AreaId, ClassId, Index, OfficeId, ProgrammeId};

/// The most classes, and the most intents, of one programme.
const MOST_CLASSES: usize = 64;

impl Item for RegisterArea {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, level, parent, name, valid_from } = self;
        let code = fields.code("code", code);
        let level = fields.choice("level", *level);
        let name = fields.name("name", name);
        let valid_from = fields.day("valid_from", valid_from.as_ref());
        let parent = optional(*parent, AreaId);
        Some(Command::RegisterArea(AreaRegistered {
            code: code?,
            level: level?,
            parent,
            name: name?,
            valid_from: valid_from?,
        }))
    }
}

impl Item for RegisterOffice {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, kind, parent, area } = self;
        let code = fields.code("code", code);
        let kind = fields.choice("kind", *kind);
        let area = fields.reference("area", *area, AreaId);
        let parent = optional(*parent, OfficeId);
        Some(Command::RegisterOffice(OfficeRegistered { code: code?, kind: kind?, parent, area: area? }))
    }
}

impl Item for RegisterProgramme {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, name, classes, intents } = self;
        let code = fields.code("code", code);
        let name = fields.name("name", name);
        let classes = fields.references("classes", classes, MOST_CLASSES, ClassId);
        let intents = fields.references("intents", intents, MOST_CLASSES, ClassId);
        Some(Command::RegisterProgramme(ProgrammeRegistered {
            code: code?,
            name: name?,
            classes: classes?,
            intents: intents?,
        }))
    }
}

impl Item for RegisterClass {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, kind, name } = self;
        let code = fields.code("code", code);
        let kind = fields.choice("kind", *kind);
        let name = fields.name("name", name);
        Some(Command::RegisterClass(ClassRegistered { code: code?, kind: kind?, name: name? }))
    }
}

impl Item for SetProgrammeRule {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { programme, cap, benefit_group, decision, effective_from } = self;
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let cap = fields.amount("cap", cap.as_ref());
        let benefit_group = fields.code("benefit_group", benefit_group);
        let decision = read_decision(fields, "decision", decision.as_ref());
        let effective_from = fields.day("effective_from", effective_from.as_ref());
        Some(Command::SetProgrammeRule(ProgrammeRuleSet {
            programme: programme?,
            cap: cap?,
            benefit_group: benefit_group?,
            decision: decision?,
            effective_from: effective_from?,
        }))
    }
}

/// A decision that must be there.
pub(super) fn read_decision(
    fields: &mut Fields<'_>,
    field: &'static str,
    decision: Option<&DecisionRef>,
) -> Option<Decision> {
    let Some(DecisionRef { number, date }) = decision else { return fields.wrong(field, &"is required") };
    let mut fields = fields.inside(field);
    let number = fields.code("number", number);
    let date = fields.day("date", date.as_ref());
    Some(Decision { number: number?, date: date? })
}

impl Item for OpenAccount {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, office, kind } = self;
        let code = fields.code("code", code);
        let office = fields.reference("office", *office, OfficeId);
        let kind = fields.choice("kind", *kind);
        Some(Command::OpenAccount(AccountOpened { code: code?, office: office?, kind: kind? }))
    }
}

impl Item for Confirm {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { object, last_change } = self;
        let object = fields.reference("object", *object, Index);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::Confirm(RegistrationConfirmed { object: object?, last_change: last_change? }))
    }
}

impl Item for RegistryItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        use registry_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Area(item)) => item.read(&mut fields.inside("area")),
            Some(Asked::Office(item)) => item.read(&mut fields.inside("office")),
            Some(Asked::Principal(item)) => item.read(&mut fields.inside("principal")),
            Some(Asked::Programme(item)) => item.read(&mut fields.inside("programme")),
            Some(Asked::ProgrammeRule(item)) => item.read(&mut fields.inside("programme_rule")),
            Some(Asked::Account(item)) => item.read(&mut fields.inside("account")),
            Some(Asked::Confirmation(item)) => item.read(&mut fields.inside("confirmation")),
            Some(Asked::Donor(item)) => item.read(&mut fields.inside("donor")),
            Some(Asked::Beneficiary(item)) => item.read(&mut fields.inside("beneficiary")),
            Some(Asked::Verification(item)) => item.read(&mut fields.inside("verification")),
            Some(Asked::Campaign(item)) => item.read(&mut fields.inside("campaign")),
            Some(Asked::CampaignClosing(item)) => item.read(&mut fields.inside("campaign_closing")),
            Some(Asked::Class(item)) => item.read(&mut fields.inside("class")),
            Some(Asked::ApprovalPolicy(item)) => item.read(&mut fields.inside("approval_policy")),
            Some(Asked::Item(item)) => item.read(&mut fields.inside("item")),
            Some(Asked::KitDesign(item)) => item.read(&mut fields.inside("kit_design")),
            Some(Asked::Payee(item)) => item.read(&mut fields.inside("payee")),
            Some(Asked::PayeeConfirmation(item)) => item.read(&mut fields.inside("payee_confirmation")),
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }

    fn hide(&mut self, tokens: &TokenKeys, read: &Command) {
        use registry_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Principal(item)) => item.hide(tokens, read),
            Some(Asked::Beneficiary(item)) => item.hide(tokens, read),
            Some(Asked::Payee(item)) => item.hide(tokens, read),
            Some(
                Asked::Area(_)
                | Asked::Office(_)
                | Asked::Programme(_)
                | Asked::ProgrammeRule(_)
                | Asked::Account(_)
                | Asked::Confirmation(_)
                | Asked::Donor(_)
                | Asked::Verification(_)
                | Asked::Campaign(_)
                | Asked::CampaignClosing(_)
                | Asked::Class(_)
                | Asked::ApprovalPolicy(_)
                | Asked::Item(_)
                | Asked::KitDesign(_)
                | Asked::PayeeConfirmation(_),
            )
            | None => {}
        }
    }
}
