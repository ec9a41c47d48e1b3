//! The register, page by page.

use super::page::{Cursor, Page};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::event::PrincipalKind;
use ledger_core::ids::{AccountId, AreaId, BeneficiaryId, DonorId, Index, OfficeId, PrincipalId, ProgrammeId, RuleId};
use ledger_core::views::{Beneficiary, Registered, Waiting, WaitingRow};

/// The id after which a page starts.
pub(super) fn after<I>(cursor: Cursor, id: impl FnOnce(u64) -> I) -> Option<I> {
    cursor.map(|[first, _, _]| id(first))
}

/// The key of a row that is known by one index.
pub(super) const fn key(index: u64) -> [u64; 3] {
    [index, 0, 0]
}

pub(super) const fn confirmed_at<T>(row: &Registered<T>) -> u64 {
    match row.confirmed_at {
        Some(index) => index.0,
        None => 0,
    }
}

/// `ListAreas`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn areas(view: View<'_>, ask: proto::ListAreasRequest) -> Result<proto::ListAreasResponse, ReadError> {
    let proto::ListAreasRequest { page_size, page_token } = ask;
    let page = Page::new("ListAreas", &[], page_size, &page_token)?;
    let rows = view.views.registrations().areas.after(after(page.after, AreaId)).map(|(id, row)| proto::Area {
        index: id.0,
        area: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
    });
    let (areas, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListAreasResponse { areas, next_page_token, head: Some(view.head()) })
}

/// `ListOffices`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn offices(view: View<'_>, ask: proto::ListOfficesRequest) -> Result<proto::ListOfficesResponse, ReadError> {
    let proto::ListOfficesRequest { page_size, page_token } = ask;
    let page = Page::new("ListOffices", &[], page_size, &page_token)?;
    let rows = view.views.registrations().offices.after(after(page.after, OfficeId)).map(|(id, row)| proto::Office {
        index: id.0,
        office: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
    });
    let (offices, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListOfficesResponse { offices, next_page_token, head: Some(view.head()) })
}

/// `ListPrincipals`. Who a human is, and the hash of the key, are not shown.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn principals(
    view: View<'_>,
    ask: proto::ListPrincipalsRequest,
) -> Result<proto::ListPrincipalsResponse, ReadError> {
    let proto::ListPrincipalsRequest { page_size, page_token } = ask;
    let page = Page::new("ListPrincipals", &[], page_size, &page_token)?;
    let found = view.views.registrations().principals.after(after(page.after, PrincipalId));
    let rows = found.map(|(id, row)| proto::Principal {
        index: id.0,
        human: matches!(row.fact.kind, PrincipalKind::Human(_)),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
        office: row.fact.office.map_or(0, |office| office.0),
        roles: row.fact.roles.iter().map(Choice::number).collect(),
    });
    let (principals, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListPrincipalsResponse { principals, next_page_token, head: Some(view.head()) })
}

/// `ListProgrammes`, each with its rules.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn programmes(
    view: View<'_>,
    ask: proto::ListProgrammesRequest,
) -> Result<proto::ListProgrammesResponse, ReadError> {
    let proto::ListProgrammesRequest { page_size, page_token } = ask;
    let page = Page::new("ListProgrammes", &[], page_size, &page_token)?;
    let found = view.views.registrations().programmes.after(after(page.after, ProgrammeId));
    let rows = found.map(|(id, row)| proto::Programme {
        index: id.0,
        programme: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
        rules: rules(&view, id),
    });
    let (programmes, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListProgrammesResponse { programmes, next_page_token, head: Some(view.head()) })
}

fn rules(view: &View<'_>, programme: ProgrammeId) -> Vec<proto::ProgrammeRule> {
    let all = view.views.registrations().rules.after(None::<RuleId>);
    all.filter(|(_, row)| row.fact.programme == programme)
        .map(|(id, row)| proto::ProgrammeRule {
            index: id.0,
            rule: Some((&row.fact).into()),
            proposed_by: row.proposed_by.0,
            confirmed_at: confirmed_at(row),
        })
        .collect()
}

