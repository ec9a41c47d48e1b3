//! The whole state, thing by thing: what the real ledger shows and what the naive one has written down.

use super::naive::{Naive, Owner, Stage};
use super::trouble::{Outcome, Trouble, ensure, same};
use ledger_core::event::Entry;
use ledger_core::ids::{AccountId, AllotmentId, BeneficiaryId, FundId, GrantId, Index, LineId, OfficeId, PrincipalId};
use ledger_core::ids::{ReceiptId, RequestId, SeriesId};
use ledger_core::partition::Partition;
use ledger_core::place::{Place, Standing};
use ledger_core::postings::{Layer, LedgerAccount};
use ledger_core::state::State;
use ledger_core::views::{self, Object, Standings, Views};
use std::collections::BTreeMap;

/// Everything that the views show.
pub fn at(naive: &Naive, views: &Views) -> Outcome {
    same("size", views.head().next.0, naive.next)?;
    rials(naive, views.partition())?;
    registrations(naive, views)?;
    receipts(naive, views)?;
    lines(naive, views)?;
    grants(naive, views)?;
    balances(naive, views)?;
    double_entry(naive, views)
}

/// What only the state of a newly opened book shows.
pub fn at_state(naive: &Naive, state: &State, views: &Views, entries: &Vec<Entry>) -> Outcome {
    same("next index", state.next_index().0, naive.next)?;
    same("time", state.time(), naive.time)?;
    ensure(state.partition() == views.partition(), || "state and views put rials in other places".to_owned())?;
    for ((principal, id), row) in &naive.requests {
        let known = state.request(PrincipalId(*principal), RequestId(*id), entries);
        let known =
            known.map_err(|error| Trouble(error.to_string()))?.map(|(fingerprint, first)| (fingerprint.0, first.0));
        same("request", known, Some((row.fingerprint, row.first)))?;
    }
    Ok(())
}

/// Every rial of every series has one place, and it is the one that the naive ledger says.
fn rials(naive: &Naive, partition: &Partition) -> Outcome {
    let known: Vec<u64> = partition.all_series().map(|(id, _)| id.0).collect();
    same("series", known, naive.series.keys().copied().collect())?;
    for (id, row) in &naive.series {
        let series = partition.series(SeriesId(*id)).ok_or_else(|| Trouble(format!("no series {id}")))?;
        let real = (series.fund.0, series.account.0, series.numbered);
        same("series", real, (row.fund, row.account, row.rials.len() as u64))?;
        let mut next = 0;
        for (range, place) in partition.segments_of(SeriesId(*id)) {
            ensure(range.start() == next, || format!("a hole or an overlap in series {id} at {next}"))?;
            next = range.end();
            for number in range.start()..range.end() {
                let real = owner(place);
                ensure(real == naive.owner((*id, number)), || {
                    format!("rial {number} of series {id}: {real:?}, and {:?}", naive.owner((*id, number)))
                })?;
            }
        }
        same("numbered", next, row.rials.len() as u64)?;
    }
    Ok(())
}

const fn owner(place: Place) -> Owner {
    match place {
        Place::Free => Owner::Fund,
        Place::Allotted(line) => Owner::Allotted(line.0),
        Place::Notified(line) => Owner::Line(line.0),
        Place::Encumbered(grant) => Owner::Encumbered(grant.0),
        Place::InPayment(grant) => Owner::InPayment(grant.0),
        Place::Spent(grant) => Owner::Spent(grant.0),
        Place::Voided(receipt) => Owner::Voided(receipt.0),
    }
}

