//! What the ceremony leaves behind to tell.

use super::desk::Desk;
use super::error::DemoError;
use super::figures::Figures;
use super::list_path::Listed;
use super::plan::Plan;
use super::reading;
use super::refusals::Refused;
use super::register::Register;
use super::set_path::SetGrant;
use std::time::Duration;

/// How often the newest checkpoint is asked for, at most, until it covers everything.
const CHECKPOINT_TRIES: usize = 20;
const CHECKPOINT_WAIT: Duration = Duration::from_millis(250);

/// A ceremony that was played to its end, with figures that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// What was planned.
    pub plan: Plan,
    /// The register.
    pub register: Register,
    /// How many donors are known.
    pub donors: usize,
    /// The list.
    pub listed: Listed,
    /// The grants that its lines are, in their order.
    pub grants: Vec<u64>,
    /// The grants of dowry sets.
    pub sets: Vec<SetGrant>,
    /// The lots, as in the plan.
    pub lots: Vec<u64>,
    /// What was refused, in order.
    pub refusals: Vec<Refused>,
    /// What the book says.
    pub figures: Figures,
    /// How far the book is.
    pub head: Head,
    /// What to look at.
    pub traced: Traced,
}

impl Story {
    /// What a store is called.
    #[must_use]
    pub fn store_name(&self, store: u64) -> String {
        let places = &self.plan.places;
        let here = (0..places.provinces.len()).find(|place| self.register.store(*place).is_ok_and(|own| own == store));
        here.map_or_else(|| store.to_string(), |place| places.code(place).to_owned())
    }
}

/// What is worth a look afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traced {
    /// A grant of the list that was paid at once.
    pub grant: u64,
    /// A receipt that paid a part of it.
    pub receipt: u64,
    /// A grant whose payment came back from the bank and went out again.
    pub sent_back: u64,
}

/// How far a book is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries it has.
    pub entry_count: u64,
    /// The value of the chain after them, in hexadecimal.
    pub link: String,
    /// How many entries the newest signed checkpoint covers; none if none was signed.
    pub checkpoint_size: Option<u64>,
}

/// The head, once a checkpoint covers it, or after a while without.
///
/// # Errors
/// [`DemoError`].
pub async fn head(desk: &Desk<'_>) -> Result<Head, DemoError> {
    let mut tries = CHECKPOINT_TRIES;
    loop {
        let head = head_now(desk).await?;
        tries = tries.saturating_sub(1);
        if head.checkpoint_size == Some(head.entry_count) || tries == 0 {
            return Ok(head);
        }
        tokio::time::sleep(CHECKPOINT_WAIT).await;
    }
}

async fn head_now(desk: &Desk<'_>) -> Result<Head, DemoError> {
    let answer = reading::head(desk).await?;
    let head = answer.head.ok_or_else(|| DemoError::missing("head", "the head"))?;
    // The second line of a checkpoint is the size of its tree (C2SP tlog-checkpoint).
    let checkpoint_size = answer.checkpoint.lines().nth(1).and_then(|size| size.parse().ok());
    let link = head.link.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Head { entry_count: head.entry_count, link, checkpoint_size })
}
