//! Campaigns: an appeal with dates and a published purpose, which binds every gift that answers it.

use crate::event::{CampaignClosed, CampaignRegistered, Entry, Restriction};
use crate::ids::{CampaignId, Index};
use crate::rejection::Rejection;
use crate::rules::programme::day_number;
use crate::rules::{Coded, authority, code_is_new, in_force, office, receipt};
use crate::state::{Campaign, State};
use crate::time::Day;

pub(super) fn check(state: &State, today: Day, event: &CampaignRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Campaign, &event.code)?;
    office::exists(state, event.office)?;
    receipt::check_restriction(state, &event.purpose)?;
    if event.target.is_zero() {
        return Err(Rejection::NothingAsked {});
    }
    // One that is over before it is proposed could only take gifts that are booked back.
    if event.closes < event.opens.max(today) {
        return Err(Rejection::DatesReversed { opens: day_number(event.opens), closes: day_number(event.closes) });
    }
    Ok(())
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &CampaignRegistered) {
    let row = Campaign {
        opens: event.opens,
        closes: event.closes,
        purpose: event.purpose,
        closed: false,
        last_change: entry.index,
    };
    state.campaigns.set(CampaignId(entry.index.0), row);
    state.codes.set((Coded::Campaign as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

pub(super) fn check_closing(state: &State, event: CampaignClosed) -> Result<(), Rejection> {
    let row = exists(state, event.campaign)?;
    if row.closed {
        return Err(Rejection::AlreadyConfirmed { object: event.campaign.0 });
    }
    authority::unchanged(event.last_change, row.last_change)
}

pub(super) fn apply_closing(state: &mut State, index: Index, today: Day, event: CampaignClosed) {
    state.campaigns.change(&event.campaign, |row| {
        row.closed = true;
        // The last day on which it still took gifts is the one before.
        row.closes = row.closes.min(today.checked_add_days(-1).unwrap_or(today));
        row.last_change = index;
    });
}

fn exists(state: &State, id: CampaignId) -> Result<&Campaign, Rejection> {
    let row = state.campaigns.at(&id).ok_or(Rejection::UnknownCampaign { campaign: id.0 })?;
    in_force(state, id.0)?;
    Ok(row)
}

/// The restriction of a gift that answers the campaign: what its donor says, and the purpose where the donor is silent.
pub(super) fn resolve(
    state: &State,
    campaign: Option<CampaignId>,
    asked: Restriction,
) -> Result<Restriction, Rejection> {
    let Some(id) = campaign else { return Ok(asked) };
    let purpose = exists(state, id)?.purpose;
    Ok(Restriction {
        programme: asked.programme.or(purpose.programme),
        area: asked.area.or(purpose.area),
        class: asked.class.or(purpose.class),
        intent: asked.intent.or(purpose.intent),
        spend_by: asked.spend_by.or(purpose.spend_by),
    })
}

/// A gift that answers a campaign comes while it is open, and is restricted to its purpose at the least.
pub(super) fn check_answer(
    state: &State,
    campaign: Option<CampaignId>,
    booking_date: Day,
    restriction: &Restriction,
) -> Result<(), Rejection> {
    let Some(id) = campaign else { return Ok(()) };
    let row = exists(state, id)?;
    if booking_date < row.opens || booking_date > row.closes {
        return Err(Rejection::CampaignNotOpen {
            campaign: id.0,
            opens: day_number(row.opens),
            closes: day_number(row.closes),
        });
    }
    match wider_dimension(state, &row.purpose, restriction) {
        Some(dimension) => Err(Rejection::WiderThanCampaign { campaign: id.0, dimension }),
        None => Ok(()),
    }
}

/// The first dimension in which `restriction` leaves open what `purpose` does not.
fn wider_dimension(state: &State, purpose: &Restriction, restriction: &Restriction) -> Option<u64> {
    let Restriction { programme, area, class, intent, spend_by } = purpose;
    let area_kept = area.is_none_or(|wanted| restriction.area.is_some_and(|area| state.area_holds(wanted, area)));
    let day_kept = spend_by.is_none_or(|last| restriction.spend_by.is_some_and(|day| day <= last));
    let kept = [
        programme.is_none() || *programme == restriction.programme,
        area_kept,
        class.is_none() || *class == restriction.class,
        intent.is_none() || *intent == restriction.intent,
        day_kept,
    ];
    (1_u64..).zip(kept).find(|(_, kept)| !kept).map(|(dimension, _)| dimension)
}
