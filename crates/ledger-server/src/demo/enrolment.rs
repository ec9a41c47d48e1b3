//! Beneficiaries and their payees: enrolled and proposed by the case officer of their province, verified and confirmed by
//! the national one.

use super::api_words::person;
use super::cast::{CASE_OFFICER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::plan::Plan;
use super::plan::goods::SETS_IN;
use super::plan::persons::{FIRST_OF_SETS, marriage_record, payee_name};
use super::plan::seed::Seed;
use super::plan::shebas::sheba;
use super::plan::wish::{Area, Programme};
use super::register::Register;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::BeneficiaryKind;

/// Enrols and verifies the beneficiaries of the list, and gives each a payee; their indices in the order of the lines.
///
/// # Errors
/// [`DemoError`].
pub async fn of_list(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    seed: &mut Seed,
) -> Result<Vec<u64>, DemoError> {
    let (mut enrolled, mut proposed) = (Vec::new(), Vec::new());
    for place in &plan.places.ceremony {
        let code = plan.places.code(*place);
        let who = in_province(code, CASE_OFFICER);
        let here = plan.lines.iter().filter(|line| line.province == *place);
        let items = here.clone().map(|line| enrolment(register, line.programme, line.office, line.person, seed));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        let beneficiaries = desk.register(&who, &format!("enrol/{code}"), items).await?;
        let payees = here.zip(&beneficiaries).map(|(line, index)| payee(*index, line.person, 0)).collect();
        proposed.extend(desk.register(&who, &format!("payees/{code}"), payees).await?);
        enrolled.extend(beneficiaries);
    }
    verify(desk, "enrol/verified", &enrolled).await?;
    confirm(desk, "payees/confirmed", &proposed).await?;
    Ok(enrolled)
}

/// Enrols and verifies those who get dowry sets.
///
/// # Errors
/// [`DemoError`].
pub async fn of_sets(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    seed: &mut Seed,
) -> Result<Vec<u64>, DemoError> {
    let province = plan.places.province(SETS_IN).ok_or_else(|| DemoError::missing("sets", "their province"))?;
    let count = usize::try_from(plan.measure.sets).unwrap_or(usize::MAX);
    let persons = (FIRST_OF_SETS..).take(count);
    let items = persons.map(|serial| enrolment(register, Programme::Dowry, Area::Province(province), serial, seed));
    let items = items.collect::<Result<Vec<_>, _>>()?;
    let enrolled = desk.register(&in_province(SETS_IN, CASE_OFFICER), "enrol/sets", items).await?;
    verify(desk, "enrol/sets/verified", &enrolled).await?;
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

/// Confirms payees that others proposed.
///
/// # Errors
/// [`DemoError`].
pub async fn confirm(desk: &Desk<'_>, step: &str, payees: &[u64]) -> Result<(), DemoError> {
    let confirm = |index: &u64| Command::PayeeConfirmation(api::ConfirmPayee { payee: *index, last_change: *index });
    desk.register(CASE_OFFICER, step, payees.iter().map(confirm).collect()).await.map(|_| ())
}

/// The proposal of a beneficiary's payee: nobody's name, and one of the person's accounts.
#[must_use]
pub fn payee(beneficiary: u64, serial: u32, version: u8) -> Command {
    Command::Payee(api::ProposePayee { beneficiary, name: payee_name(serial), sheba: sheba(serial, version) })
}

/// The enrolment at an office: of a person for a dowry, of a couple with its marriage record for a marriage.
///
/// # Errors
/// If the register lacks the office.
pub fn enrolment(
    register: &Register,
    programme: Programme,
    office: Area,
    serial: u32,
    seed: &mut Seed,
) -> Result<Command, DemoError> {
    let (kind, identities) = match programme {
        Programme::Marriage => (BeneficiaryKind::Couple, couple(serial)),
        Programme::Dowry | Programme::Livelihood | Programme::Housing => {
            (BeneficiaryKind::Person, vec![person(serial)])
        }
    };
    Ok(Command::Beneficiary(api::EnrolBeneficiary {
        kind: kind.into(),
        office: register.seat(office)?.office,
        reference: seed.bytes16().to_vec(),
        identities,
        benefit_groups: vec![programme.code().to_owned()],
        class: 0,
    }))
}

fn couple(first: u32) -> Vec<api::Identity> {
    let value = marriage_record(first);
    let record = api::Identity { r#type: api::IdentityType::MarriageRecord.into(), value };
    vec![person(first), person(first.saturating_add(1)), record]
}
