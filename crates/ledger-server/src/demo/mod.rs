//! The demonstration: the ceremony of 28 Mehr 1404 at its full size, played through the server's own API as any client
//! would, with nothing but API keys. It knows no rule: what it asks for is allowed or refused by the book.
//!
//! All that it asks is drawn from a seed, under request ids drawn from the same seed, so that an interrupted ceremony
//! goes on where it stopped: what was recorded is answered again and not recorded again.

mod allotting;
mod api_words;
mod cast;
mod ceremony;
mod desk;
mod enrolment;
mod error;
mod figures;
mod gift_desk;
mod goods_desk;
mod key_ring;
mod list_desk;
mod list_path;
mod next_steps;
mod plan;
mod pledge_desk;
mod progress;
mod reading;
mod refusals;
mod register;
mod request_id;
mod set_path;
mod sheets;
mod story;
mod tables;
#[cfg(test)]
mod tests;
mod timetable;

pub use cast::{CONFIRMER, PROPOSER};
pub use error::DemoError;
pub use key_ring::KeyRing;
pub use next_steps::{Setting, next_steps};
pub use plan::{Measure, Plan};
pub use progress::Progress;
pub use sheets::{NAMES, Sheets};
pub use story::Story;
pub use tables::tables;
pub use timetable::opened_at;

use desk::Desk;
use tonic::transport::Channel;

/// Plays the ceremony, or what is left of it, and checks the figures. The ring holds the keys of the two
/// administrators, [`PROPOSER`] and [`CONFIRMER`]; those of all others are drawn. The plan was drawn from the same seed.
///
/// # Errors
/// [`DemoError`]. What was recorded stays; playing again with the same ring and seed goes on.
pub async fn play(
    channel: Channel,
    keys: &KeyRing,
    seed: u64,
    plan: &Plan,
    sheets: &Sheets,
    progress: &Progress,
) -> Result<Story, DemoError> {
    keys.hold_to_seed(seed)?;
    progress.expect(plan.about_to_ask());
    ceremony::Ceremony::new(Desk::new(channel, keys, seed, progress), seed, plan, sheets).play().await
}
