//! Numbers that look random and come from a seed, so that a run can be told again.

/// A source of numbers (splitmix64).
#[derive(Clone, Debug)]
pub struct Draw {
    state: u64,
}

impl Draw {
    /// The numbers of a seed.
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Any number.
    pub const fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is above zero.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.number() % end
    }

    /// True in one of `of` cases.
    pub const fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// Sixteen bytes.
    pub fn bytes16(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.number().to_le_bytes());
        bytes[8..].copy_from_slice(&self.number().to_le_bytes());
        bytes
    }

    /// A request id: a UUID without hyphens.
    pub fn request_id(&mut self) -> String {
        self.bytes16().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Another source, whose numbers have nothing to do with the next ones here.
    pub const fn branch(&mut self) -> Self {
        Self { state: self.number() }
    }
}

/// The seed in the variable `AMANAT_SEED`, or a new one; printed, so that the run can be told again.
#[must_use]
#[expect(clippy::print_stderr, reason = "whoever reads of a failed test needs the seed")]
pub fn seed(test: &str) -> u64 {
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    let seed = match std::env::var("AMANAT_SEED") {
        Ok(text) => text.parse().expect("AMANAT_SEED is a number"),
        Err(_) => u64::try_from(now().as_micros()).expect("a time that fits"),
    };
    eprintln!("{test}: AMANAT_SEED={seed}");
    seed
}
