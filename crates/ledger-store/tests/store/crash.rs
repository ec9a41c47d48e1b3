//! Crashes: at any call, with any loss, again and again. Acknowledged is there once, in order; nothing else is there
//! but, whole or not at all, the one block whose answer never came.

use ledger_store::Append;
use ledger_store::testing::PowerCut;

use crate::desk::Desk;

/// Small, the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// `STORE_SEED=n cargo test -p ledger-store crash` replays one; `STORE_SEEDS=n` runs that many.
pub fn seeds(usual: u64) -> Vec<u64> {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    match number("STORE_SEED") {
        Some(seed) => vec![seed],
        None => (1..=number("STORE_SEEDS").unwrap_or(usual)).collect(),
    }
}

#[test]
fn whatever_was_acknowledged_survives_any_crash() {
    for seed in seeds(400) {
        let run = std::panic::catch_unwind(|| live_through_crashes(seed));
        assert!(run.is_ok(), "replay with: STORE_SEED={seed} cargo test -p ledger-store crash");
    }
}

fn live_through_crashes(seed: u64) {
    let mut dice = Dice::new(seed);
    let mut desk = Desk::new(seed);
    for _ in 0..5 {
        desk.disk.end_power_after(dice.below(60));
        let unanswered = append_until_the_power_ends(&mut desk, &mut dice);
        stop(&mut desk, &mut dice);
        recover(&mut desk, &mut dice);
        settle(&mut desk, &unanswered);
        if dice.below(2) == 0 {
            // What recovery let in must be durable before it is served.
            desk.close();
            desk.disk.power_cut(PowerCut::LosesAll);
            desk.open().unwrap();
            desk.expect_exactly_what_was_acknowledged();
        }
    }
}

fn append_until_the_power_ends(desk: &mut Desk, dice: &mut Dice) -> Vec<Vec<u8>> {
    loop {
        let entries = desk.entries(usize::try_from(dice.below(12)).unwrap() + 1);
        match desk.append(&entries) {
            Append::Durable { .. } => {}
            // Not durable, says the answer: it must not come back.
            Append::NotWritten(_) => return Vec::new(),
            Append::OutcomeUnknown(_) => return entries,
            Append::Fenced { .. } => panic!("nobody else writes"),
        }
    }
}

fn stop(desk: &mut Desk, dice: &mut Dice) {
    desk.close();
    match dice.below(4) {
        0 => desk.disk.kill(),
        1 => desk.disk.power_cut(PowerCut::LosesAll),
        2 => desk.disk.power_cut(PowerCut::KeepsSome),
        _ => desk.disk.power_cut(PowerCut::Tears { keep: usize::try_from(dice.below(300)).unwrap() }),
    }
}

/// Recovery may itself be cut off, any number of times.
fn recover(desk: &mut Desk, dice: &mut Dice) {
    for _ in 0..dice.below(3) {
        desk.disk.end_power_after(dice.below(25));
        drop(desk.open());
        stop(desk, dice);
    }
    desk.open().unwrap();
}

fn settle(desk: &mut Desk, unanswered: &[Vec<u8>]) {
    let found = desk.found();
    let acknowledged = desk.acknowledged.len();
    assert!(found.starts_with(&desk.acknowledged), "{} found, {acknowledged} acknowledged", found.len());
    let more = &found[acknowledged..];
    assert!(more.is_empty() || more == unanswered, "only the whole unanswered block may follow");
    desk.acknowledged = found;
}

#[test]
fn a_block_torn_at_any_byte_is_cut_and_nothing_else() {
    let desk = Desk::with_blocks(3, 5);
    let entries = desk.entries(3);
    let whole = Desk::frame_bytes(&entries);
    let (disk, acknowledged) = (desk.disk.clone(), desk.acknowledged.clone());
    drop(desk);
    for keep in 0..=whole {
        let mut desk = Desk::new(keep as u64);
        (desk.disk, desk.acknowledged) = (disk.fork(), acknowledged.clone());
        desk.open().unwrap();
        desk.disk.end_power_after(1); // the write, not the sync
        assert!(matches!(desk.append(&entries), Append::OutcomeUnknown(_)));
        desk.close();
        desk.disk.power_cut(PowerCut::Tears { keep });
        desk.open().unwrap();
        let cut = desk.journal().recovery().cut.clone();
        if keep == whole {
            desk.acknowledged.extend_from_slice(&entries);
            assert_eq!(cut, None);
        } else {
            assert_eq!(cut.is_some(), keep > 0, "torn at {keep}");
        }
        desk.expect_exactly_what_was_acknowledged();
        desk.append_durably(2);
        desk.open().unwrap();
        desk.expect_exactly_what_was_acknowledged();
    }
}
