//! Entries about classes, programmes, and the rules of programmes with the decisions behind them.

use crate::proto::record::v1 as proto;
use crate::record::choices::Choice;
use crate::record::error::BadField;
use crate::record::field;
use ledger_core::event::{ClassRegistered, DecisionRef, ProgrammeRegistered, ProgrammeRuleSet};
use ledger_core::ids::{ClassId, ProgrammeId};

impl From<&ClassRegistered> for proto::ClassRegistered {
    fn from(event: &ClassRegistered) -> Self {
        let ClassRegistered { code, kind, name } = event;
        Self { code: code.as_str().to_owned(), kind: kind.number(), name: name.as_str().to_owned() }
    }
}

impl TryFrom<proto::ClassRegistered> for ClassRegistered {
    type Error = BadField;

    fn try_from(message: proto::ClassRegistered) -> Result<Self, BadField> {
        let proto::ClassRegistered { code, kind, name } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            kind: field::choice("kind", kind)?,
            name: field::name("name", &name)?,
        })
    }
}

impl From<&DecisionRef> for proto::DecisionRef {
    fn from(decision: &DecisionRef) -> Self {
        let DecisionRef { number, date } = decision;
        Self { number: number.as_str().to_owned(), date: date.epoch_days() }
    }
}

impl TryFrom<proto::DecisionRef> for DecisionRef {
    type Error = BadField;

    fn try_from(message: proto::DecisionRef) -> Result<Self, BadField> {
        let proto::DecisionRef { number, date } = message;
        Ok(Self { number: field::code("decision.number", &number)?, date: field::day(date) })
    }
}

impl From<&ProgrammeRegistered> for proto::ProgrammeRegistered {
    fn from(event: &ProgrammeRegistered) -> Self {
        let ProgrammeRegistered { code, name, classes, intents } = event;
        Self {
            code: code.as_str().to_owned(),
            name: name.as_str().to_owned(),
            classes: classes.iter().map(|class| class.0).collect(),
            intents: intents.iter().map(|intent| intent.0).collect(),
        }
    }
}

impl TryFrom<proto::ProgrammeRegistered> for ProgrammeRegistered {
    type Error = BadField;

    fn try_from(message: proto::ProgrammeRegistered) -> Result<Self, BadField> {
        let proto::ProgrammeRegistered { code, name, classes, intents } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            name: field::name("name", &name)?,
            classes: all("classes", classes)?,
            intents: all("intents", intents)?,
        })
    }
}

fn all(field: &'static str, classes: Vec<u64>) -> Result<Vec<ClassId>, BadField> {
    classes.into_iter().map(|class| field::required(field, class).map(ClassId)).collect()
}

impl From<&ProgrammeRuleSet> for proto::ProgrammeRuleSet {
    fn from(event: &ProgrammeRuleSet) -> Self {
        let ProgrammeRuleSet { programme, cap, benefit_group, decision, effective_from } = event;
        Self {
            programme: programme.0,
            cap: cap.count(),
            benefit_group: benefit_group.as_str().to_owned(),
            decision: Some(decision.into()),
            effective_from: effective_from.epoch_days(),
        }
    }
}

impl TryFrom<proto::ProgrammeRuleSet> for ProgrammeRuleSet {
    type Error = BadField;

    fn try_from(message: proto::ProgrammeRuleSet) -> Result<Self, BadField> {
        let proto::ProgrammeRuleSet { programme, cap, benefit_group, decision, effective_from } = message;
        Ok(Self {
            programme: ProgrammeId(field::required("programme", programme)?),
            cap: field::amount("cap", cap)?,
            benefit_group: field::code("benefit_group", &benefit_group)?,
            decision: field::message("decision", decision)?,
            effective_from: field::day(effective_from),
        })
    }
}
