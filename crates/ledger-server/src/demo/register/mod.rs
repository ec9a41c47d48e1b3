//! The register of the ceremony: areas and offices, intents and programmes, accounts and stores, the catalogue, the
//! campaigns, the principals; then the rules of the year. One administrator proposes, the other confirms.

mod catalogue;
mod levels;
mod principals;
mod programmes;
mod year;

pub use year::set_rules;

use super::api_words::{date, money};
use super::cast::{CONFIRMER, PROPOSER};
use super::desk::Desk;
use super::error::DemoError;
use super::plan::Plan;
use super::plan::goods::Item;
use super::plan::wish::{Area, Intent, Programme, Wish};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use levels::Levels;

/// An area and the welfare office that serves it.
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
    seats: Levels<Seat>,
    /// The benefactor assemblies: the national one, then those of the provinces of the ceremony in its order.
    pub assemblies: Vec<u64>,
    programmes: Vec<u64>,
    intents: Vec<u64>,
    /// The account at a bank that receives gifts and pays grants.
    pub bank: u64,
    /// The account at the Treasury that has state credit.
    pub treasury: u64,
    /// The stores, each with the place of its province.
    stores: Vec<(usize, u64)>,
    items: Vec<u64>,
    /// The design of the dowry set.
    pub dowry_set: u64,
    /// The campaigns, as in the plan.
    pub campaigns: Vec<u64>,
    /// How many principals were admitted.
    pub principals: usize,
}

impl Register {
    /// The seat of an area.
    ///
    /// # Errors
    /// If the plan has more areas than the register.
    pub fn seat(&self, area: Area) -> Result<Seat, DemoError> {
        let found = match area {
            Area::Country => Some(self.seats.country),
            Area::Province(province) => self.seats.provinces.get(province).copied(),
            Area::County(province, county) => {
                self.seats.counties.get(province).and_then(|counties| counties.get(county)).copied()
            }
        };
        found.ok_or_else(|| DemoError::missing("register", "an area"))
    }

    /// How many areas there are, with a welfare office each.
    #[must_use]
    pub fn seats_count(&self) -> usize {
        1 + self.seats.provinces.len() + self.seats.counties.iter().map(Vec::len).sum::<usize>()
    }

    /// The index of a programme; 0 if there is none.
    #[must_use]
    pub fn programme(&self, programme: Programme) -> u64 {
        of(&Programme::ALL, &self.programmes, programme)
    }

    /// The index of an intent; 0 if there is none.
    #[must_use]
    pub fn intent(&self, intent: Intent) -> u64 {
        of(&Intent::ALL, &self.intents, intent)
    }

    /// The index of an item; 0 if there is none.
    #[must_use]
    pub fn item(&self, item: Item) -> u64 {
        of(&Item::ALL, &self.items, item)
    }

    /// The store of a province.
    ///
    /// # Errors
    /// If it has none.
    pub fn store(&self, province: usize) -> Result<u64, DemoError> {
        let found = self.stores.iter().find(|(place, _)| *place == province).map(|(_, store)| *store);
        found.ok_or_else(|| DemoError::missing("register", "a store"))
    }

    /// The campaign at a place of the plan.
    ///
    /// # Errors
    /// If the plan has more of them than the register.
    pub fn campaign(&self, place: usize) -> Result<u64, DemoError> {
        self.campaigns.get(place).copied().ok_or_else(|| DemoError::missing("register", "a campaign"))
    }

    /// A wish in the words of the API.
    ///
    /// # Errors
    /// If the register lacks its area.
    pub fn restriction(&self, wish: &Wish) -> Result<api::Restriction, DemoError> {
        let area = match wish.area {
            Area::Country => 0,
            area @ (Area::Province(_) | Area::County(..)) => self.seat(area)?.area,
        };
        Ok(api::Restriction {
            programme: wish.programme.map_or(0, |programme| self.programme(programme)),
            area,
            class: 0,
            intent: wish.intent.map_or(0, |intent| self.intent(intent)),
            spend_by: wish.spend_by.map(date),
        })
    }
}

fn of<T: PartialEq + Copy>(all: &[T], indices: &[u64], wanted: T) -> u64 {
    let place = all.iter().position(|one| *one == wanted);
    place.and_then(|place| indices.get(place)).copied().unwrap_or(0)
}

/// Fills the register.
///
/// # Errors
/// [`DemoError`].
pub async fn fill(desk: &Desk<'_>, plan: &Plan) -> Result<Register, DemoError> {
    let areas = levels::areas(desk, &plan.places).await?;
    let (seats, assemblies) = levels::offices(desk, &plan.places, &areas).await?;
    let intents = programmes::intents(desk).await?;
    let programmes = programmes::programmes(desk, &intents).await?;
    let (bank, treasury, stores) = catalogue::accounts(desk, plan, &seats).await?;
    let (items, dowry_set) = catalogue::goods(desk, of(&Programme::ALL, &programmes, Programme::Dowry)).await?;
    let (campaigns, principals) = (Vec::new(), 0);
    let register = Register {
        seats,
        assemblies,
        programmes,
        intents,
        bank,
        treasury,
        stores,
        items,
        dowry_set,
        campaigns,
        principals,
    };
    let campaigns = campaigns_of(desk, plan, &register).await?;
    let principals = principals::admit(desk, &plan.places, &register).await?;
    Ok(Register { campaigns, principals, ..register })
}

/// The campaigns, each run by the assembly of its province, or by the national one.
async fn campaigns_of(desk: &Desk<'_>, plan: &Plan, register: &Register) -> Result<Vec<u64>, DemoError> {
    let mut items = Vec::new();
    for campaign in &plan.campaigns {
        let province = campaign.purpose.area.province();
        let place = province.and_then(|place| plan.places.ceremony.iter().position(|here| *here == place));
        let assembly = register.assemblies.get(place.map_or(0, |place| place.saturating_add(1)));
        items.push(Command::Campaign(api::RegisterCampaign {
            code: campaign.code.clone(),
            name: campaign.name.clone(),
            kind: programmes::kind(campaign).into(),
            office: assembly.copied().ok_or_else(|| DemoError::missing("campaigns", "an assembly"))?,
            target: money(campaign.target)?,
            opens: Some(date(campaign.opens)),
            closes: Some(date(campaign.closes)),
            purpose: Some(register.restriction(&campaign.purpose)?),
        }));
    }
    propose(desk, "campaigns", items).await
}

/// Proposes by one administrator and confirms by the other; gives the indices of what is then in force.
///
/// # Errors
/// [`DemoError`].
pub async fn propose(desk: &Desk<'_>, step: &str, items: Vec<Command>) -> Result<Vec<u64>, DemoError> {
    let objects = desk.register(PROPOSER, step, items).await?;
    let confirm = |object: &u64| Command::Confirmation(api::Confirm { object: *object, last_change: *object });
    let confirmations = objects.iter().map(confirm).collect();
    desk.register(CONFIRMER, &format!("{step}/confirmed"), confirmations).await?;
    Ok(objects)
}

/// The first of the indices.
///
/// # Errors
/// If there is none.
pub fn one(step: &str, indices: &[u64]) -> Result<u64, DemoError> {
    indices.first().copied().ok_or_else(|| DemoError::missing(step, "an index"))
}
