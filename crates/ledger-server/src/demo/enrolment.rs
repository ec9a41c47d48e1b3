//! Beneficiaries: enrolled by the case officer of their province, verified by the national one.

use super::api_words::person;
use super::cast::{CASE_OFFICER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::places::Province;
use super::plan::{PlannedGrant, Programme};
use super::register::Register;
use super::seed::Seed;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::BeneficiaryKind;

/// Enrols and verifies the beneficiary of each grant; gives their indices in the order of the grants.
///
/// # Errors
/// [`DemoError`].
pub async fn enrol_all(
    desk: &Desk<'_>,
    register: &Register,
    provinces: &[Province],
    grants: &[PlannedGrant],
    seed: &mut Seed,
) -> Result<Vec<u64>, DemoError> {
    let mut enrolled = Vec::new();
    for (place, province) in provinces.iter().enumerate() {
        let here = grants.iter().filter(|grant| grant.province == place);
        let items = here.map(|grant| enrolment(register, grant, seed)).collect::<Result<Vec<_>, _>>()?;
        let who = in_province(province.code, CASE_OFFICER);
        enrolled.extend(desk.register(&who, &format!("enrol/{}", province.code), items).await?);
    }
    verify(desk, "enrol/verified", &enrolled).await?;
    Ok(enrolled)
}

/// Verifies beneficiaries that others enrolled.
///
/// # Errors
/// [`DemoError`].
pub async fn verify(desk: &Desk<'_>, step: &str, beneficiaries: &[u64]) -> Result<(), DemoError> {
    let verify =
        |index: &u64| Command::Verification(api::VerifyBeneficiary { beneficiary: *index, last_change: *index });
    desk.register(CASE_OFFICER, step, beneficiaries.iter().map(verify).collect()).await.map(|_| ())
}

/// The enrolment of a grant's beneficiary at its county office: a person, or a couple with its marriage record.
///
/// # Errors
/// If the register lacks the office.
pub fn enrolment(register: &Register, grant: &PlannedGrant, seed: &mut Seed) -> Result<Command, DemoError> {
    let (kind, identities) = match grant.programme {
        Programme::Dowry => (BeneficiaryKind::Person, vec![person(grant.person)]),
        Programme::Marriage => (BeneficiaryKind::Couple, couple(grant.person)),
    };
    Ok(Command::Beneficiary(api::EnrolBeneficiary {
        kind: kind.into(),
        office: register.county(grant.province, grant.county)?.office,
        reference: seed.bytes16().to_vec(),
        identities,
        benefit_groups: vec![grant.programme.code().to_owned()],
        class: 0,
    }))
}

fn couple(first: u32) -> Vec<api::Identity> {
    let record = format!("9990{first:06}");
    let record = api::Identity { r#type: api::IdentityType::MarriageRecord.into(), value: record };
    vec![person(first), person(first.saturating_add(1)), record]
}
