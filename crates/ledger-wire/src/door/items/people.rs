//! What is asked about persons: principals, donors, beneficiaries.

use crate::door::fields::optional;
use crate::door::identity::{self, Known};
use crate::door::{Fields, Item, TokenKeys};
use crate::proto::ledger::v1::{AdmitPrincipal, EnrolBeneficiary, Identity, RegisterDonor, VerifyBeneficiary};
use ledger_core::command::Command;
use ledger_core::event::{
    BeneficiaryEnrolled, BeneficiaryKind, DonorRegistered, GroupKey, PrincipalAdmitted, PrincipalKind,
};
use ledger_core::ids::{BeneficiaryId, ClassId, Index, KeyHash, OfficeId, PersonToken, Reference};
use ledger_core::role::{Role, Roles};
use ledger_core::text::Code;

/// The most persons of a household, and the most benefit groups: their keys have to fit into one entry.
const MOST_PERSONS: usize = 32;
const MOST_GROUPS: usize = 8;

impl Item for AdmitPrincipal {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { person, office, roles, api_key_sha256 } = self;
        let kind = match person {
            Some(person) => read_human(&mut fields.inside("person"), person),
            None => Some(PrincipalKind::System),
        };
        let office = fields.reference("office", *office, OfficeId);
        let roles = read_roles(fields, roles);
        let hash = fields.fixed("api_key_sha256", api_key_sha256);
        Some(Command::AdmitPrincipal(PrincipalAdmitted {
            kind: kind?,
            office: Some(office?),
            roles: roles?,
            api_key_hash: KeyHash(hash?),
        }))
    }

    fn hide(&mut self, tokens: &TokenKeys, _: &Command) {
        self.person.iter_mut().for_each(|person| identity::hide(person, tokens));
    }
}

fn read_human(fields: &mut Fields<'_>, person: &Identity) -> Option<PrincipalKind> {
    match identity::read(fields, person)? {
        Known::Person(id) => Some(PrincipalKind::Human(fields.tokens().person(&id))),
        Known::Marriage(_) => fields.wrong("type", &"must be a national id"),
    }
}

fn read_roles(fields: &mut Fields<'_>, numbers: &[i32]) -> Option<Roles> {
    let mut roles = Roles::NONE;
    for number in numbers {
        let role: Role = fields.choice("roles", *number)?;
        if roles.has(role) {
            return fields.wrong("roles", &"names a role twice");
        }
        roles = roles.with(role);
    }
    if roles.is_empty() { fields.wrong("roles", &"must not be empty") } else { Some(roles) }
}

impl Item for RegisterDonor {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { kind, reference } = self;
        let kind = fields.choice("kind", *kind);
        let reference = fields.fixed("reference", reference);
        Some(Command::RegisterDonor(DonorRegistered { kind: kind?, reference: Reference(reference?) }))
    }
}

impl Item for EnrolBeneficiary {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { kind, office, reference, identities, benefit_groups, class } = self;
        let kind = fields.choice("kind", *kind);
        let office = fields.reference("office", *office, OfficeId);
        let reference = fields.fixed("reference", reference);
        let identities = read_identities(fields, identities);
        let groups = read_groups(fields, benefit_groups);
        let (kind, identities, groups) = (kind?, identities?, groups?);
        check_counts(fields, kind, &identities)?;
        Some(Command::EnrolBeneficiary(BeneficiaryEnrolled {
            kind,
            office: office?,
            reference: Reference(reference?),
            class: optional(*class, ClassId),
            persons: persons(fields.tokens(), &identities),
            keys: keys(fields.tokens(), &identities, &groups),
        }))
    }

    fn hide(&mut self, tokens: &TokenKeys, _: &Command) {
        self.identities.iter_mut().for_each(|each| identity::hide(each, tokens));
    }
}

fn read_identities(fields: &mut Fields<'_>, identities: &[Identity]) -> Option<Vec<Known>> {
    let most = MOST_PERSONS.saturating_add(1);
    if identities.len() > most {
        return fields
            .wrong("identities", &format_args!("has {} identities; at most {most} are allowed", identities.len()));
    }
    let mut known: Vec<Known> = Vec::with_capacity(identities.len());
    for (position, each) in identities.iter().enumerate() {
        let mut fields = fields.element("identities", position);
        match identity::read(&mut fields, each) {
            Some(twice) if known.contains(&twice) => fields.wrong_itself(&"is given twice").unwrap_or(()),
            read => known.extend(read),
        }
    }
    (known.len() == identities.len()).then_some(known)
}

fn read_groups(fields: &mut Fields<'_>, texts: &[String]) -> Option<Vec<Code>> {
    if !(1..=MOST_GROUPS).contains(&texts.len()) {
        return fields.wrong("benefit_groups", &format_args!("must have 1 to {MOST_GROUPS} groups"));
    }
    let mut groups: Vec<Code> = Vec::with_capacity(texts.len());
    for text in texts {
        let group = fields.code("benefit_groups", text)?;
        if groups.contains(&group) {
            return fields.wrong("benefit_groups", &"names a group twice");
        }
        groups.push(group);
    }
    Some(groups)
}

/// As many persons as the kind has, and no marriage record where nobody can be married to anybody.
fn check_counts(fields: &mut Fields<'_>, kind: BeneficiaryKind, identities: &[Known]) -> Option<()> {
    let persons = identities.iter().filter(|each| matches!(each, Known::Person(_))).count();
    let (allowed, most_records) = match kind {
        BeneficiaryKind::Person => (1..=1, 0),
        BeneficiaryKind::Couple => (2..=2, 1),
        BeneficiaryKind::Household => (1..=MOST_PERSONS, 1),
    };
    if !allowed.contains(&persons) {
        return fields.wrong("identities", &"has not as many national ids as a beneficiary of this kind has persons");
    }
    if identities.len().saturating_sub(persons) > most_records {
        return fields.wrong("identities", &"has more marriage records than a beneficiary of this kind can have");
    }
    Some(())
}

fn persons(tokens: &TokenKeys, identities: &[Known]) -> Vec<PersonToken> {
    let token = |each: &Known| match each {
        Known::Person(id) => Some(tokens.person(id)),
        Known::Marriage(_) => None,
    };
    identities.iter().filter_map(token).collect()
}

/// Every identity in every group: any one that is occupied refuses an award.
fn keys(tokens: &TokenKeys, identities: &[Known], groups: &[Code]) -> Vec<GroupKey> {
    let in_group = |group: &Code| {
        let key = |each: &Known| GroupKey { group: group.clone(), key: tokens.benefit(group, each) };
        identities.iter().map(key).collect::<Vec<_>>()
    };
    groups.iter().flat_map(in_group).collect()
}

impl Item for VerifyBeneficiary {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { beneficiary, last_change } = self;
        let beneficiary = fields.reference("beneficiary", *beneficiary, BeneficiaryId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::VerifyBeneficiary { beneficiary: beneficiary?, last_change: last_change? })
    }
}
