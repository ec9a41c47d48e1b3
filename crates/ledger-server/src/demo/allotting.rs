//! Allotments: from funds to national, province and county lines, and down from line to line, each notified by
//! another person before the next is made.

use super::api_words::money;
use super::cast::{APPROVER, BUDGET_OFFICER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::gifts::{Area, Gift};
use super::places::Province;
use super::plan::{PlannedGrant, Programme};
use super::register::{Register, Seat};
use super::timetable::YEAR;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::allot::Origin;
use ledger_wire::proto::ledger::v1::allotment_item::Command;
use std::collections::BTreeMap;

/// What county offices need for their grants: by province, county and programme, in rial.
type Needs = BTreeMap<(usize, usize, Programme), u64>;

/// Allots and notifies what all grants need; gives how many allotments there were.
///
/// # Errors
/// [`DemoError`].
pub async fn allot_all(
    desk: &Desk<'_>,
    register: &Register,
    provinces: &[Province],
    gifts: &[Gift],
    grants: &[PlannedGrant],
) -> Result<usize, DemoError> {
    let needs = needs(grants);
    let of_counties = from_counties_funds(&needs, gifts);
    let mut count = allot_from_funds(desk, register, &needs, &of_counties).await?;
    count += pass_to_provinces(desk, register, &needs).await?;
    for (place, province) in provinces.iter().enumerate() {
        count += pass_to_counties(desk, register, (place, province.code), &needs, &of_counties).await?;
    }
    Ok(count)
}

fn needs(grants: &[PlannedGrant]) -> Needs {
    let mut needs = Needs::new();
    for grant in grants {
        *needs.entry((grant.province, grant.county, grant.programme)).or_default() += grant.amount();
    }
    needs
}

/// What donors gave for the very county, which goes straight to the line of its dowries.
fn from_counties_funds(needs: &Needs, gifts: &[Gift]) -> Needs {
    let given = |province, county| -> u64 {
        let wished = Some(Area::County(province, county));
        gifts.iter().filter(|gift| gift.wish.area == wished).map(|gift| gift.amount).sum()
    };
    let dowries = needs.iter().filter(|((_, _, programme), _)| *programme == Programme::Dowry);
    let direct = dowries.map(|(key, need)| (*key, given(key.0, key.1).min(*need)));
    direct.filter(|(_, rials)| *rials > 0).collect()
}

/// What a province's grants of a programme need, by province and programme.
fn by_province(needs: &Needs) -> BTreeMap<(usize, Programme), u64> {
    let mut sums = BTreeMap::new();
    for ((province, _, programme), need) in needs {
        *sums.entry((*province, *programme)).or_default() += *need;
    }
    sums
}

/// The part of a province's need that comes down from the national line: a fifth of its dowries' and half of its
/// marriages'. What donors gave for the province goes straight to its own line.
const fn from_above(programme: Programme, need: u64) -> u64 {
    match programme {
        Programme::Dowry => need / 5,
        Programme::Marriage => need / 2,
    }
}

async fn allot_from_funds(
    desk: &Desk<'_>,
    register: &Register,
    needs: &Needs,
    of_counties: &Needs,
) -> Result<usize, DemoError> {
    let mut items = Vec::new();
    let mut national: BTreeMap<Programme, u64> = BTreeMap::new();
    for ((province, county, programme), rials) in of_counties {
        items.push(allotment(register, register.county(*province, *county)?, *programme, *rials, FUNDS)?);
    }
    for ((province, programme), need) in by_province(needs) {
        let above = from_above(programme, need);
        items.push(allotment(register, register.province(province)?, programme, need - above, FUNDS)?);
        *national.entry(programme).or_default() += above;
    }
    for (programme, rials) in national {
        items.push(allotment(register, register.country, programme, rials, FUNDS)?);
    }
    allot_and_notify(desk, "allot/funds", (BUDGET_OFFICER, APPROVER), items).await
}

async fn pass_to_provinces(desk: &Desk<'_>, register: &Register, needs: &Needs) -> Result<usize, DemoError> {
    let origin = from_line(register.country);
    let mut items = Vec::new();
    for ((province, programme), need) in by_province(needs) {
        let rials = from_above(programme, need);
        items.push(allotment(register, register.province(province)?, programme, rials, origin)?);
    }
    allot_and_notify(desk, "allot/provinces", (BUDGET_OFFICER, APPROVER), items).await
}

async fn pass_to_counties(
    desk: &Desk<'_>,
    register: &Register,
    (place, code): (usize, &str),
    needs: &Needs,
    of_counties: &Needs,
) -> Result<usize, DemoError> {
    let origin = from_line(register.province(place)?);
    let mut items = Vec::new();
    for (key, need) in needs.iter().filter(|((province, _, _), _)| *province == place) {
        let rials = need - of_counties.get(key).copied().unwrap_or(0);
        if rials > 0 {
            items.push(allotment(register, register.county(key.0, key.1)?, key.2, rials, origin)?);
        }
    }
    let (maker, checker) = (in_province(code, BUDGET_OFFICER), in_province(code, APPROVER));
    allot_and_notify(desk, &format!("allot/counties/{code}"), (&maker, &checker), items).await
}

const FUNDS: Origin = Origin::Funds(api::FromFunds {});

/// From the line of this office.
#[must_use]
pub const fn from_line(seat: Seat) -> Origin {
    Origin::ParentLine(api::FromParentLine { office: seat.office })
}

/// An allotment to the line of an office.
///
/// # Errors
/// If the amount cannot be counted.
pub fn allot(
    register: &Register,
    to: Seat,
    programme: Programme,
    rials: u64,
    origin: Origin,
) -> Result<api::Allot, DemoError> {
    Ok(api::Allot {
        office: to.office,
        programme: register.programme(programme),
        year: YEAR,
        amount: money(rials)?,
        origin: Some(origin),
    })
}

fn allotment(
    register: &Register,
    to: Seat,
    programme: Programme,
    rials: u64,
    origin: Origin,
) -> Result<Command, DemoError> {
    allot(register, to, programme, rials, origin).map(Command::Allotment)
}

async fn allot_and_notify(
    desk: &Desk<'_>,
    step: &str,
    (maker, checker): (&str, &str),
    items: Vec<Command>,
) -> Result<usize, DemoError> {
    let allotments = desk.allot(maker, step, items).await?;
    let notify = |index: &u64| Command::Notification(api::NotifyAllotment { allotment: *index, last_change: *index });
    let notifications = allotments.iter().map(notify).collect();
    desk.allot(checker, &format!("{step}/notified"), notifications).await?;
    Ok(allotments.len())
}