fn registrations(naive: &Naive, views: &Views) -> Outcome {
    let all = views.registrations();
    let confirmed = |id: u64, confirmed: bool| same("confirmed", (id, confirmed), (id, naive.in_force(id)));
    all.areas.after(None).try_for_each(|(id, row)| confirmed(id.0, row.is_confirmed()))?;
    all.offices.after(None).try_for_each(|(id, row)| confirmed(id.0, row.is_confirmed()))?;
    all.principals.after(None).try_for_each(|(id, row)| confirmed(id.0, row.is_confirmed()))?;
    all.programmes.after(None).try_for_each(|(id, row)| confirmed(id.0, row.is_confirmed()))?;
    all.rules.after(None).try_for_each(|(id, row)| confirmed(id.0, row.is_confirmed()))?;
    all.accounts.after(None).try_for_each(|(id, row)| confirmed(id.0, row.is_confirmed()))?;
    let real = [all.areas.count(), all.offices.count(), all.principals.count(), all.programmes.count()];
    let own = [naive.areas.len(), naive.offices.len(), naive.principals.len(), naive.programmes.len()];
    same("register", real, own)?;
    let real = [all.rules.count(), all.accounts.count(), all.donors.count(), all.beneficiaries.count()];
    let own = [naive.rules.len(), naive.accounts.len(), naive.donors.len(), naive.beneficiaries.len()];
    same("register", real, own)?;
    for (id, row) in &naive.beneficiaries {
        let real = all.beneficiaries.at(BeneficiaryId(*id)).map(|found| (found.office.0, found.verified_at.is_some()));
        same("beneficiary", real, Some((row.office, row.verified)))?;
    }
    Ok(())
}

fn receipts(naive: &Naive, views: &Views) -> Outcome {
    same("receipts", views.receipt_count(), naive.receipts.len())?;
    for (id, row) in &naive.receipts {
        let real = views.receipt(ReceiptId(*id)).map(|found| {
            let numbers = found.numbers;
            (found.office.0, found.receipt_number, numbers.series().0, numbers.start(), numbers.count())
        });
        let (series, first) = row.rials[0];
        same("receipt", real, Some((row.office, row.number, series, first, row.rials.len() as u64)))?;
    }
    Ok(())
}

fn lines(naive: &Naive, views: &Views) -> Outcome {
    same("lines", views.lines().count(), naive.lines.len())?;
    for (id, row) in &naive.lines {
        same("line", views.lines().at(LineId(*id)), Some(row))?;
    }
    same("allotments", views.allotments().count(), naive.allotments.len())?;
    for (id, row) in &naive.allotments {
        let found = views.allotments().at(AllotmentId(*id));
        let real = found.map(|found| {
            let notified = found.notified_at.is_some();
            (found.line.0, found.parent.map(|line| line.0), found.amount.count(), found.allotted_by.0, notified)
        });
        same("allotment", real, Some((row.line, row.parent, row.rials.len() as u64, row.by, row.notified)))?;
    }
    Ok(())
}

fn grants(naive: &Naive, views: &Views) -> Outcome {
    same("grants", views.grant_count(), naive.grants.len())?;
    for (id, row) in &naive.grants {
        let real = views.grant(GrantId(*id)).ok_or_else(|| Trouble(format!("no grant {id}")))?;
        let steps = (stage(real.stage), real.last_change());
        same("grant", steps, (row.stage, Some(Index(row.last))))?;
        let parts = (real.office.0, real.programme.0, real.beneficiary.0, real.amount.count());
        same("grant", parts, (row.office, row.programme, row.beneficiary, row.amount))?;
        let means = (real.rule.map(|id| id.0), real.line.map(|id| id.0), real.account.map(|id| id.0));
        same("grant", means, (row.rule, row.line, row.account))?;
    }
    Ok(())
}

fn stage(stage: views::Stage) -> Stage {
    match stage {
        views::Stage::Applied => Stage::Applied,
        views::Stage::Decided => Stage::Decided,
        views::Stage::CreditSecured => Stage::Secured,
        views::Stage::Awarded => Stage::Awarded,
        views::Stage::Verified => Stage::Verified,
        views::Stage::Ordered => Stage::Ordered,
        views::Stage::Paid => Stage::Paid,
        views::Stage::Returned => Stage::Returned,
        views::Stage::Cancelled => Stage::Cancelled,
        views::Stage::HandedOver => unreachable!("no wish asks for goods"),
    }
}

