//! The principals and their keys.

use super::{Register, propose};
use crate::demo::api_words::person;
use crate::demo::cast::{Post, posts};
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::plan::places::Places;
use crate::demo::plan::wish::Area;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;

/// Admits all principals; gives how many.
///
/// # Errors
/// [`DemoError`].
pub async fn admit(desk: &Desk<'_>, places: &Places, register: &Register) -> Result<usize, DemoError> {
    let mut items = Vec::new();
    for post in posts(places) {
        items.push(admission(desk, &post, register)?);
    }
    Ok(propose(desk, "principals", items).await?.len())
}

fn admission(desk: &Desk<'_>, post: &Post, register: &Register) -> Result<Command, DemoError> {
    let office = register.seat(post.province.map_or(Area::Country, Area::Province))?.office;
    let roles = post.roles.iter().map(|role| i32::from(*role)).collect();
    let api_key_sha256 = desk.key_hash(&post.name)?;
    Ok(Command::Principal(api::AdmitPrincipal { person: post.person.map(person), office, roles, api_key_sha256 }))
}
