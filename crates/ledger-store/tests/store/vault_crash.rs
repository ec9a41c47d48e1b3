//! The vault when calls fail, processes are killed and the power is cut: what was acknowledged is there.

use std::collections::BTreeMap;

use ledger_store::Doing;
use ledger_store::testing::{Fault, PowerCut, SimDisk};
use ledger_store::vault::{Opening, Vault, VaultError};

use crate::crash::{Dice, seeds};
use crate::person::{payee, request, sim_path, subject, vault_key};

type SimVault = Vault<SimDisk>;

fn open(disk: &SimDisk) -> Result<SimVault, VaultError> {
    Vault::open(disk, &sim_path(), &vault_key())
}

fn created(seed: u64) -> (SimDisk, SimVault) {
    let disk = SimDisk::new(seed);
    let vault = Vault::create(&disk, &sim_path(), &vault_key()).unwrap();
    (disk, vault)
}

/// An officer's day with crashes in it, and what was acknowledged of it.
struct Day {
    disk: SimDisk,
    dice: Dice,
    /// By request; whose it is follows from its number.
    acknowledged: BTreeMap<u64, [Opening; 2]>,
    next: u64,
}

/// What was asked last, without an answer.
enum Unanswered {
    Nothing,
    Kept(u64),
    Erased(u8),
}

fn whose(number: u64) -> u8 {
    u8::try_from(number % 4).unwrap()
}

impl Day {
    fn work_until_the_power_ends(&mut self, vault: &SimVault) -> Unanswered {
        loop {
            if self.dice.below(6) == 0 {
                let erased = whose(self.dice.below(4));
                if vault.erase(&[subject(erased)]).is_err() {
                    return Unanswered::Erased(erased);
                }
                self.acknowledged.retain(|number, _| whose(*number) != erased);
            } else {
                // Sometimes a retry of what was kept before.
                let number = if self.dice.below(3) == 0 { self.dice.below(self.next + 1) } else { self.next };
                self.next = self.next.max(number + 1);
                let payee = payee(whose(number), number);
                if vault.keep(&payee).is_err() {
                    return Unanswered::Kept(number);
                }
                self.acknowledged.insert(number, payee);
            }
        }
    }

    fn stop(&mut self) {
        match self.dice.below(4) {
            0 => self.disk.kill(),
            1 => self.disk.power_cut(PowerCut::LosesAll),
            2 => self.disk.power_cut(PowerCut::KeepsSome),
            _ => self.disk.power_cut(PowerCut::Tears { keep: usize::try_from(self.dice.below(4_096)).unwrap() }),
        }
    }

    /// Opening may itself be cut off, any number of times.
    fn recover(&mut self) -> SimVault {
        for _ in 0..self.dice.below(3) {
            self.disk.end_power_after(self.dice.below(120));
            drop(open(&self.disk));
            self.stop();
        }
        open(&self.disk).unwrap()
    }

    /// What is there is what was acknowledged, and of what was not answered all or nothing.
    fn settle(&mut self, vault: &SimVault, unanswered: &Unanswered) {
        match *unanswered {
            Unanswered::Nothing => {}
            Unanswered::Kept(number) => {
                if !vault.of_request(7, &request(number)).unwrap().is_empty() {
                    self.acknowledged.insert(number, payee(whose(number), number));
                }
            }
            Unanswered::Erased(erased) => {
                if vault.of_subject(&subject(erased)).unwrap().is_empty() {
                    self.acknowledged.retain(|number, _| whose(*number) != erased);
                }
            }
        }
        for number in 0..self.next {
            let expected = self.acknowledged.get(&number).map_or(&[][..], |payee| payee);
            assert_eq!(vault.of_request(7, &request(number)).unwrap(), expected, "request {number}");
        }
        for opening in self.acknowledged.values().flatten() {
            assert_eq!(vault.by_commitment(opening.commitment()).unwrap().as_ref(), Some(opening));
        }
        let all: usize = (0..4).map(|whose| vault.of_subject(&subject(whose)).unwrap().len()).sum();
        assert_eq!(all, 2 * self.acknowledged.len());
    }
}

#[test]
fn what_was_kept_or_erased_stays_so_after_any_crash() {
    for seed in seeds(60) {
        let run = std::panic::catch_unwind(|| live_through_crashes(seed));
        assert!(run.is_ok(), "replay with: STORE_SEED={seed} cargo test -p ledger-store vault_crash");
    }
}

fn live_through_crashes(seed: u64) {
    let (disk, mut vault) = created(seed);
    let mut day = Day { disk, dice: Dice::new(seed), acknowledged: BTreeMap::new(), next: 0 };
    for _ in 0..4 {
        day.disk.end_power_after(day.dice.below(400));
        let unanswered = day.work_until_the_power_ends(&vault);
        drop(vault);
        day.stop();
        vault = day.recover();
        day.settle(&vault, &unanswered);
        if day.dice.below(2) == 0 {
            // What was let in at the opening must be durable before it is shown.
            drop(vault);
            day.disk.power_cut(PowerCut::LosesAll);
            vault = open(&day.disk).unwrap();
            day.settle(&vault, &Unanswered::Nothing);
        }
    }
}

