//! All of a simulated disk: files, names (in memory and durable), locks, and the faults to come.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::faults::{Call, Fault, PowerCut};
use super::pages::Pages;

/// A change to a folder that is not durable yet.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Named(PathBuf, usize),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
}

/// What the last write replaced.
#[derive(Debug, Clone)]
pub(super) struct LastWrite {
    pub(super) inode: usize,
    pub(super) offset: usize,
    pub(super) before: Vec<u8>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) files: Vec<Pages>,
    pub(super) names: BTreeMap<PathBuf, usize>,
    pub(super) durable_names: BTreeMap<PathBuf, usize>,
    pub(super) changes: Vec<Change>,
    pub(super) dirs: BTreeSet<PathBuf>,
    pub(super) locks: BTreeSet<PathBuf>,
    pub(super) faults: Vec<(String, Fault)>,
    pub(super) last_write: Option<LastWrite>,
    pub(super) read_only: bool,
    /// Bytes by which files may still grow.
    pub(super) room_bytes: Option<u64>,
    pub(super) calls: u64,
    pub(super) power_ends_at: Option<u64>,
    /// Handles of earlier lives are dead.
    pub(super) life: u64,
    pub(super) random: u64,
}

impl State {
    /// Counts a call and answers the fault that strikes it, if one does.
    pub(super) fn call(&mut self, call: Call, path: &Path) -> io::Result<Option<Fault>> {
        if self.power_ends_at.is_some_and(|end| self.calls >= end) {
            return Err(io::Error::other("the power is off"));
        }
        self.calls += 1;
        let name = path.to_string_lossy();
        let strikes = |(part, fault): &(String, Fault)| fault.strikes() == call && name.contains(part.as_str());
        Ok(self.faults.iter().position(strikes).map(|at| self.faults.remove(at).1))
    }

    pub(super) fn path_of(&self, inode: usize) -> PathBuf {
        let named = self.names.iter().find(|(_, found)| **found == inode);
        named.map(|(path, _)| path.clone()).unwrap_or_default()
    }

    pub(super) fn change(&mut self, change: Change) {
        apply(&change, &mut self.names);
        self.changes.push(change);
    }

    pub(super) fn sync_dir(&mut self, dir: &Path) {
        let (now, later) = std::mem::take(&mut self.changes).into_iter().partition(|change| folder(change) == dir);
        self.changes = later;
        let now: Vec<Change> = now;
        now.iter().for_each(|change| apply(change, &mut self.durable_names));
    }

    pub(super) fn power_cut(&mut self, cut: PowerCut) {
        match cut {
            PowerCut::LosesAll => {}
            PowerCut::KeepsSome => self.keep_some(),
            PowerCut::Tears { keep } => self.tear(keep),
        }
        self.files.iter_mut().for_each(Pages::lose);
        self.names.clone_from(&self.durable_names);
        self.changes.clear();
        self.begin_life();
    }

    /// A new process: handles, locks and planned faults of the old one are gone.
    pub(super) fn begin_life(&mut self) {
        self.life += 1;
        self.locks.clear();
        self.faults.clear();
        self.last_write = None;
        self.power_ends_at = None;
    }

    fn keep_some(&mut self) {
        let mut files = std::mem::take(&mut self.files);
        for file in files.iter_mut().filter(|file| file.is_dirty()) {
            file.sync_some(|| self.toss());
        }
        self.files = files;
        let all = self.changes.len();
        let kept = if all == 0 { 0 } else { usize::try_from(self.draw()).unwrap_or(0) % (all + 1) };
        let kept: Vec<Change> = self.changes.drain(..kept).collect();
        kept.iter().for_each(|change| apply(change, &mut self.durable_names));
    }

    fn tear(&mut self, keep: usize) {
        if let Some(last) = self.last_write.take() {
            let lost = last.before.get(keep..).unwrap_or_default();
            if let Some(file) = self.files.get_mut(last.inode) {
                file.write(lost, last.offset + keep.min(last.before.len()));
            }
        }
        self.files.iter_mut().for_each(Pages::sync);
        self.durable_names.clone_from(&self.names);
    }

    pub(super) fn toss(&mut self) -> bool {
        self.draw() & 1 == 0
    }

    /// SplitMix64: the same seed, the same disk.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) >> 8
    }
}

fn apply(change: &Change, names: &mut BTreeMap<PathBuf, usize>) {
    match change {
        Change::Named(path, inode) => {
            names.insert(path.clone(), *inode);
        }
        Change::Renamed(from, to) => {
            if let Some(inode) = names.remove(from) {
                names.insert(to.clone(), inode);
            }
        }
        Change::Removed(path) => {
            names.remove(path);
        }
    }
}

fn folder(change: &Change) -> &Path {
    let path = match change {
        Change::Named(path, _) | Change::Renamed(path, _) | Change::Removed(path) => path,
    };
    path.parent().unwrap_or(path)
}
