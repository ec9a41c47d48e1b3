//! Intents and programmes.

use super::propose;
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::plan::campaigns::Campaign;
use crate::demo::plan::wish::{Intent, Programme};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::{CampaignKind, ClassKind};

/// Registers the intents that gifts are given with.
///
/// # Errors
/// [`DemoError`].
pub async fn intents(desk: &Desk<'_>) -> Result<Vec<u64>, DemoError> {
    let class = |intent: Intent| {
        let (code, name) = (intent.code().to_owned(), intent.name().to_owned());
        Command::Class(api::RegisterClass { code, kind: ClassKind::Intent.into(), name })
    };
    propose(desk, "intents", Intent::ALL.map(class).to_vec()).await
}

/// Registers the programmes, with the intents that each fulfils; `intents` are those of [`Intent::ALL`].
///
/// # Errors
/// [`DemoError`].
pub async fn programmes(desk: &Desk<'_>, intents: &[u64]) -> Result<Vec<u64>, DemoError> {
    let fulfilled = |programme: Programme| {
        let known = Intent::ALL.into_iter().zip(intents);
        known.filter(|(intent, _)| programme.intents().contains(intent)).map(|(_, index)| *index).collect()
    };
    let command = |programme: Programme| {
        let (code, name) = (programme.code().to_owned(), programme.name().to_owned());
        Command::Programme(api::RegisterProgramme { code, name, classes: Vec::new(), intents: fulfilled(programme) })
    };
    propose(desk, "programmes", Programme::ALL.map(command).to_vec()).await
}

/// What a campaign is, in the words of the record.
#[must_use]
pub const fn kind(campaign: &Campaign) -> CampaignKind {
    if campaign.emergency { CampaignKind::Emergency } else { CampaignKind::Ordinary }
}
