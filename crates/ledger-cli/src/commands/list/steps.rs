//! `list approve` and `list release`: the two steps that officers take with a whole list.

use super::recorded;
use crate::args::{ApproveList, ListStep};
use crate::commands::remote::Remote;
use crate::commands::view::Cell;
use crate::commands::writing::Writing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::words::Text;

/// Answers `list approve`.
pub(super) fn approve(asked: &ApproveList, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let ListStep { list, seen, act } = &asked.step;
    let writing = Writing::open(act, desk)?;
    let last_change = writing.last_change(seen, desk, |remote| last_change(remote, *list))?;
    let ask = api::ApproveListRequest {
        request_id: writing.request_id.clone(),
        validate_only: writing.dry_run,
        want_indices: false,
        list: *list,
        last_change,
        account: asked.account,
    };
    let mut client = GrantServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.approve_list(writing.remote.request(ask)))?;
    report(&writing, answered.recorded, last_change, desk)
}

/// Answers `list release`.
pub(super) fn release(asked: &ListStep, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = writing.last_change(&asked.seen, desk, |remote| last_change(remote, asked.list))?;
    let ask = api::ReleaseListRequest {
        request_id: writing.request_id.clone(),
        validate_only: writing.dry_run,
        want_indices: false,
        list: asked.list,
        last_change,
    };
    let mut client = GrantServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.release_list(writing.remote.request(ask)))?;
    report(&writing, answered.recorded, last_change, desk)
}

fn report(
    writing: &Writing,
    recorded: Option<api::ListRecorded>,
    last_change: u64,
    desk: &mut Desk<'_>,
) -> Result<Exit, Failure> {
    let more = vec![(Text::LastChange, Cell::Index(last_change))];
    recorded::report(writing, recorded, &recorded::FileLines::new(), more, desk)
}

/// The entry that last changed a list.
fn last_change(remote: &Remote, list: u64) -> Result<u64, Failure> {
    let mut client = GrantServiceClient::new(remote.channel());
    let answer = remote.read(client.get_list(remote.request(api::GetListRequest { list })))?;
    Ok(remote.found(answer.list, "list")?.last_change)
}
