//! The seeds: those of today, those that once failed, and those that must fail.

use super::figures::Figures;
use super::life::{Sabotage, live};
use super::naive::Flaw;
use super::trouble::{Outcome, Trouble};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// A wrong rule has to be noticed within so many seeds.
const SEEDS_TO_NOTICE: u64 = 40;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A life in which nothing may be wrong.
fn sound_life(seed: u64) -> Figures {
    let lived = catch_unwind(AssertUnwindSafe(|| live(seed, None, None)));
    let replay = format!("AMANAT_SIM_SEED={seed} cargo test -p amanat-tests --test amanat simulation");
    match lived {
        Ok(Ok(figures)) => figures,
        Ok(Err(Trouble(why))) => panic!("seed {seed}: {why}\n\nreplay with: {replay}"),
        Err(_) => panic!("seed {seed} panicked, as said above\n\nreplay with: {replay}"),
    }
}

#[test]
fn whatever_happens_the_book_says_what_the_naive_ledger_says() {
    if let Some(seed) = number("AMANAT_SIM_SEED") {
        println!("{}", sound_life(seed));
        return;
    }
    let until = Instant::now() + Duration::from_secs(number("AMANAT_SIM_SECONDS").unwrap_or(10));
    let first = number("AMANAT_SIM_FROM").unwrap_or(1);
    let mut all = Figures::default();
    for seed in first.. {
        all.add_all(&sound_life(seed));
        all.count("seeds");
        if Instant::now() >= until {
            break;
        }
    }
    println!("{all}");
}

#[test]
fn the_simulation_reaches_every_step_of_every_path() {
    let mut all = Figures::default();
    (1..=9).for_each(|seed| all.add_all(&sound_life(seed)));
    for what in [
        "- receipts reversed",
        "- allotments notified",
        "- grants awarded",
        "- payments settled",
        "- payments returned",
        "- grants cancelled",
        "retries",
        "dry runs",
        "blocks not written",
        "blocks in doubt",
        "blocks in doubt that were there",
        "openings cut off",
        "kills",
        "power cuts",
    ] {
        assert!(all.of(what) >= 2, "{what}:\n{all}");
    }
}

#[test]
fn a_seed_gives_the_same_life_again() {
    assert_eq!(sound_life(7), sound_life(7));
}

fn is_noticed(lived: impl Fn(u64) -> Outcome<Figures>) -> bool {
    (1..=SEEDS_TO_NOTICE).any(|seed| lived(seed).is_err())
}

#[test]
fn a_rule_got_wrong_is_noticed() {
    for flaw in Flaw::ALL {
        assert!(is_noticed(|seed| live(seed, Some(flaw), None)), "nobody noticed {flaw:?}");
    }
}

#[test]
fn an_older_disk_put_back_is_noticed() {
    assert!(live(1, None, Some(Sabotage::OldDisk)).is_err());
}

#[test]
fn a_disk_that_lies_about_its_syncs_is_noticed() {
    assert!(is_noticed(|seed| live(seed, None, Some(Sabotage::LyingDisk))));
}