#[test]
fn what_only_sat_in_memory_is_durable_before_it_is_acknowledged_again() {
    let (disk, vault) = created(1);
    vault.keep(&payee(1, 1)).unwrap();
    drop(vault);
    let mut calls = 0;
    loop {
        let disk = disk.fork();
        let vault = open(&disk).unwrap();
        disk.end_power_after(calls);
        let kept = vault.keep(&payee(1, 2)).is_ok();
        disk.kill();
        drop(vault);
        let vault = open(&disk).unwrap();
        vault.keep(&payee(1, 2)).unwrap(); // kept now, or there already
        disk.power_cut(PowerCut::LosesAll);
        drop(vault);
        let vault = open(&disk).unwrap();
        assert_eq!(vault.of_request(7, &request(2)).unwrap(), payee(1, 2), "after {calls} calls");
        if kept {
            break;
        }
        calls += 1;
    }
    assert!(calls > 5, "{calls} calls");
}

#[test]
fn a_creation_that_is_cut_off_at_any_call_can_be_repeated() {
    let mut calls = 0;
    loop {
        let mut done = false;
        for cut in [PowerCut::LosesAll, PowerCut::KeepsSome, PowerCut::Tears { keep: 100 }] {
            let disk = SimDisk::new(calls);
            disk.end_power_after(calls);
            let made = Vault::create(&disk, &sim_path(), &vault_key());
            done = made.is_ok();
            drop(made);
            disk.power_cut(cut);
            let vault = match open(&disk) {
                Err(VaultError::Missing { .. }) => {
                    assert!(!done, "a vault that was made is there");
                    Vault::create(&disk, &sim_path(), &vault_key()).unwrap()
                }
                other => other.unwrap(),
            };
            vault.keep(&payee(1, 1)).unwrap();
        }
        if done {
            break;
        }
        calls += 1;
    }
    assert!(calls > 10, "{calls} calls");
}

#[test]
fn a_failed_sync_is_final_and_opening_anew_decides() {
    for syncs in 0..2 {
        let (disk, vault) = created(syncs);
        vault.keep(&payee(1, 1)).unwrap();
        for _ in 0..syncs {
            disk.inject("vault", Fault::InterruptedSync);
        }
        disk.inject("vault", Fault::FailedSync);
        let failed = vault.keep(&payee(1, 2)).unwrap_err();
        assert!(matches!(&failed, VaultError::World(world) if world.doing == Doing::Syncing), "{failed:?}");
        assert!(matches!(vault.keep(&payee(1, 2)), Err(VaultError::Stopped)));
        assert!(matches!(vault.of_request(7, &request(1)), Err(VaultError::Stopped)));
        assert!(matches!(vault.erase(&[subject(1)]), Err(VaultError::Stopped)));
        disk.evict();
        drop(vault);
        let vault = open(&disk).unwrap();
        assert_eq!(vault.of_request(7, &request(1)).unwrap(), payee(1, 1));
        let after = vault.of_request(7, &request(2)).unwrap();
        assert!(after.is_empty() || after == payee(1, 2), "whole or not at all");
        vault.keep(&payee(1, 2)).unwrap();
    }
}

#[test]
fn a_full_disk_refuses_and_passes_without_opening_anew() {
    for keep in [0, 100, 4_096] {
        let (disk, vault) = created(1);
        vault.keep(&payee(1, 1)).unwrap();
        disk.inject("vault", Fault::FullWrite { keep });
        let full = vault.keep(&payee(1, 2)).unwrap_err();
        assert!(matches!(&full, VaultError::World(world) if world.is_no_space()), "{full:?}");
        assert_eq!(vault.of_request(7, &request(1)).unwrap(), payee(1, 1), "reading goes on");
        assert_eq!(vault.of_request(7, &request(2)).unwrap(), [], "what was refused is not there");
        vault.keep(&payee(1, 2)).unwrap();
        assert_eq!(vault.of_subject(&subject(1)).unwrap().len(), 4);
        assert_eq!(disk.faults_left(), 0);
    }
}

#[test]
fn failed_short_and_interrupted_calls_harm_nothing() {
    let faults = [
        (Fault::ShortWrite { keep: 7 }, true),
        (Fault::InterruptedWrite, true),
        (Fault::InterruptedSync, true),
        (Fault::FailedWrite { keep: 50 }, false),
    ];
    for (fault, passes) in faults {
        let (disk, vault) = created(1);
        vault.keep(&payee(1, 1)).unwrap();
        disk.inject("vault", fault);
        assert_eq!(vault.keep(&payee(1, 2)).is_ok(), passes, "{fault:?}");
        assert_eq!(disk.faults_left(), 0, "{fault:?}");
        vault.keep(&payee(1, 2)).unwrap();
        drop(vault);
        disk.power_cut(PowerCut::LosesAll);
        assert_eq!(open(&disk).unwrap().of_subject(&subject(1)).unwrap().len(), 4, "{fault:?}");
    }
}

#[test]
fn a_failed_read_is_the_worlds_fault_and_passes() {
    let (disk, vault) = created(1);
    vault.keep(&payee(1, 1)).unwrap();
    drop(vault);
    let vault = open(&disk).unwrap(); // nothing of it is in memory yet
    disk.inject("vault", Fault::FailedRead);
    let failed = vault.of_request(7, &request(1)).unwrap_err();
    assert!(matches!(&failed, VaultError::World(world) if world.doing == Doing::Reading), "{failed:?}");
    assert_eq!(vault.of_request(7, &request(1)).unwrap(), payee(1, 1));
}

#[test]
fn a_vault_that_may_not_be_written_is_not_opened() {
    let (disk, vault) = created(1);
    drop(vault);
    disk.set_read_only(true);
    let refused = open(&disk).unwrap_err();
    assert!(matches!(&refused, VaultError::World(world) if world.is_read_only()), "{refused:?}");
    disk.set_read_only(false);
    open(&disk).unwrap();
}
