//! Accounts and stores, the items of the catalogue, the design of the dowry set.

use super::levels::Levels;
use super::{Seat, one, propose};
use crate::demo::api_words::money;
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::plan::Plan;
use crate::demo::plan::goods::{ALSO_IN, Item, SETS_IN};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::AccountKind;

/// The bank's account, the Treasury's, and the stores with the places of their provinces.
type Accounts = (u64, u64, Vec<(usize, u64)>);

/// Opens the accounts and the stores.
///
/// # Errors
/// [`DemoError`].
pub async fn accounts(desk: &Desk<'_>, plan: &Plan, seats: &Levels<Seat>) -> Result<Accounts, DemoError> {
    let account = |code: String, office: u64, kind: AccountKind| {
        Command::Account(api::OpenAccount { code, office, kind: kind.into() })
    };
    let national = seats.country.office;
    let mut items = vec![
        account("donations-1".to_owned(), national, AccountKind::Bank),
        account("treasury-1".to_owned(), national, AccountKind::Treasury),
    ];
    let provinces: Vec<usize> = [SETS_IN, ALSO_IN].iter().filter_map(|code| plan.places.province(code)).collect();
    for place in &provinces {
        let seat = seats.provinces.get(*place);
        let code = format!("store-{}", plan.places.code(*place));
        items.extend(seat.map(|seat| account(code, seat.office, AccountKind::Store)));
    }
    let opened = propose(desk, "accounts", items).await?;
    let [bank, treasury, stores @ ..] = opened.as_slice() else {
        return Err(DemoError::missing("accounts", "an account"));
    };
    Ok((*bank, *treasury, provinces.into_iter().zip(stores.iter().copied()).collect()))
}

/// Registers the items, and the design of the dowry set: one of each.
///
/// # Errors
/// [`DemoError`].
pub async fn goods(desk: &Desk<'_>, dowry: u64) -> Result<(Vec<u64>, u64), DemoError> {
    let mut items = Vec::new();
    for item in Item::ALL {
        items.push(Command::Item(api::RegisterItem {
            code: item.code().to_owned(),
            name: item.name().to_owned(),
            measure: item.measure().to_owned(),
            catalogue_value: money(item.value())?,
        }));
    }
    let items = propose(desk, "items", items).await?;
    let design = Command::KitDesign(api::DesignKit {
        code: "dowry-set".to_owned(),
        name: "سرویس جهیزیه".to_owned(),
        programme: dowry,
        bill: items.iter().map(|item| api::BillRow { item: *item, quantity: 1 }).collect(),
    });
    let design = one("kit design", &propose(desk, "kit-design", vec![design]).await?)?;
    Ok((items, design))
}