/// `ListAccounts`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn accounts(view: View<'_>, ask: proto::ListAccountsRequest) -> Result<proto::ListAccountsResponse, ReadError> {
    let proto::ListAccountsRequest { page_size, page_token } = ask;
    let page = Page::new("ListAccounts", &[], page_size, &page_token)?;
    let rows =
        view.views.registrations().accounts.after(after(page.after, AccountId)).map(|(id, row)| proto::Account {
            index: id.0,
            account: Some((&row.fact).into()),
            proposed_by: row.proposed_by.0,
            confirmed_at: confirmed_at(row),
        });
    let (accounts, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListAccountsResponse { accounts, next_page_token, head: Some(view.head()) })
}

/// `ListDonors`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn donors(view: View<'_>, ask: proto::ListDonorsRequest) -> Result<proto::ListDonorsResponse, ReadError> {
    let proto::ListDonorsRequest { page_size, page_token } = ask;
    let page = Page::new("ListDonors", &[], page_size, &page_token)?;
    let found = view.views.registrations().donors.after(after(page.after, DonorId));
    let rows = found.map(|(id, row)| proto::Donor { index: id.0, donor: Some(row.into()) });
    let (donors, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListDonorsResponse { donors, next_page_token, head: Some(view.head()) })
}

/// `ListBeneficiaries`, all or those of one office.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn beneficiaries(
    view: View<'_>,
    ask: proto::ListBeneficiariesRequest,
) -> Result<proto::ListBeneficiariesResponse, ReadError> {
    let proto::ListBeneficiariesRequest { page_size, page_token, office } = ask;
    let page = Page::new("ListBeneficiaries", &[office], page_size, &page_token)?;
    let found = view.views.registrations().beneficiaries.after(after(page.after, BeneficiaryId));
    let rows =
        found.filter(|(_, row)| office == 0 || row.office.0 == office).map(|(id, row)| beneficiary(&view, id, row));
    let (beneficiaries, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListBeneficiariesResponse { beneficiaries, next_page_token, head: Some(view.head()) })
}

fn beneficiary(view: &View<'_>, id: BeneficiaryId, row: &Beneficiary) -> proto::Beneficiary {
    proto::Beneficiary {
        index: id.0,
        kind: row.kind.number(),
        office: row.office.0,
        reference: row.reference.0.to_vec(),
        enrolled_by: row.enrolled_by.0,
        verified_at: row.verified_at.map_or(0, |index| index.0),
        class: row.class.map_or(0, |class| class.0),
        payee: view.views.payee_of(id).map_or(0, |payee| payee.0),
    }
}

/// `ListWaiting`: what waits for a second person.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn waiting(view: View<'_>, ask: proto::ListWaitingRequest) -> Result<proto::ListWaitingResponse, ReadError> {
    let proto::ListWaitingRequest { page_size, page_token } = ask;
    let page = Page::new("ListWaiting", &[], page_size, &page_token)?;
    let rows = view.views.waiting(after(page.after, Index)).map(|row| waiting_item(&view, row));
    let (items, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListWaitingResponse { items, next_page_token, head: Some(view.head()) })
}

fn waiting_item(view: &View<'_>, row: &WaitingRow) -> proto::WaitingItem {
    let kind = match row.what {
        Waiting::Area(_) => proto::WaitingKind::Area,
        Waiting::Office(_) => proto::WaitingKind::Office,
        Waiting::Principal(_) => proto::WaitingKind::Principal,
        Waiting::Programme(_) => proto::WaitingKind::Programme,
        Waiting::Rule(_) => proto::WaitingKind::ProgrammeRule,
        Waiting::Account(_) => proto::WaitingKind::Account,
        Waiting::Campaign(_) => proto::WaitingKind::Campaign,
        Waiting::Class(_) => proto::WaitingKind::Class,
        Waiting::Policy(_) => proto::WaitingKind::Policy,
        Waiting::Item(_) => proto::WaitingKind::Item,
        Waiting::KitDesign(_) => proto::WaitingKind::KitDesign,
        Waiting::Payee(_) => proto::WaitingKind::Payee,
        Waiting::Beneficiary(_) => proto::WaitingKind::Beneficiary,
        Waiting::Allotment(_) => proto::WaitingKind::Allotment,
    };
    proto::WaitingItem {
        index: row.index.0,
        kind: i32::from(kind),
        since: Some(money::timestamp(row.since)),
        asked_by: row.asked_by.0,
        last_change: view.views.last_change(row.index).map_or(0, |index| index.0),
    }
}
