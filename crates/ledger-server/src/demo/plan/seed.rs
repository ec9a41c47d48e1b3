//! Numbers drawn from a seed, the same on every machine: SplitMix64.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Seed(u64);

impl Seed {
    /// The stream that begins at `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if `end` is.
    pub const fn below(&mut self, end: u64) -> u64 {
        match self.next().checked_rem(end) {
            Some(number) => number,
            None => 0,
        }
    }

    /// A place in a list of `length`; 0 if it is empty.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// The next 16 bytes.
    pub fn bytes16(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes());
        bytes
    }

    /// `count` amounts of whole steps that are together just `total`, each at least one step.
    pub fn amounts(&mut self, count: u64, total: u64, step: u64) -> Vec<u64> {
        let steps = total.checked_div(step).unwrap_or(0).saturating_sub(count);
        let mut marks: Vec<u64> = (1..count).map(|_| self.below(steps.saturating_add(1))).collect();
        marks.push(steps);
        marks.sort_unstable();
        let mut before = 0;
        marks
            .into_iter()
            .map(|mark| {
                let share = mark.saturating_sub(before).saturating_add(1);
                before = mark;
                share.saturating_mul(step)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn amounts_add_up_to_the_rial() {
        let mut seed = Seed::new(7);
        for count in [1, 2, 30, 100] {
            let amounts = seed.amounts(count, 2_000_000_000, 10_000);
            assert_eq!(amounts.len() as u64, count);
            assert_eq!(amounts.iter().sum::<u64>(), 2_000_000_000);
            assert!(amounts.iter().all(|amount| *amount >= 10_000));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        assert_eq!(Seed::new(1404).next(), Seed::new(1404).next());
        assert_ne!(Seed::new(1404).next(), Seed::new(1405).next());
    }
}
