//! The register of the ceremony: areas, offices, programmes with their rules, the account, the principals. One
//! administrator proposes, the other confirms.

use super::api_words::{date, money, person};
use super::cast::{self, Post};
use super::desk::Desk;
use super::error::DemoError;
use super::levels::{areas, offices};
use super::places::Province;
use super::plan::Programme;
use super::timetable::{Occasion, after};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::AccountKind;

/// An area and the office that serves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// The area.
    pub area: u64,
    /// The office.
    pub office: u64,
}

/// What the register holds, by its indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The country and the national office.
    pub country: Seat,
    /// The provinces, as in the plan.
    pub provinces: Vec<Seat>,
    /// The counties of each province, as in the plan.
    pub counties: Vec<Vec<Seat>>,
    /// The programmes, in the order of [`Programme::ALL`].
    pub programmes: [u64; 2],
    /// The account that receives and pays.
    pub account: u64,
    /// How many principals were admitted.
    pub principals: usize,
}

impl Register {
    /// The index of a programme.
    #[must_use]
    pub const fn programme(&self, programme: Programme) -> u64 {
        match programme {
            Programme::Dowry => self.programmes[0],
            Programme::Marriage => self.programmes[1],
        }
    }

    /// A province by its place.
    ///
    /// # Errors
    /// If the plan has more of them than the register.
    pub fn province(&self, place: usize) -> Result<Seat, DemoError> {
        self.provinces.get(place).copied().ok_or_else(|| DemoError::missing("register", "a province"))
    }

    /// A county by the places of its province and of itself.
    ///
    /// # Errors
    /// If the plan has more of them than the register.
    pub fn county(&self, province: usize, county: usize) -> Result<Seat, DemoError> {
        let found = self.counties.get(province).and_then(|counties| counties.get(county));
        found.copied().ok_or_else(|| DemoError::missing("register", "a county"))
    }
}

/// Fills the register.
///
/// # Errors
/// [`DemoError`].
pub async fn fill(desk: &Desk<'_>, provinces: &[Province]) -> Result<Register, DemoError> {
    let areas = areas(desk, provinces).await?;
    let seats = offices(desk, provinces, &areas).await?;
    let programmes = propose(desk, "programmes", Programme::ALL.map(programme).to_vec()).await?;
    let [dowry, marriage] = *programmes else { return Err(DemoError::missing("programmes", "a programme")) };
    let programmes = [dowry, marriage];
    let mut rules = Vec::new();
    for (programme, index) in Programme::ALL.into_iter().zip(programmes) {
        rules.push(rule(programme, index)?);
    }
    propose(desk, "rules", rules).await?;
    let country = seats.country;
    let kind = AccountKind::Bank.into();
    let account = Command::Account(api::OpenAccount { code: "donations-1".to_owned(), office: country.office, kind });
    let account = one("account", &propose(desk, "account", vec![account]).await?)?;
    let register =
        Register { country, provinces: seats.provinces, counties: seats.counties, programmes, account, principals: 0 };
    let principals = admit(desk, provinces, &register).await?;
    Ok(Register { principals, ..register })
}

fn programme(programme: Programme) -> Command {
    let (code, name) = (programme.code().to_owned(), programme.name().to_owned());
    Command::Programme(api::RegisterProgramme { code, name, classes: Vec::new(), intents: Vec::new() })
}

fn rule(programme: Programme, index: u64) -> Result<Command, DemoError> {
    let today = Occasion::Register.day()?;
    let number = format!("1404/{}/1", programme.code());
    Ok(Command::ProgrammeRule(api::SetProgrammeRule {
        programme: index,
        cap: money(programme.amount())?,
        benefit_group: programme.code().to_owned(),
        decision: Some(api::DecisionRef { number, date: Some(date(after(today, -10))) }),
        effective_from: Some(date(today)),
    }))
}

/// Admits all principals; gives how many.
async fn admit(desk: &Desk<'_>, provinces: &[Province], register: &Register) -> Result<usize, DemoError> {
    let mut items = Vec::new();
    for post in cast::posts(provinces) {
        items.push(admission(desk, &post, register)?);
    }
    Ok(propose(desk, "principals", items).await?.len())
}

fn admission(desk: &Desk<'_>, post: &Post, register: &Register) -> Result<Command, DemoError> {
    let office = match post.province {
        Some(place) => register.province(place)?.office,
        None => register.country.office,
    };
    let roles = post.roles.iter().map(|role| i32::from(*role)).collect();
    let api_key_sha256 = desk.key_hash(&post.name)?;
    Ok(Command::Principal(api::AdmitPrincipal { person: post.person.map(person), office, roles, api_key_sha256 }))
}

/// Proposes by one administrator and confirms by the other; gives the indices of what is then in force.
///
/// # Errors
/// [`DemoError`].
pub async fn propose(desk: &Desk<'_>, step: &str, items: Vec<Command>) -> Result<Vec<u64>, DemoError> {
    let objects = desk.register(cast::PROPOSER, step, items).await?;
    let confirm = |object: &u64| Command::Confirmation(api::Confirm { object: *object, last_change: *object });
    let confirmations = objects.iter().map(confirm).collect();
    desk.register(cast::CONFIRMER, &format!("{step}/confirmed"), confirmations).await?;
    Ok(objects)
}

/// The first of the indices.
///
/// # Errors
/// If there is none.
pub fn one(step: &str, indices: &[u64]) -> Result<u64, DemoError> {
    indices.first().copied().ok_or_else(|| DemoError::missing(step, "an index"))
}
