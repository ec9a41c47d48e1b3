//! Chance from a seed: the same seed, the same life.

/// SplitMix64.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0, and less than `limit`.
    pub const fn below(&mut self, limit: u64) -> u64 {
        self.draw() % limit
    }

    /// From 1 to `most`.
    pub const fn upto(&mut self, most: u64) -> u64 {
        self.below(most) + 1
    }

    pub const fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    pub fn count(&mut self, limit: u64) -> usize {
        usize::try_from(self.below(limit)).expect("small")
    }

    /// One of several; `None` if there is none.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let place = self.count(u64::try_from(from.len().max(1)).expect("small"));
        from.get(place).cloned()
    }

    /// The same, mostly one of the last few.
    pub fn pick_late<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let from = if self.one_in(4) { from } else { &from[from.len().saturating_sub(4)..] };
        self.pick(from)
    }

    pub fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.draw().to_le_bytes());
        bytes[8..].copy_from_slice(&self.draw().to_le_bytes());
        bytes
    }
}
