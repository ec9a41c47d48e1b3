//! What the ceremony leaves behind to tell.

use super::desk::Desk;
use super::error::DemoError;
use super::figures::Figures;
use super::gifts::Gift;
use super::grant_path::Running;
use super::places::Province;
use super::reading;
use super::refusals::Refused;
use super::register::Register;
use std::time::Duration;

/// How often the newest checkpoint is asked for, at most, until it covers everything.
const CHECKPOINT_TRIES: usize = 20;
const CHECKPOINT_WAIT: Duration = Duration::from_millis(250);

/// A ceremony that was played to its end, with figures that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The provinces of the ceremony.
    pub provinces: Vec<Province>,
    /// The register.
    pub register: Register,
    /// How many donors are known.
    pub donors: usize,
    /// The gifts.
    pub gifts: Vec<Gift>,
    /// How many allotments were made.
    pub allotments: usize,
    /// The grants.
    pub grants: Vec<Running>,
    /// What was refused, in order.
    pub refusals: Vec<Refused>,
    /// What the book says.
    pub figures: Figures,
    /// How far the book is.
    pub head: Head,
    /// A receipt whose rials were spent.
    pub spent_receipt: u64,
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
