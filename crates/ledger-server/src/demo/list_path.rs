//! The list on its path: submitted by its maker, approved by two, released by the releaser, and what the bank did with it.

use super::cast::{APPROVER, CASE_OFFICER, SECOND_APPROVER, in_province};
use super::desk::Desk;
use super::enrolment::{confirm, payee};
use super::error::DemoError;
use super::list_desk::{ListDesk, whole};
use super::plan::bank::Then;
use super::sheets::Sheets;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_item::Command;
use ledger_wire::proto::record::v1::Reason;
use ledger_wire::sheets::ResultFile;

/// The list, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its index.
    pub list: u64,
    /// The entry that last changed it.
    pub last_change: u64,
    /// Who gets each line.
    pub beneficiaries: Vec<u64>,
    /// The entry that last changed each line.
    line_changes: Vec<u64>,
}

impl Listed {
    /// The entry that last changed a line.
    ///
    /// # Errors
    /// If there is no such line.
    fn line_change(&self, at: usize) -> Result<u64, DemoError> {
        self.line_changes.get(at).copied().ok_or_else(|| DemoError::missing("list", "a line"))
    }

    fn beneficiary(&self, at: usize) -> Result<u64, DemoError> {
        self.beneficiaries.get(at).copied().ok_or_else(|| DemoError::missing("list", "a beneficiary"))
    }
}

/// A dry run, then the submission and the two approvals.
///
/// # Errors
/// [`DemoError`].
pub async fn submit_and_approve(
    desk: &ListDesk<'_>,
    sheets: &Sheets,
    beneficiaries: Vec<u64>,
) -> Result<Listed, DemoError> {
    let file = sheets.read_list(desk.plan)?;
    let total = desk.plan.list_total();
    // Under the same id: once the list is there, a dry run gets the answer that it got.
    whole("list/submit", desk.submit("list/submit", &file, total, true).await?)?;
    let submitted = whole("list/submit", desk.submit("list/submit", &file, total, false).await?)?;
    let list = submitted.index;
    desk.give_approval(list).await?;
    let approved = whole("list/approve", desk.approve(list).await?)?;
    Ok(Listed { list, last_change: approved.index, beneficiaries, line_changes: approved.indices })
}

/// The payee of a line changes: proposed by the officer of the province, confirmed by the national one.
///
/// # Errors
/// [`DemoError`].
pub async fn change_payee(desk: &ListDesk<'_>, listed: &Listed, at: usize) -> Result<(), DemoError> {
    change_payees(desk, "payee-changed", listed, &[at]).await
}

async fn change_payees(desk: &ListDesk<'_>, step: &str, listed: &Listed, lines: &[usize]) -> Result<(), DemoError> {
    let places = &desk.plan.places;
    let mut proposed = Vec::new();
    for province in &places.ceremony {
        let mut items = Vec::new();
        for at in lines {
            let Some(line) = desk.plan.lines.get(*at).filter(|line| line.province == *province) else { continue };
            items.push(payee(listed.beneficiary(*at)?, line.person, 1));
        }
        if !items.is_empty() {
            let code = places.code(*province);
            let step = format!("{step}/{code}");
            proposed.extend(desk.desk.register(&in_province(code, CASE_OFFICER), &step, items).await?);
        }
    }
    confirm(desk.desk, &format!("{step}/confirmed"), &proposed).await
}

/// The approval is given again for lines whose payee changed, by as many as approved the list.
///
/// # Errors
/// [`DemoError`].
pub async fn renew(
    desk: &Desk<'_>,
    step: &str,
    listed: &mut Listed,
    grants: &[u64],
    lines: &[usize],
) -> Result<(), DemoError> {
    let (mut approvals, mut items) = (Vec::new(), Vec::new());
    for at in lines {
        let (grant, last_change) = (grant_of(grants, *at)?, listed.line_change(*at)?);
        approvals.push(Command::Approval(api::GiveApproval { object: grant, last_change }));
        items.push(Command::PayeeRenewal(api::RenewPayee { grant, last_change }));
    }
    desk.act(SECOND_APPROVER, &format!("{step}/first-approval"), approvals).await?;
    let entries = desk.act(APPROVER, step, items).await?;
    listed.last_change = entries.last().copied().unwrap_or(listed.last_change);
    for (at, entry) in lines.iter().zip(entries) {
        if let Some(change) = listed.line_changes.get_mut(*at) {
            *change = entry;
        }
    }
    Ok(())
}

fn grant_of(grants: &[u64], at: usize) -> Result<u64, DemoError> {
    grants.get(at).copied().ok_or_else(|| DemoError::missing("list", "a grant"))
}

/// The release, or a second one of what came back.
///
/// # Errors
/// [`DemoError`].
pub async fn release(desk: &ListDesk<'_>, step: &str, listed: &mut Listed) -> Result<(), DemoError> {
    let released = whole(step, desk.release(step, listed.list, listed.last_change).await?)?;
    listed.last_change = released.index;
    Ok(())
}

/// What the bank did with the payments of a release.
///
/// # Errors
/// [`DemoError`].
pub async fn import(desk: &ListDesk<'_>, step: &str, listed: &mut Listed, file: &ResultFile) -> Result<(), DemoError> {
    let imported = whole(step, desk.import(step, listed.list, file).await?)?;
    listed.last_change = imported.index;
    for (line, entry) in file.lines.iter().zip(imported.indices) {
        let at = usize::try_from(line.line).unwrap_or(usize::MAX).saturating_sub(1);
        if let Some(change) = listed.line_changes.get_mut(at) {
            *change = entry;
        }
    }
    Ok(())
}

/// New accounts are proposed, confirmed and approved for some of what came back; one marriage is cancelled.
///
/// # Errors
/// [`DemoError`].
pub async fn mend(desk: &ListDesk<'_>, listed: &mut Listed, grants: &[u64]) -> Result<(), DemoError> {
    let with = |then: Then| -> Vec<usize> {
        desk.plan.sent_back.iter().filter(|back| back.then == then).map(|back| back.line).collect()
    };
    let changed = with(Then::ToNewAccount);
    change_payees(desk, "new-accounts", listed, &changed).await?;
    renew(desk.desk, "new-accounts/renewed", listed, grants, &changed).await?;
    for at in with(Then::Cancelled) {
        let (grant, last_change) = (grant_of(grants, at)?, listed.line_change(at)?);
        let reason = Reason::Withdrawn.into();
        let item = Command::Cancellation(api::CancelGrant { grant, last_change, reason });
        let entries = desk.desk.act(APPROVER, &format!("cancelled/{at}"), vec![item]).await?;
        listed.last_change = entries.last().copied().unwrap_or(listed.last_change);
    }
    Ok(())
}
