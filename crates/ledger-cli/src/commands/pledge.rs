//! `pledge`: what donors promised, and what became of it.

use super::asked::{self, HowMuch};
use super::remote::{PAGE_ROWS, Remote};
use super::view::{Cell, Rows, View};
use super::writing::Writing;
use crate::args::{
    AmendPledge, CancelPledge, LastChange, ListPledges, PledgeVerb, RecordPledge, ShowPledge, WriteOffPledge,
};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::pledge_service_client::PledgeServiceClient;
use ledger_wire::words::{self, Text};

const INSTALMENTS: &[Text] = &[Text::Due, Text::Amount, Text::Units];
const PLEDGES: &[Text] = &[
    Text::Index,
    Text::Office,
    Text::Donor,
    Text::Campaign,
    Text::Item,
    Text::Standing,
    Text::Pledged,
    Text::Received,
    Text::Open,
    Text::Overdue,
];

/// Answers a verb of promises.
pub(crate) fn answer(asked: &PledgeVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        PledgeVerb::Record(asked) => record(asked, desk),
        PledgeVerb::Amend(asked) => amend(asked, desk),
        PledgeVerb::Cancel(asked) => cancel(asked, desk),
        PledgeVerb::WriteOff(asked) => write_off(asked, desk),
        PledgeVerb::Show(asked) => show(asked, desk),
        PledgeVerb::List(asked) => list(asked, desk),
    }
}

fn record(asked: &RecordPledge, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let pledge = api::RecordPledge {
        office: asked.office,
        donor: asked.donor,
        source: asked::source(asked.source).into(),
        restriction: asked::restriction(&asked.restricted)?,
        item: asked.item.unwrap_or(0),
        instalments: asked::instalments(&asked.instalments)?,
        campaign: asked.campaign.unwrap_or(0),
        booking_date: typed::date("booking-date", asked.booking_date.as_deref())?,
    };
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let ask = api::RecordPledgeRequest { request_id, validate_only, pledge: Some(pledge) };
    let mut client = PledgeServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.record_pledge(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn amend(asked: &AmendPledge, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let instalments = asked::instalments(&asked.instalments)?;
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = last_change(&writing, asked.pledge, &asked.seen, desk)?;
    let (request_id, validate_only) = writing.id();
    let amendment = Some(api::AmendPledge { pledge: asked.pledge, last_change, instalments });
    let ask = api::AmendPledgeRequest { request_id, validate_only, amendment };
    let mut client = PledgeServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.amend_pledge(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn cancel(asked: &CancelPledge, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = last_change(&writing, asked.pledge, &asked.seen, desk)?;
    let (request_id, validate_only) = writing.id();
    let reason = asked::reason(asked.reason).into();
    let cancellation = Some(api::CancelPledge { pledge: asked.pledge, last_change, reason });
    let ask = api::CancelPledgeRequest { request_id, validate_only, cancellation };
    let mut client = PledgeServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.cancel_pledge(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn write_off(asked: &WriteOffPledge, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let given_up = asked.give_up.as_deref().map(given_up).transpose()?;
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = last_change(&writing, asked.pledge, &asked.seen, desk)?;
    let (request_id, validate_only) = writing.id();
    let reason = asked::reason(asked.reason).into();
    let write_off = Some(api::WriteOffPledge { pledge: asked.pledge, last_change, reason, given_up });
    let ask = api::WriteOffPledgeRequest { request_id, validate_only, write_off };
    let mut client = PledgeServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.write_off_pledge(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn given_up(text: &str) -> Result<api::write_off_pledge::GivenUp, Failure> {
    Ok(match asked::how_much("give-up", text)? {
        HowMuch::Money(money) => api::write_off_pledge::GivenUp::Amount(money),
        HowMuch::Units(units) => api::write_off_pledge::GivenUp::Units(units),
    })
}

fn last_change(writing: &Writing, pledge: u64, seen: &LastChange, desk: &mut Desk<'_>) -> Result<u64, Failure> {
    writing.last_change(seen, desk, |remote| Ok(get(remote, pledge)?.0.last_change))
}

fn get(remote: &Remote, pledge: u64) -> Result<(api::Pledge, Option<api::Head>), Failure> {
    let mut client = PledgeServiceClient::new(remote.channel());
    let answer = remote.read(client.get_pledge(remote.request(api::GetPledgeRequest { pledge })))?;
    Ok((remote.found(answer.pledge, "pledge")?, answer.head))
}

fn show(asked: &ShowPledge, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let (pledge, head) = get(&remote, asked.pledge)?;
    let mut facts: Vec<(Text, Cell)> = PLEDGES.iter().copied().zip(row(&pledge)).collect();
    facts.push((Text::Cancelled, much(&pledge, pledge.cancelled)));
    facts.push((Text::WrittenOff, much(&pledge, pledge.written_off)));
    facts.push((Text::BookedOn, Cell::date(pledge.booking_date.as_ref())));
    facts.push((Text::LastChange, Cell::Index(pledge.last_change)));
    let rows = pledge.instalments.iter().map(instalment).collect();
    let tables = vec![Rows { name: "instalments", columns: INSTALMENTS, rows }];
    let view = View { facts, tables, head: Some(remote.head(head)?) };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

fn list(asked: &ListPledges, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = PledgeServiceClient::new(remote.channel());
    let (pledges, head) = remote.pages(|page_token| {
        let ask = api::ListPledgesRequest {
            page_size: PAGE_ROWS,
            page_token,
            office: asked.office.unwrap_or(0),
            donor: asked.donor.unwrap_or(0),
            campaign: asked.campaign.unwrap_or(0),
            open_only: asked.open,
        };
        let page = remote.read(client.list_pledges(remote.request(ask)))?;
        Ok((page.pledges, page.next_page_token, page.head))
    })?;
    let view = View::of("pledges", PLEDGES, pledges.iter().map(row).collect(), head);
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

fn row(pledge: &api::Pledge) -> Vec<Cell> {
    vec![
        Cell::Index(pledge.index),
        Cell::Index(pledge.office),
        Cell::Index(pledge.donor),
        Cell::Index(pledge.campaign),
        Cell::Index(pledge.item),
        Cell::word(|language| words::pledge_standing(pledge.standing(), language)),
        much(pledge, pledge.pledged),
        much(pledge, pledge.received),
        much(pledge, pledge.open),
        much(pledge, pledge.overdue),
    ]
}

/// Rials of a promise of money, units of one of goods.
fn much(pledge: &api::Pledge, count: u64) -> Cell {
    match i64::try_from(count) {
        Ok(rials) if pledge.item == 0 => Cell::Rials(rials),
        Ok(_) | Err(_) => Cell::Count(count),
    }
}

fn instalment(one: &api::Instalment) -> Vec<Cell> {
    let (amount, units) = match &one.promised {
        Some(api::instalment::Promised::Amount(money)) => (Cell::money(Some(money)), Cell::Nothing),
        Some(api::instalment::Promised::Units(units)) => (Cell::Nothing, Cell::Count(*units)),
        None => (Cell::Nothing, Cell::Nothing),
    };
    vec![Cell::date(one.due.as_ref()), amount, units]
}
