//! The rules on a thread of their own: hashing and judging take about as long as each other, and neither asks the
//! other anything before the end. What is told here is carried out in the order in which it was told.

use super::finding::Spot;
use super::rules::Rules;
use ledger_log::Link;
use ledger_store::{Framing, ScannedFrame};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// So many bytes of entries are handed over at once.
const LOAD_BYTES: usize = 256 * 1024;
/// So many loads may wait: the rules are never far behind, and memory stays small.
const LOADS_WAITING: usize = 4;

/// The rules, at work beside the pass.
pub(super) struct Beside {
    to: Option<SyncSender<Vec<Told>>>,
    thread: Option<JoinHandle<Rules>>,
    load: Vec<Told>,
    load_bytes: usize,
    file: Arc<Path>,
}

enum Told {
    Frame(Copied, u64),
    StopAtDamage(u64),
    End(Spot),
}

/// A frame that outlives the scan's buffer.
struct Copied {
    file: Arc<Path>,
    offset: u64,
    first_index: u64,
    count: u32,
    link_after: Link,
    payload: Vec<u8>,
    framing: Framing,
}

impl Beside {
    pub(super) fn start() -> Self {
        let (to, told) = sync_channel(LOADS_WAITING);
        let thread = std::thread::spawn(move || work(&told));
        let file = Arc::from(PathBuf::new());
        Self { to: Some(to), thread: Some(thread), load: Vec::new(), load_bytes: 0, file }
    }

    /// See [`Rules::take`].
    pub(super) fn take(&mut self, frame: &ScannedFrame<'_>, sound_until: u64) {
        if *self.file != *frame.file {
            self.file = Arc::from(frame.file);
        }
        let copied = Copied {
            file: Arc::clone(&self.file),
            offset: frame.offset,
            first_index: frame.first_index,
            count: frame.count,
            link_after: frame.link_after,
            payload: frame.payload.to_vec(),
            framing: frame.framing,
        };
        self.load_bytes = self.load_bytes.saturating_add(copied.payload.len());
        self.tell(Told::Frame(copied, sound_until));
    }

    /// See [`Rules::stop_at_damage`].
    pub(super) fn stop_at_damage(&mut self, at: u64) {
        self.tell(Told::StopAtDamage(at));
    }

    /// See [`Rules::end`].
    pub(super) fn end(&mut self, spot: Spot) {
        self.tell(Told::End(spot));
    }

    /// Waits until all that was told is done. A panic there goes on here.
    pub(super) fn finish(&mut self) -> Rules {
        self.hand_over();
        self.to = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(rules)) => rules,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Rules::new(),
        }
    }

    fn tell(&mut self, told: Told) {
        self.load.push(told);
        if self.load_bytes >= LOAD_BYTES {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        self.load_bytes = 0;
        let load = std::mem::take(&mut self.load);
        // Nobody is there only after a panic, which `finish` finds.
        let _ = self.to.as_ref().map(|to| to.send(load));
    }
}

fn work(told: &Receiver<Vec<Told>>) -> Rules {
    let mut rules = Rules::new();
    for one in told.iter().flatten() {
        match one {
            Told::Frame(copied, sound_until) => rules.take(&copied.lend(), sound_until),
            Told::StopAtDamage(at) => rules.stop_at_damage(at),
            Told::End(spot) => rules.end(spot),
        }
    }
    rules
}

impl Copied {
    fn lend(&self) -> ScannedFrame<'_> {
        ScannedFrame {
            file: &self.file,
            offset: self.offset,
            first_index: self.first_index,
            count: self.count,
            link_after: self.link_after,
            payload: &self.payload,
            framing: self.framing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Beside;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn a_bug_beside_is_a_bug_here() {
        let mut beside = Beside::start();
        beside.thread = Some(std::thread::spawn(|| panic!("a bug, made for this test")));
        beside.stop_at_damage(0);
        assert!(catch_unwind(AssertUnwindSafe(|| beside.finish())).is_err());
    }
}
