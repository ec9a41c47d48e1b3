//! Pledges.

use super::page::Page;
use super::registry::{after, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::event::{FundOpened, Instalment};
use ledger_core::ids::PledgeId;
use ledger_core::money::Amount;
use ledger_core::time::Day;
use ledger_core::views::{Pledge, PledgeStanding};

/// `GetPledge`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn pledge(view: View<'_>, ask: proto::GetPledgeRequest) -> Result<proto::GetPledgeResponse, ReadError> {
    let proto::GetPledgeRequest { pledge } = ask;
    let not_found = ReadError::NotFound { what: "pledge", index: pledge };
    let row = view.views.pledges().at(PledgeId(pledge)).ok_or(not_found)?;
    Ok(proto::GetPledgeResponse { pledge: Some(message(&view, PledgeId(pledge), row)), head: Some(view.head()) })
}

/// `ListPledges`, all or those of an office, a donor, a campaign; open ones only, if so asked.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn pledges(view: View<'_>, ask: proto::ListPledgesRequest) -> Result<proto::ListPledgesResponse, ReadError> {
    let proto::ListPledgesRequest { page_size, page_token, office, donor, campaign, open_only } = ask;
    let filters = [office, donor, campaign, u64::from(open_only)];
    let page = Page::new("ListPledges", &filters, page_size, &page_token)?;
    let wanted = |row: &Pledge| {
        (office == 0 || row.office.0 == office)
            && (donor == 0 || row.donor.is_some_and(|id| id.0 == donor))
            && (campaign == 0 || row.campaign.is_some_and(|id| id.0 == campaign))
            && (!open_only || !row.open().is_zero())
    };
    let found = view.views.pledges().after(after(page.after, PledgeId)).filter(|(_, row)| wanted(row));
    let (rows, next_page_token) = page.cut(found, |(id, _)| key(id.0));
    let pledges = rows.into_iter().map(|(id, row)| message(&view, id, row)).collect();
    Ok(proto::ListPledgesResponse { pledges, next_page_token, head: Some(view.head()) })
}

fn message(view: &View<'_>, id: PledgeId, row: &Pledge) -> proto::Pledge {
    let fund = view.views.funds().at(row.fund);
    let of_goods = fund.is_some_and(|fund| fund.item.is_some());
    proto::Pledge {
        index: id.0,
        office: row.office.0,
        donor: row.donor.map_or(0, |donor| donor.0),
        fund: row.fund.0,
        restriction: fund.map(|fund| money::restriction(&fund.restriction)),
        source: fund.map_or(0, |fund| fund.source.number()),
        item: fund.and_then(|fund: &FundOpened| fund.item).map_or(0, |item| item.0),
        campaign: row.campaign.map_or(0, |campaign| campaign.0),
        instalments: row.instalments.iter().map(|part| instalment(view, *part, of_goods)).collect(),
        booking_date: Some(money::date(row.booking_date)),
        standing: i32::from(standing(row.standing())),
        pledged: row.pledged().count(),
        received: row.received.count(),
        cancelled: row.cancelled.count(),
        written_off: row.written_off.count(),
        open: row.open().count(),
        overdue: today(view).map_or(Amount::ZERO, |today| row.overdue(today)).count(),
        recorded_by: row.recorded_by.0,
        recorded_at: Some(money::timestamp(row.recorded_at)),
        last_change: row.last_change.0,
    }
}

fn instalment(view: &View<'_>, part: Instalment, of_goods: bool) -> proto::Instalment {
    use proto::instalment::Promised;
    let Instalment { due, count } = part;
    let promised = if of_goods { Promised::Units(count.count()) } else { Promised::Amount(money::money(view, count)) };
    proto::Instalment { due: Some(money::date(due)), promised: Some(promised) }
}

/// The local day of the newest entry: the only day that an answer about a head may depend on.
fn today(view: &View<'_>) -> Option<Day> {
    let offset = view.views.book()?.utc_offset_minutes;
    Some(view.views.head().recorded_at?.tehran_day(offset))
}

const fn standing(standing: PledgeStanding) -> proto::PledgeStanding {
    match standing {
        PledgeStanding::Open => proto::PledgeStanding::Open,
        PledgeStanding::PartlyFulfilled => proto::PledgeStanding::PartlyFulfilled,
        PledgeStanding::Fulfilled => proto::PledgeStanding::Fulfilled,
        PledgeStanding::Cancelled => proto::PledgeStanding::Cancelled,
        PledgeStanding::WrittenOff => proto::PledgeStanding::WrittenOff,
    }
}
