//! Where the vault is asked: for the blinds of what a request commits to, to keep what opens them, and to open it again.

use super::ledger::Ledger;
use crate::random::Random;
use crate::sequencer::SharedViews;
use ledger_core::ids::{AccountToken, BeneficiaryId, Commitment, GrantId, ListId, PrincipalId, RequestId};
use ledger_core::views::Stage;
use ledger_store::vault::{self as store, Blind, Field, OpeningKey, Subject, Value, VaultError};
use ledger_wire::door::{NAME, Opened, Opening, Openings, TokenKeys};
use ledger_wire::identifiers::Sheba;
use ledger_wire::reads::ReadError;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// The vault, shared with the threads that may wait for its disk.
#[derive(Clone)]
pub struct Vault {
    store: Arc<store::Vault>,
}

/// Whether what a request commits to is kept.
pub(super) enum Kept {
    /// It is, durably.
    All,
    /// The same request id has committed to something else before.
    Otherwise,
}

impl Vault {
    /// The services' vault.
    #[must_use]
    pub fn new(store: store::Vault) -> Self {
        Self { store: Arc::new(store) }
    }

    /// The blinds for this caller.
    pub(super) fn blinds(&self, principal: PrincipalId) -> Blinds<'_> {
        Blinds {
            vault: self,
            principal,
            random: Random::default(),
            known: BTreeMap::new(),
            request: None,
            failed: None,
        }
    }

    /// Keeps what a request commits to, durably, before it is decided. Waits for the disk off the async threads.
    pub(super) async fn keep(
        &self,
        principal: PrincipalId,
        request: RequestId,
        openings: Vec<Opening>,
        views: &SharedViews,
    ) -> Result<Kept, VaultError> {
        if openings.is_empty() {
            return Ok(Kept::All);
        }
        let stored: Vec<store::Opening> =
            openings.into_iter().filter_map(|opening| stored(principal, request, opening, views)).collect();
        let vault = self.store.clone();
        let kept = tokio::task::spawn_blocking(move || vault.keep(&stored)).await;
        match kept.unwrap_or(Err(VaultError::Stopped)) {
            Ok(()) => Ok(Kept::All),
            Err(VaultError::OtherContent { .. }) => Ok(Kept::Otherwise),
            Err(failed) => Err(failed),
        }
    }

    /// The datum that opens a commitment; `None` if it was never kept or is erased.
    pub(super) fn open(&self, commitment: &Commitment) -> Result<Option<Opened>, ReadError> {
        let found = self.store.by_commitment(&commitment.0).map_err(|failed| {
            tracing::error!(%failed, "the vault cannot be read");
            ReadError::VaultClosed
        })?;
        Ok(found.map(|opening| Opened {
            request: RequestId(opening.key().request_id.0),
            item: opening.key().item,
            blind: *opening.blind().as_bytes(),
            value: opening.value().as_bytes().to_vec(),
        }))
    }

    /// The accounts that the due payments of a list go to, as the vault has them now: the rules compare them with what
    /// was approved. A datum that is not there, or does not open its commitment, is no account that anybody approved.
    pub(super) fn accounts_for_release(
        &self,
        ledger: &Ledger,
        list: ListId,
        tokens: &TokenKeys,
    ) -> Result<Vec<(GrantId, AccountToken)>, ReadError> {
        let due = ledger.ask(|views| {
            let lines = views.lists().at(list).map_or(&[][..], |row| row.lines.as_slice());
            let due = lines.iter().filter_map(|id| Some((*id, views.grant(*id)?)));
            due.filter(|(_, grant)| matches!(grant.stage, Stage::Awarded | Stage::Returned))
                .filter_map(|(id, grant)| Some((id, views.payees().at(grant.payee?)?.account_commitment)))
                .collect::<Vec<_>>()
        });
        due.into_iter().map(|(grant, commitment)| Ok((grant, self.account(&commitment, tokens)?))).collect()
    }

    fn account(&self, commitment: &Commitment, tokens: &TokenKeys) -> Result<AccountToken, ReadError> {
        let opened = self.open(commitment)?.filter(|opened| opened.opens(Field::Account.name(), commitment));
        let text = opened.and_then(|opened| String::from_utf8(opened.value).ok());
        let sheba = text.and_then(|text| Sheba::parse(&text).ok());
        Ok(sheba.map_or(AccountToken([0; 32]), |sheba| tokens.account(&sheba)))
    }
}

/// An opening as the vault keeps it. A value that is too long was refused at the door.
fn stored(principal: PrincipalId, request: RequestId, opening: Opening, views: &SharedViews) -> Option<store::Opening> {
    let Opening { subject, item, field, blind, value, commitment: _ } = opening;
    let field = if field == NAME { Field::Name } else { Field::Account };
    let key = OpeningKey { principal: principal.0, request_id: store::RequestId(request.0), item, field };
    Some(store::Opening::new(subject_of(subject, views), key, Blind::from_bytes(blind), Value::new(value).ok()?))
}

/// The beneficiary's random reference. One that is not in the book has none: its index stands for it, and the rules will
/// refuse the request, but a retry has to find the same blind all the same.
fn subject_of(beneficiary: BeneficiaryId, views: &SharedViews) -> Subject {
    let published = views.read().unwrap_or_else(PoisonError::into_inner);
    let row = published.views.registrations().beneficiaries.at(beneficiary);
    row.map_or(Subject(u128::from(beneficiary.0).to_be_bytes()), |row| Subject(row.reference.0))
}

/// The blinds of one caller's request: those that were kept for it before, else new ones.
pub(super) struct Blinds<'a> {
    vault: &'a Vault,
    principal: PrincipalId,
    random: Random,
    known: BTreeMap<(u32, &'static str), [u8; 32]>,
    request: Option<RequestId>,
    failed: Option<VaultError>,
}

impl Blinds<'_> {
    /// Whether every blind could be found out.
    pub(super) fn all_found(self) -> Result<(), VaultError> {
        self.failed.map_or(Ok(()), Err)
    }

    /// Finds what was kept for the request, once.
    fn recall(&mut self, request: RequestId) {
        if self.request == Some(request) {
            return;
        }
        self.request = Some(request);
        match self.vault.store.of_request(self.principal.0, &store::RequestId(request.0)) {
            Ok(kept) => {
                let blind = |opening: &store::Opening| {
                    ((opening.key().item, opening.key().field.name()), *opening.blind().as_bytes())
                };
                self.known = kept.iter().map(blind).collect();
            }
            Err(failed) => self.failed = Some(failed),
        }
    }
}

impl Openings for Blinds<'_> {
    fn blind(&mut self, request: RequestId, item: u32, field: &'static str, _: &[u8]) -> [u8; 32] {
        self.recall(request);
        let (known, random) = (&mut self.known, &mut self.random);
        *known.entry((item, field)).or_insert_with(|| random.bytes())
    }
}
