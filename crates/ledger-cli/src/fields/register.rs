//! Areas, offices, principals, classes, programmes with their rules, accounts.

use super::{Fields, Value, words};
use ledger_core::event::{
    AccountOpened, AreaRegistered, ClassRegistered, DecisionRef, OfficeRegistered, PrincipalAdmitted, PrincipalKind,
    ProgrammeRegistered, ProgrammeRuleSet, RegistrationConfirmed,
};
use ledger_core::ids::ClassId;

type Named = (&'static str, Value);

pub(super) fn area(event: &AreaRegistered) -> Vec<Named> {
    let AreaRegistered { code, level, parent, name, valid_from } = event;
    vec![
        ("code", Value::word(code.as_str())),
        ("level", Value::word(words::level(*level))),
        ("parent", Value::some(*parent, |area| Value::Number(area.0))),
        ("name", Value::word(name.as_str())),
        ("valid_from", Value::Day(*valid_from)),
    ]
}

pub(super) fn office(event: &OfficeRegistered) -> Vec<Named> {
    let OfficeRegistered { code, kind, parent, area } = event;
    vec![
        ("code", Value::word(code.as_str())),
        ("kind", Value::word(words::office(*kind))),
        ("parent", Value::some(*parent, |office| Value::Number(office.0))),
        ("area", Value::Number(area.0)),
    ]
}

pub(super) fn principal(event: &PrincipalAdmitted) -> Vec<Named> {
    let PrincipalAdmitted { kind, office, roles, api_key_hash } = event;
    let (kind, person) = match kind {
        PrincipalKind::Human(token) => ("human", Value::bytes(&token.0)),
        PrincipalKind::System => ("system", Value::Nothing),
    };
    vec![
        ("kind", Value::word(kind)),
        ("person", person),
        ("office", Value::some(*office, |office| Value::Number(office.0))),
        ("roles", Value::Words(roles.iter().map(|role| words::role(role).to_owned()).collect())),
        ("api_key_hash", Value::bytes(&api_key_hash.0)),
    ]
}

pub(super) fn programme(event: &ProgrammeRegistered) -> Vec<Named> {
    let ProgrammeRegistered { code, name, classes, intents } = event;
    let all = |classes: &[ClassId]| Value::Words(classes.iter().map(ToString::to_string).collect());
    vec![
        ("code", Value::word(code.as_str())),
        ("name", Value::word(name.as_str())),
        ("classes", all(classes)),
        ("intents", all(intents)),
    ]
}

pub(super) fn class(ClassRegistered { code, kind, name }: &ClassRegistered) -> Vec<Named> {
    vec![
        ("code", Value::word(code.as_str())),
        ("kind", Value::word(words::class(*kind))),
        ("name", Value::word(name.as_str())),
    ]
}

pub(super) fn rule(event: &ProgrammeRuleSet) -> Vec<Named> {
    let ProgrammeRuleSet { programme, cap, benefit_group, decision, effective_from } = event;
    vec![
        ("programme", Value::Number(programme.0)),
        ("cap", Value::Amount(*cap)),
        ("benefit_group", Value::word(benefit_group.as_str())),
        ("decision", self::decision(decision)),
        ("effective_from", Value::Day(*effective_from)),
    ]
}

pub(super) fn decision(DecisionRef { number, date }: &DecisionRef) -> Value {
    Value::Group(Fields(vec![("number", Value::word(number.as_str())), ("date", Value::Day(*date))]))
}

pub(super) fn account(event: &AccountOpened) -> Vec<Named> {
    let AccountOpened { code, office, kind } = event;
    vec![
        ("code", Value::word(code.as_str())),
        ("office", Value::Number(office.0)),
        ("kind", Value::word(words::account(*kind))),
    ]
}

pub(super) fn confirmation(event: RegistrationConfirmed) -> Vec<Named> {
    let RegistrationConfirmed { object, last_change } = event;
    vec![("object", Value::Number(object.0)), ("last_change", Value::Number(last_change.0))]
}
