//! Allotments: from funds to national, province and county lines, and down from line to line, each notified by
//! another person before the next is made.

use super::api_words::money;
use super::cast::{APPROVER, BUDGET_OFFICER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::plan::Plan;
use super::plan::allotments::Allotment;
use super::plan::wish::{Area, Programme};
use super::register::{Register, Seat};
use super::timetable::YEAR;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::allot::Origin;
use ledger_wire::proto::ledger::v1::allotment_item::Command;

/// Allots and notifies what the list needs.
///
/// # Errors
/// [`DemoError`].
pub async fn allot_all(desk: &Desk<'_>, register: &Register, plan: &Plan) -> Result<(), DemoError> {
    let national = (BUDGET_OFFICER, APPROVER);
    let commands = |allotments: &[Allotment], origin: Origin| -> Result<Vec<Command>, DemoError> {
        allotments.iter().map(|one| command(register, one, origin)).collect()
    };
    let planned = &plan.allotments;
    let funds = Origin::Funds(api::FromFunds {});
    allot_and_notify(desk, "allot/funds", national, commands(&planned.from_funds, funds)?).await?;
    let country = from_line(register.seat(Area::Country)?);
    allot_and_notify(desk, "allot/provinces", national, commands(&planned.to_provinces, country)?).await?;
    for place in &plan.places.ceremony {
        let code = plan.places.code(*place);
        let province = Area::Province(*place);
        let here: Vec<Allotment> = planned.to_counties.iter().filter(|one| province.holds(one.to)).copied().collect();
        let items = commands(&here, from_line(register.seat(province)?))?;
        let officers = (in_province(code, BUDGET_OFFICER), in_province(code, APPROVER));
        allot_and_notify(desk, &format!("allot/counties/{code}"), (&officers.0, &officers.1), items).await?;
    }
    Ok(())
}

fn command(register: &Register, one: &Allotment, origin: Origin) -> Result<Command, DemoError> {
    allot(register, one.to, one.programme, one.rials, origin).map(Command::Allotment)
}

/// From the line of this office.
#[must_use]
pub const fn from_line(seat: Seat) -> Origin {
    Origin::ParentLine(api::FromParentLine { office: seat.office })
}

/// An allotment to the line of an area's office.
///
/// # Errors
/// If the amount cannot be counted, or the register lacks the office.
pub fn allot(
    register: &Register,
    to: Area,
    programme: Programme,
    rials: u64,
    origin: Origin,
) -> Result<api::Allot, DemoError> {
    Ok(api::Allot {
        office: register.seat(to)?.office,
        programme: register.programme(programme),
        year: YEAR.into(),
        amount: money(rials)?,
        origin: Some(origin),
    })
}

async fn allot_and_notify(
    desk: &Desk<'_>,
    step: &str,
    (maker, checker): (&str, &str),
    items: Vec<Command>,
) -> Result<(), DemoError> {
    if items.is_empty() {
        return Ok(());
    }
    let allotments = desk.allot(maker, step, items).await?;
    let notify = |index: &u64| Command::Notification(api::NotifyAllotment { allotment: *index, last_change: *index });
    let notifications = allotments.iter().map(notify).collect();
    desk.allot(checker, &format!("{step}/notified"), notifications).await.map(|_| ())
}
