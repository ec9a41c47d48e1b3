//! The areas and the offices that serve them, level by level: each level is in force before the next is proposed.

use super::{Seat, one, propose};
use crate::demo::api_words::date;
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::plan::places::Places;
use crate::demo::timetable::Occasion;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::{AreaLevel, OfficeKind};

/// Areas or offices, level by level.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub async fn areas(desk: &Desk<'_>, places: &Places) -> Result<Levels<u64>, DemoError> {
    let since = date(Occasion::Register.day()?);
    let area = |code: &str, level: AreaLevel, parent: u64, name: &str| {
        let (code, name) = (code.to_owned(), name.to_owned());
        Command::Area(api::RegisterArea { code, level: level.into(), parent, name, valid_from: Some(since) })
    };
    let country = vec![area("IR", AreaLevel::Country, 0, "ایران")];
    let country = one("areas/country", &propose(desk, "areas/country", country).await?)?;
    let items = places.provinces.iter().map(|p| area(p.code, AreaLevel::Province, country, p.name)).collect();
    let provinces = propose(desk, "areas/provinces", items).await?;
    let mut items = Vec::new();
    for (province, index) in places.provinces.iter().zip(&provinces) {
        items.extend(province.counties.iter().map(|c| area(c.code, AreaLevel::County, *index, c.name)));
    }
    let counties = by_province(places, propose(desk, "areas/counties", items).await?);
    Ok(Levels { country, provinces, counties })
}

/// Registers the national office and one for each province and county; then the benefactor assemblies.
///
/// # Errors
/// [`DemoError`].
pub async fn offices(
    desk: &Desk<'_>,
    places: &Places,
    areas: &Levels<u64>,
) -> Result<(Levels<Seat>, Vec<u64>), DemoError> {
    let welfare = |code: &str, parent: u64, area: u64| office(code, OfficeKind::Welfare, parent, area);
    let top = vec![welfare("national", 0, areas.country)];
    let top = one("offices/national", &propose(desk, "offices/national", top).await?)?;
    let codes = places.provinces.iter().map(|province| province.code);
    let items = codes.zip(&areas.provinces).map(|(code, area)| welfare(code, top, *area)).collect();
    let provinces = propose(desk, "offices/provinces", items).await?;
    let mut items = Vec::new();
    for ((province, areas), parent) in places.provinces.iter().zip(&areas.counties).zip(&provinces) {
        items.extend(province.counties.iter().zip(areas).map(|(county, area)| welfare(county.code, *parent, *area)));
    }
    let counties = by_province(places, propose(desk, "offices/counties", items).await?);
    let seats = Levels {
        country: Seat { area: areas.country, office: top },
        provinces: seats(&areas.provinces, &provinces),
        counties: areas.counties.iter().zip(&counties).map(|(areas, offices)| self::seats(areas, offices)).collect(),
    };
    let assemblies = propose(desk, "offices/assemblies", assemblies(places, &seats)).await?;
    Ok((seats, assemblies))
}

/// An assembly for the country, and one in each province of the ceremony.
fn assemblies(places: &Places, seats: &Levels<Seat>) -> Vec<Command> {
    let assembly = |code: &str, seat: Seat| office(code, OfficeKind::Assembly, seat.office, seat.area);
    let mut items = vec![assembly("assembly", seats.country)];
    for place in &places.ceremony {
        let seat = seats.provinces.get(*place);
        items.extend(seat.map(|seat| assembly(&format!("assembly-{}", places.code(*place)), *seat)));
    }
    items
}

fn office(code: &str, kind: OfficeKind, parent: u64, area: u64) -> Command {
    Command::Office(api::RegisterOffice { code: code.to_owned(), kind: kind.into(), parent, area })
}

fn seats(areas: &[u64], offices: &[u64]) -> Vec<Seat> {
    areas.iter().zip(offices).map(|(area, office)| Seat { area: *area, office: *office }).collect()
}

fn by_province(places: &Places, indices: Vec<u64>) -> Vec<Vec<u64>> {
    let mut indices = indices.into_iter();
    places.provinces.iter().map(|province| indices.by_ref().take(province.counties.len()).collect()).collect()
}
