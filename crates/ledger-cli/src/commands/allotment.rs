//! `allotment`: credit for offices.

use super::head::HeadUsed;
use super::remote::{PAGE_ROWS, Remote};
use super::view::{Cell, View};
use super::writing::Writing;
use crate::args::{AllotmentVerb, MakeAllotment, NotifyAllotment, RecallAllotment, Server};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::words::Text;

const ALLOTMENTS: &[Text] =
    &[Text::Index, Text::Line, Text::Parent, Text::Amount, Text::AllottedBy, Text::Notified, Text::LastChange];

/// Answers a verb of allotments.
pub(crate) fn answer(asked: &AllotmentVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        AllotmentVerb::Make(asked) => make(asked, desk),
        AllotmentVerb::Notify(asked) => notify(asked, desk),
        AllotmentVerb::Recall(asked) => recall(asked, desk),
        AllotmentVerb::List(asked) => list(&asked.server, desk),
    }
}

fn make(asked: &MakeAllotment, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let origin = match (asked.fund, asked.parent) {
        (Some(fund), _) => api::allot::Origin::Fund(api::FromFund { fund }),
        (None, Some(office)) => api::allot::Origin::ParentLine(api::FromParentLine { office }),
        (None, None) => api::allot::Origin::Funds(api::FromFunds {}),
    };
    let allotment = api::Allot {
        office: asked.line.office,
        programme: asked.line.programme,
        year: asked.line.year,
        amount: Some(typed::money(typed::amount("amount", &asked.line.amount)?)?),
        origin: Some(origin),
    };
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let ask = api::AllotRequest { request_id, validate_only, allotment: Some(allotment) };
    let mut client = FundServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.allot(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn notify(asked: &NotifyAllotment, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = writing.last_change(&asked.seen, desk, |remote| last_change(remote, asked.allotment))?;
    let (request_id, validate_only) = writing.id();
    let notification = Some(api::NotifyAllotment { allotment: asked.allotment, last_change });
    let ask = api::NotifyAllotmentRequest { request_id, validate_only, notification };
    let mut client = FundServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.notify_allotment(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn recall(asked: &RecallAllotment, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let recall = api::RecallAllotment {
        office: asked.line.office,
        programme: asked.line.programme,
        year: asked.line.year,
        amount: Some(typed::money(typed::amount("amount", &asked.line.amount)?)?),
        parent: asked.parent.unwrap_or(0),
    };
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let ask = api::RecallAllotmentRequest { request_id, validate_only, recall: Some(recall) };
    let mut client = FundServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.recall_allotment(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn last_change(remote: &Remote, allotment: u64) -> Result<u64, Failure> {
    let absent = || Failure::new(Exit::Usage, "not_found", format!("there is no allotment {allotment}"));
    let (allotments, _) = all(remote)?;
    let found = allotments.iter().find(|one| one.index == allotment);
    found.map(|one| one.last_change).ok_or_else(absent)
}

fn all(remote: &Remote) -> Result<(Vec<api::Allotment>, HeadUsed), Failure> {
    let mut client = FundServiceClient::new(remote.channel());
    remote.pages(|page_token| {
        let ask = api::ListAllotmentsRequest { page_size: PAGE_ROWS, page_token };
        let page = remote.read(client.list_allotments(remote.request(ask)))?;
        Ok((page.allotments, page.next_page_token, page.head))
    })
}

fn list(server: &Server, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(server, desk)?;
    let (allotments, head) = all(&remote)?;
    let row = |one: &api::Allotment| {
        vec![
            Cell::Index(one.index),
            Cell::Index(one.line),
            Cell::Index(one.parent),
            Cell::money(one.amount.as_ref()),
            Cell::Index(one.allotted_by),
            Cell::Index(one.notified_at),
            Cell::Index(one.last_change),
        ]
    };
    let view = View::of("allotments", ALLOTMENTS, allotments.iter().map(row).collect(), head);
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}
