//! What is asked of the register, but for persons.

use crate::door::{Fields, Item, TokenKeys};
use crate::proto::ledger::v1::{
    Confirm, DecisionRef, OpenAccount, RegisterArea, RegisterOffice, RegisterProgramme, RegistryItem, SetProgrammeRule,
    registry_item,
};
use ledger_core::command::Command;
use ledger_core::event::{
    AccountOpened, AreaRegistered, DecisionRef as Decision, OfficeRegistered, ProgrammeRegistered, ProgrammeRuleSet,
    RegistrationConfirmed,
};
use ledger_core::ids::{AreaId, Index, OfficeId, ProgrammeId};

impl Item for RegisterArea {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, level, parent, name, valid_from } = self;
        let code = fields.code("code", code);
        let level = fields.choice("level", *level);
        let name = fields.name("name", name);
        let valid_from = fields.day("valid_from", valid_from.as_ref());
        let parent = (*parent != 0).then_some(AreaId(*parent));
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
        let parent = (*parent != 0).then_some(OfficeId(*parent));
        Some(Command::RegisterOffice(OfficeRegistered { code: code?, kind: kind?, parent, area: area? }))
    }
}

impl Item for RegisterProgramme {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, name } = self;
        let code = fields.code("code", code);
        let name = fields.name("name", name);
        Some(Command::RegisterProgramme(ProgrammeRegistered { code: code?, name: name? }))
    }
}

impl Item for SetProgrammeRule {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { programme, cap, benefit_group, decision, effective_from } = self;
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let cap = fields.amount("cap", cap.as_ref());
        let benefit_group = fields.code("benefit_group", benefit_group);
        let decision = match decision {
            Some(decision) => read_decision(&mut fields.inside("decision"), decision),
            None => fields.wrong("decision", &"is required"),
        };
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

fn read_decision(fields: &mut Fields<'_>, decision: &DecisionRef) -> Option<Decision> {
    let DecisionRef { number, date } = decision;
    let number = fields.code("number", number);
    let date = fields.day("date", date.as_ref());
    Some(Decision { number: number?, date: date? })
}

impl Item for OpenAccount {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, office } = self;
        let code = fields.code("code", code);
        let office = fields.reference("office", *office, OfficeId);
        Some(Command::OpenAccount(AccountOpened { code: code?, office: office? }))
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
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }

    fn hide(&mut self, tokens: &TokenKeys) {
        use registry_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Principal(item)) => item.hide(tokens),
            Some(Asked::Beneficiary(item)) => item.hide(tokens),
            Some(
                Asked::Area(_)
                | Asked::Office(_)
                | Asked::Programme(_)
                | Asked::ProgrammeRule(_)
                | Asked::Account(_)
                | Asked::Confirmation(_)
                | Asked::Donor(_)
                | Asked::Verification(_),
            )
            | None => {}
        }
    }
}
