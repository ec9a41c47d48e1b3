//! The vault under kills and power cuts, in a process of its own: what it said was done, is done.

use super::cuts::power_can_be_cut;
use super::trials;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::keeping::{act, is_kept, open, payee, perform, request};
use amanat_tests::power::Disk;
use ledger_store::vault::Vault;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Kills and cuts of a usual test run; `AMANAT_KILLS` and `AMANAT_CUTS` ask for more.
const FEW_KILLS: u64 = 5;
const FEW_CUTS: u64 = 2;
/// Acts after which a process is ended, at the most.
const MOST_ACTS: u64 = 150;

/// A process that carries out acts.
struct Keeper {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
    /// How many acts are acknowledged, from the first on.
    done: u64,
}

impl Keeper {
    fn start(vault: &Path, done: u64) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_vault-under-test"))
            .arg(vault)
            .arg(done.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the process can be started");
        let said = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        Self { process, said, done }
    }

    /// Reads on until so many more acts are acknowledged.
    fn until(&mut self, more: u64) {
        let end = self.done + more;
        while self.done < end {
            assert!(self.hear(), "it goes on until it is stopped");
        }
    }

    /// The next acknowledgement; whether there was one.
    fn hear(&mut self) -> bool {
        // A line that was cut off acknowledges nothing.
        let line = self.said.next().and_then(Result::ok);
        let heard = line.is_some_and(|line| line == self.done.to_string());
        self.done += u64::from(heard);
        heard
    }

    /// Kills the process, or waits for its end; gives how many acts it acknowledged in all.
    fn end(mut self, kill: bool) -> u64 {
        if kill {
            self.process.kill().expect("a process that runs");
        }
        while self.hear() {}
        self.process.wait().expect("a process that was started");
        self.done
    }
}

/// What a round may have changed: an erasure reaches back by less.
const LOOKED_AT: u64 = 64 + MOST_ACTS;

/// Compares the newest payees with what was acknowledged; does the act again whose answer is missing. Gives how many
/// acts are done now.
fn settle(path: &Path, done: u64) -> u64 {
    let vault = open(path).expect("a vault opens by itself after any end");
    let newest = done.saturating_sub(LOOKED_AT)..=done;
    let agrees = |count| newest.clone().all(|number| is_as_after(&vault, number, count));
    // More may be done than was acknowledged: the whole of one act.
    assert!(agrees(done) || agrees(done + 1), "after {done} acknowledged acts");
    perform(&vault, act(done)).expect("an act whose answer is missing can be repeated");
    assert!(agrees(done + 1), "after {done} acts and one more");
    done + 1
}

/// Whether a payee is in the vault as it has to be after so many acts.
fn is_as_after(vault: &Vault, number: u64, count: u64) -> bool {
    let payee = payee(number);
    let kept = is_kept(number, count);
    let of_request = vault.of_request(7, &request(number)).expect("readable");
    let found = payee.each_ref().map(|opening| vault.by_commitment(opening.commitment()).expect("readable"));
    of_request == if kept { &payee[..] } else { &[] } && found == payee.map(|opening| kept.then_some(opening))
}

/// Compares the whole vault.
fn expect_all(path: &Path, done: u64) {
    let vault = open(path).expect("a vault opens by itself after any end");
    let wrong: Vec<u64> = (0..=done).filter(|number| !is_as_after(&vault, *number, done)).collect();
    assert!(wrong.is_empty(), "after {done} acts: {wrong:?}");
}

#[test]
fn what_the_vault_acknowledged_is_there_after_kills() {
    let mut draw = Draw::from_seed(seed("kills of the vault"));
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("private/vault");
    let (mut done, kills) = (0, trials("AMANAT_KILLS", FEW_KILLS));
    for _ in 0..kills {
        let mut keeper = Keeper::start(&path, done);
        keeper.until(1 + draw.below(MOST_ACTS));
        done = settle(&path, keeper.end(true));
    }
    expect_all(&path, done);
    eprintln!("kills of the vault: {kills} kills, {done} acknowledged acts, none undone");
}

#[test]
fn what_the_vault_acknowledged_is_there_after_power_cuts() {
    if !power_can_be_cut("power cut of the vault") {
        return;
    }
    let mut draw = Draw::from_seed(seed("power cuts of the vault"));
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let path = disk.root().join("private/vault");
    let (mut done, cuts) = (0, trials("AMANAT_CUTS", FEW_CUTS));
    for _ in 0..cuts {
        let mut keeper = Keeper::start(&path, done);
        keeper.until(1 + draw.below(MOST_ACTS));
        disk.cut_power();
        let acknowledged = keeper.end(false);
        disk.restore_power();
        done = settle(&path, acknowledged);
    }
    expect_all(&path, done);
    eprintln!("power cuts of the vault: {cuts} cuts, {done} acknowledged acts, none undone");
}

/// What only sat in memory when a process was killed must not be acknowledged by the next one, and then lost.
#[test]
fn what_the_vault_acknowledges_again_after_a_kill_survives_a_power_cut() {
    if !power_can_be_cut("kill, repeat and power cut of the vault") {
        return;
    }
    let mut draw = Draw::from_seed(seed("kill, then power cut of the vault"));
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let path = disk.root().join("private/vault");
    let mut done = 0;
    for _ in 0..trials("AMANAT_CUTS", FEW_CUTS) {
        let mut keeper = Keeper::start(&path, done);
        keeper.until(1 + draw.below(MOST_ACTS));
        let acknowledged = keeper.end(true);
        let vault = open(&path).expect("a vault opens after a kill");
        // One before the last as well: it may be there in memory only.
        for number in acknowledged.saturating_sub(1)..=acknowledged {
            perform(&vault, act(number)).expect("an act can be repeated");
        }
        disk.cut_power();
        drop(vault); // it cannot write any more
        disk.restore_power();
        done = settle(&path, acknowledged + 1);
    }
    expect_all(&path, done);
}