/// Per fund, account, line, grant, receipt and in all: counted rial by rial.
fn balances(naive: &Naive, views: &Views) -> Outcome {
    let mut counted: BTreeMap<Object, [u64; 7]> = BTreeMap::new();
    let mut all = [0; 7];
    for row in naive.series.values() {
        for owner in &row.rials {
            let standing = standing(*owner);
            all[standing] += 1;
            let mut objects = vec![Object::Fund(FundId(row.fund)), Object::Account(AccountId(row.account))];
            objects.extend(line_of(naive, *owner).map(|line| Object::Line(LineId(line))));
            objects.extend(line_of(naive, *owner).map(|line| Object::Office(naive.lines[&line].office)));
            objects.extend(grant_of(*owner).map(|grant| Object::Grant(GrantId(grant))));
            objects.into_iter().for_each(|object| counted.entry(object).or_default()[standing] += 1);
        }
    }
    same("totals", amounts(&views.totals()), all)?;
    for object in objects(naive) {
        let real = views.balance(object).map(|standings| amounts(&standings));
        same("balance", (object, real), (object, Some(counted.get(&object).copied().unwrap_or_default())))?;
    }
    Ok(())
}

fn objects(naive: &Naive) -> Vec<Object> {
    let mut all: Vec<Object> = naive.funds.keys().map(|id| Object::Fund(FundId(*id))).collect();
    all.extend(naive.accounts.keys().map(|id| Object::Account(AccountId(*id))));
    all.extend(naive.lines.keys().map(|id| Object::Line(LineId(*id))));
    all.extend(naive.grants.keys().map(|id| Object::Grant(GrantId(*id))));
    all.extend(naive.offices.keys().map(|id| Object::Office(OfficeId(*id))));
    all
}

fn standing(owner: Owner) -> usize {
    match owner {
        Owner::Fund => 0,
        Owner::Allotted(_) => 1,
        Owner::Line(_) => 2,
        Owner::Encumbered(_) => 3,
        Owner::InPayment(_) => 4,
        Owner::Spent(_) => 5,
        Owner::Voided(_) => 6,
    }
}

fn amounts(standings: &Standings) -> [u64; 7] {
    Standing::ALL.map(|standing| standings.amount(standing).count())
}

fn line_of(naive: &Naive, owner: Owner) -> Option<u64> {
    match owner {
        Owner::Allotted(line) | Owner::Line(line) => Some(line),
        Owner::Encumbered(grant) | Owner::InPayment(grant) | Owner::Spent(grant) => naive.grants[&grant].line,
        Owner::Fund | Owner::Voided(_) => None,
    }
}

const fn grant_of(owner: Owner) -> Option<u64> {
    match owner {
        Owner::Encumbered(grant) | Owner::InPayment(grant) | Owner::Spent(grant) => Some(grant),
        Owner::Fund | Owner::Allotted(_) | Owner::Line(_) | Owner::Voided(_) => None,
    }
}

/// Every layer sums to nothing in every fund, and the bank has what was neither paid nor taken back.
fn double_entry(naive: &Naive, views: &Views) -> Outcome {
    let mut sums: BTreeMap<(Layer, FundId), i128> = BTreeMap::new();
    for row in views.trial_balance() {
        *sums.entry((row.layer, row.fund)).or_default() += row.balance;
    }
    ensure(sums.values().all(|sum| *sum == 0), || format!("the books do not balance: {sums:?}"))?;
    for account in naive.accounts.keys() {
        let rials = naive.series.values().filter(|row| row.account == *account).flat_map(|row| &row.rials);
        let there = rials.filter(|owner| !matches!(owner, Owner::Spent(_) | Owner::Voided(_))).count();
        let bank = views.ledger_balance(Layer::Actual, LedgerAccount::Bank(AccountId(*account)));
        same("bank", bank, i128::try_from(there).expect("small"))?;
    }
    Ok(())
}
