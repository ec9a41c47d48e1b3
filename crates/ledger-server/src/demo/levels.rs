//! The areas and the offices that serve them, level by level: each level is in force before the next is proposed.

use super::api_words::date;
use super::desk::Desk;
use super::error::DemoError;
use super::places::Province;
use super::register::{Seat, one, propose};
use super::timetable::Occasion;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::{AreaLevel, OfficeKind};

/// Areas or offices, level by level.
pub struct Levels<T> {
    /// The country.
    pub country: T,
    /// The provinces, as in the plan.
    pub provinces: Vec<T>,
    /// The counties of each province, as in the plan.
    pub counties: Vec<Vec<T>>,
}

/// Registers the country, the provinces and the counties.
///
/// # Errors
/// [`DemoError`].
pub async fn areas(desk: &Desk<'_>, provinces: &[Province]) -> Result<Levels<u64>, DemoError> {
    let since = date(Occasion::Register.day()?);
    let area = |code: &str, level: AreaLevel, parent: u64, name: &str| {
        let (code, name) = (code.to_owned(), name.to_owned());
        Command::Area(api::RegisterArea { code, level: level.into(), parent, name, valid_from: Some(since) })
    };
    let country = vec![area("IR", AreaLevel::Country, 0, "ایران")];
    let country = one("areas/country", &propose(desk, "areas/country", country).await?)?;
    let items = provinces.iter().map(|p| area(p.code, AreaLevel::Province, country, p.name)).collect();
    let in_country = propose(desk, "areas/provinces", items).await?;
    let mut items = Vec::new();
    for (province, index) in provinces.iter().zip(&in_country) {
        items.extend(province.counties.iter().map(|c| area(c.code, AreaLevel::County, *index, c.name)));
    }
    let counties = by_province(provinces, propose(desk, "areas/counties", items).await?);
    Ok(Levels { country, provinces: in_country, counties })
}

/// Registers the national office and one for each province and county.
///
/// # Errors
/// [`DemoError`].
pub async fn offices(desk: &Desk<'_>, provinces: &[Province], areas: &Levels<u64>) -> Result<Levels<Seat>, DemoError> {
    let office = |code: &str, parent: u64, area: u64| {
        Command::Office(api::RegisterOffice { code: code.to_owned(), kind: OfficeKind::Welfare.into(), parent, area })
    };
    let top = vec![office("national", 0, areas.country)];
    let top = one("offices/national", &propose(desk, "offices/national", top).await?)?;
    let codes = provinces.iter().map(|province| province.code);
    let items = codes.zip(&areas.provinces).map(|(code, area)| office(code, top, *area)).collect();
    let in_country = propose(desk, "offices/provinces", items).await?;
    let mut items = Vec::new();
    for ((province, areas), parent) in provinces.iter().zip(&areas.counties).zip(&in_country) {
        items.extend(province.counties.iter().zip(areas).map(|(county, area)| office(county.code, *parent, *area)));
    }
    let counties = by_province(provinces, propose(desk, "offices/counties", items).await?);
    Ok(Levels {
        country: Seat { area: areas.country, office: top },
        provinces: seats(&areas.provinces, &in_country),
        counties: areas.counties.iter().zip(&counties).map(|(areas, offices)| seats(areas, offices)).collect(),
    })
}

fn seats(areas: &[u64], offices: &[u64]) -> Vec<Seat> {
    areas.iter().zip(offices).map(|(area, office)| Seat { area: *area, office: *office }).collect()
}

fn by_province(provinces: &[Province], indices: Vec<u64>) -> Vec<Vec<u64>> {
    let mut indices = indices.into_iter();
    provinces.iter().map(|province| indices.by_ref().take(province.counties.len()).collect()).collect()
}
