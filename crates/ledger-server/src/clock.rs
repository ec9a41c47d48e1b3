//! What time it is: from the machine, watched, or from the book's own script.
//!
//! Time comes into the core with each drain of the queue; nothing else in the product reads a clock for the book.

use ledger_core::time::Timestamp;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How far the wall clock may leave the monotonic clock before it is not believed any more.
const MOST_DRIFT: Duration = Duration::from_secs(5);

/// Where the time of recording comes from.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock.
    System(Watched),
    /// The book's own `ClockAdvanced` entries: time stands still between them.
    Scripted,
}

/// The wall clock, and what the monotonic clock says that it should be.
#[derive(Debug)]
pub struct Watched {
    started: Instant,
    wall_at_start: SystemTime,
}

/// The wall clock left the monotonic clock: somebody set it while the server ran.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the clock of this machine was set by {drift_ms} ms while the server ran; restart it when the clock is right")]
pub struct ClockLeft {
    /// By how much, in milliseconds.
    pub drift_ms: u128,
}

impl Clock {
    /// The machine's clock, watched from now on.
    #[must_use]
    pub fn system() -> Self {
        Self::System(Watched { started: Instant::now(), wall_at_start: SystemTime::now() })
    }

    /// The time for the next entries, which is never before `last`, the time of the newest.
    ///
    /// # Errors
    /// [`ClockLeft`].
    pub fn now(&self, last: Timestamp) -> Result<Timestamp, ClockLeft> {
        match self {
            Self::Scripted => Ok(last),
            Self::System(watched) => watched.now().map(|now| now.max(last)),
        }
    }
}

impl Watched {
    fn now(&self) -> Result<Timestamp, ClockLeft> {
        let wall = SystemTime::now();
        let expected = self.wall_at_start.checked_add(self.started.elapsed()).unwrap_or(wall);
        let drift = wall.duration_since(expected).unwrap_or_else(|earlier| earlier.duration());
        if drift > MOST_DRIFT { Err(ClockLeft { drift_ms: drift.as_millis() }) } else { Ok(timestamp(wall)) }
    }
}

/// The wall clock's time now, unwatched: for a book's opening.
#[must_use]
pub fn wall_time() -> Timestamp {
    timestamp(SystemTime::now())
}

fn timestamp(time: SystemTime) -> Timestamp {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
