//! What is looked up by a natural key: read at the door like everything that may name a person.

use super::facts::Facts;
use super::fields::Fields;
use super::identity::{self, Known};
use super::openings::{Found, Openings};
use super::{Door, Malformed};
use crate::natural_keys::{KeyKind, NaturalKey};
use crate::proto::ledger::v1::look_up_request::Key;
use crate::proto::ledger::v1::{Identity, IdentityType, LookUpKind, LookUpRequest};
use ledger_core::event::GroupKey;
use ledger_core::ids::{BeneficiaryId, PersonToken, PledgeId, RequestId};

/// A look-up that is well formed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookUp {
    /// The key.
    pub key: NaturalKey,
    /// The first entry that counts.
    pub from: u64,
}

/// A question commits to nothing, and what is in the book is what it asks.
struct Question;

impl Openings for Question {
    fn blind(&mut self, _: RequestId, _: u32, _: &'static str, _: &[u8]) -> [u8; 32] {
        // No key of a look-up is committed to.
        [0; 32]
    }
}

impl Facts for Question {
    fn beneficiary_of(&self, _: &PersonToken) -> Option<BeneficiaryId> {
        None
    }

    fn is_of_goods(&self, _: PledgeId) -> Option<bool> {
        None
    }
}

impl Door {
    /// Reads a look-up. An identity is a token from here on.
    ///
    /// # Errors
    /// [`Malformed`] with all that is wrong with it.
    pub fn look_up(&self, ask: &LookUpRequest) -> Result<LookUp, Malformed> {
        let LookUpRequest { kind, key, benefit_group, after } = ask;
        let (mut found, mut openings) = (Found::default(), Question);
        let mut fields = Fields::new(self, &mut found, &mut openings, &Question);
        if !benefit_group.is_empty() && !is_marriage(key.as_ref()) {
            fields.wrong::<()>("benefit_group", &"goes with a marriage record only");
        }
        let key = read_key(&mut fields, *kind, key.as_ref(), benefit_group);
        match key.filter(|_| found.problems.violations.is_empty()) {
            // The first entry of a book has no natural key, so that 0 can stand for "from the first".
            Some(key) => Ok(LookUp { key, from: after.saturating_add(1) }),
            None => Err(found.problems),
        }
    }
}

fn is_marriage(key: Option<&Key>) -> bool {
    matches!(key, Some(Key::Identity(it)) if it.r#type == i32::from(IdentityType::MarriageRecord))
}

fn read_key(fields: &mut Fields<'_>, kind: i32, key: Option<&Key>, group: &str) -> Option<NaturalKey> {
    match LookUpKind::try_from(kind) {
        Ok(LookUpKind::Area) => code(fields, KeyKind::Area, key),
        Ok(LookUpKind::Office) => code(fields, KeyKind::Office, key),
        Ok(LookUpKind::Programme) => code(fields, KeyKind::Programme, key),
        Ok(LookUpKind::Account) => code(fields, KeyKind::Account, key),
        Ok(LookUpKind::Campaign) => code(fields, KeyKind::Campaign, key),
        Ok(LookUpKind::Class) => code(fields, KeyKind::Class, key),
        Ok(LookUpKind::Item) => code(fields, KeyKind::Item, key),
        Ok(LookUpKind::KitDesign) => code(fields, KeyKind::KitDesign, key),
        Ok(LookUpKind::Donor) => reference(fields, KeyKind::Donor, key),
        Ok(LookUpKind::Beneficiary) => match key {
            Some(Key::Identity(identity)) => person_or_marriage(fields, identity, group),
            Some(Key::Code(_) | Key::Reference(_)) | None => reference(fields, KeyKind::Beneficiary, key),
        },
        Ok(LookUpKind::Unspecified) => fields.wrong("kind", &"is required"),
        Err(_) => fields.wrong("kind", &"has a number that stands for nothing"),
    }
}

fn code(fields: &mut Fields<'_>, kind: KeyKind, key: Option<&Key>) -> Option<NaturalKey> {
    match key {
        Some(Key::Code(text)) => fields.code("code", text).map(|code| NaturalKey::code(kind, &code)),
        other => unfit(fields, other, "code"),
    }
}

fn reference(fields: &mut Fields<'_>, kind: KeyKind, key: Option<&Key>) -> Option<NaturalKey> {
    match key {
        Some(Key::Reference(bytes)) => {
            fields.fixed::<16>("reference", bytes).map(|bytes| NaturalKey::new(kind, &bytes))
        }
        other => unfit(fields, other, "reference"),
    }
}

/// A person has one token in the whole book; a marriage has one in each benefit group.
fn person_or_marriage(fields: &mut Fields<'_>, identity: &Identity, group: &str) -> Option<NaturalKey> {
    let known = identity::read(&mut fields.inside("identity"), identity);
    match known? {
        Known::Person(id) => Some(NaturalKey::new(KeyKind::Person, &fields.tokens().person(&id).0)),
        marriage @ Known::Marriage(_) => {
            let group = fields.code("benefit_group", group)?;
            let key = fields.tokens().benefit(&group, &marriage);
            Some(NaturalKey::benefit(&GroupKey { group, key }))
        }
    }
}

/// No key, or one that things of this kind are not found by.
fn unfit<T>(fields: &mut Fields<'_>, key: Option<&Key>, wanted: &'static str) -> Option<T> {
    match key {
        None => fields.wrong(wanted, &"is required"),
        Some(Key::Code(_)) => fields.wrong("code", &"is not what this kind is found by"),
        Some(Key::Reference(_)) => fields.wrong("reference", &"is not what this kind is found by"),
        Some(Key::Identity(_)) => fields.wrong("identity", &"is not what this kind is found by"),
    }
}
