//! `follow`: the feed of a server, entry by entry. Every link is computed here; the server's word is taken for
//! nothing but the id of the book, and for that only when the feed is read from its start.

mod kept;
mod said;

use super::remote::{Cut, Feed, News, Remote};
use crate::args::Follow;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::{Desk, Heard};
use kept::Kept;
use said::{Line, Summary};
use std::time::{Duration, Instant};

/// How long after a cut the next try waits: at first, and at the most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How often a pause looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// Answers `follow`.
pub(crate) fn follow(asked: &Follow, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let mut following = Following { asked, kept: None, pause: FIRST_PAUSE };
    let ended = following.run(desk);
    let summary = Summary::of(following.kept.as_ref(), ended.err());
    desk.line(&summary, |look, out| summary.write(look, out))?;
    match summary.error {
        None => Ok(Exit::Verified),
        // The last line has it already.
        Some(failure) if desk.json => Ok(failure.exit),
        Some(failure) => Err(failure),
    }
}

struct Following<'a> {
    asked: &'a Follow,
    /// What is kept of the book; nothing before the first connection of a feed from the start.
    kept: Option<Kept>,
    pause: Duration,
}

impl Following<'_> {
    /// Follows until enough came or nobody listens; over cuts, if it is asked to.
    fn run(&mut self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        loop {
            let Err(cut) = self.session(desk) else { return Ok(()) };
            if !(self.asked.keep && cut.may_pass) {
                return Err(cut.failure);
            }
            let said = format!("cut off: {}; again in {} ms", cut.failure.message, self.pause.as_millis());
            // Whether anybody reads this does not matter.
            let _ = writeln!(desk.err, "{said}");
            pause(self.pause, desk)?;
            self.pause = self.pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }

    /// One connection, from where we are.
    fn session(&mut self, desk: &mut Desk<'_>) -> Result<(), Cut> {
        let remote = Remote::open(&self.asked.server, desk).map_err(Cut::of_opening)?;
        let kept = match &mut self.kept {
            Some(kept) => kept,
            None => self.kept.insert(begin(self.asked, &remote)?),
        };
        let mut feed = Feed::open(&remote, kept.after())?;
        while !is_enough(self.asked, kept) {
            match feed.next(&remote)? {
                News::Entries(entries) => {
                    for entry in &entries {
                        let line = Line::new(kept.take(entry)?);
                        let heard = desk.line(&line, |look, out| line.write(look, out))?;
                        if matches!(heard, Heard::ByNobody) || is_enough(self.asked, kept) {
                            return Ok(());
                        }
                    }
                }
                News::Head(head) => kept.compare(&head)?,
            }
            self.pause = FIRST_PAUSE;
        }
        Ok(())
    }
}

fn is_enough(asked: &Follow, kept: &Kept) -> bool {
    asked.count.is_some_and(|count| kept.taken() >= count)
}

fn begin(asked: &Follow, remote: &Remote) -> Result<Kept, Cut> {
    match (asked.after, asked.link) {
        (Some(index), Some(link)) => Ok(Kept::after_entry(index, link)),
        // One without the other is no command line.
        _ => Ok(Kept::at_start(remote.book_id()?)),
    }
}

fn pause(length: Duration, desk: &Desk<'_>) -> Result<(), Failure> {
    let began = Instant::now();
    while began.elapsed() < length {
        if desk.interrupt.is_asked() {
            return Err(Failure::new(Exit::Interrupted, "interrupted", "interrupted"));
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}
