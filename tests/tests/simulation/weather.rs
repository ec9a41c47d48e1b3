//! What the disk does to a life of the process.

use super::dice::Dice;
use ledger_store::testing::{Fault, PowerCut, SimDisk};

/// What may have gone wrong in this life so far.
#[derive(Clone, Copy, Default)]
pub struct Weather {
    /// Whether anything was planted: without it nothing may fail.
    pub bad: bool,
    /// Whether a read may have failed.
    pub reads_fail: bool,
}

const PARTS: [&str; 6] = ["journal", "head", "tree", "checkpoint", "spare", ""];

impl Weather {
    /// Something goes wrong at one of the next calls.
    pub fn worsen(&mut self, dice: &mut Dice, disk: &SimDisk) {
        self.bad = true;
        match dice.below(10) {
            0..4 => {
                disk.end_power_after(dice.below(40));
                self.reads_fail = true;
            }
            4 => disk.set_room(Some(dice.below(40_000))),
            _ => {
                let part = dice.pick(&PARTS).expect("parts");
                let fault = fault(dice);
                self.reads_fail |= fault == Fault::FailedRead;
                disk.inject(part, fault);
            }
        }
    }

    /// Before an opening: also a disk that may not be written, and more calls until the power ends.
    pub fn worsen_opening(&mut self, dice: &mut Dice, disk: &SimDisk) {
        match dice.below(6) {
            0 => disk.set_read_only(true),
            1..4 => disk.end_power_after(dice.below(120)),
            _ => self.worsen(dice, disk),
        }
        self.bad = true;
    }
}

/// The machine is as it should be again.
pub fn clear(disk: &SimDisk) {
    disk.set_room(None);
    disk.set_read_only(false);
}

fn fault(dice: &mut Dice) -> Fault {
    let keep = dice.count(300);
    match dice.below(10) {
        0 => Fault::ShortWrite { keep },
        1 => Fault::FailedWrite { keep },
        2 => Fault::FullWrite { keep },
        3 => Fault::InterruptedWrite,
        4 => Fault::FailedRead,
        5 => Fault::InterruptedRead,
        6 => Fault::FailedSync,
        7 => Fault::InterruptedSync,
        8 => Fault::FailedRename,
        _ => Fault::FailedDirSync,
    }
}

/// How the process ends; says how.
pub fn end(dice: &mut Dice, disk: &SimDisk, crash: bool) -> &'static str {
    let kind = if crash { 2 + dice.below(6) } else { dice.below(8) };
    match kind {
        0 | 1 => return "orderly stops",
        2 => disk.kill(),
        3 => {
            disk.kill();
            disk.evict();
        }
        4 => disk.power_cut(PowerCut::LosesAll),
        5 | 6 => disk.power_cut(PowerCut::KeepsSome),
        _ => disk.power_cut(PowerCut::Tears { keep: dice.count(400) }),
    }
    if kind < 4 { "kills" } else { "power cuts" }
}
