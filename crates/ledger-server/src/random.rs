//! Random bytes from the operating system, fetched by the page: a blind for every entry costs no call of its own.

use ledger_wire::record::Blind;

const PAGE: usize = 16 * 1024;

/// Random bytes in store.
pub struct Random {
    page: Vec<u8>,
    used: usize,
}

impl Default for Random {
    fn default() -> Self {
        Self { page: vec![0; PAGE], used: PAGE }
    }
}

impl Random {
    /// The next `N` random bytes, never given out twice.
    ///
    /// # Panics
    /// If the operating system has no random bytes: then nothing here could be kept secret.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        const { assert!(N <= PAGE) };
        if self.used.saturating_add(N) > PAGE {
            fill(&mut self.page);
            self.used = 0;
        }
        let mut bytes = [0; N];
        let end = self.used.saturating_add(N);
        bytes.copy_from_slice(&self.page[self.used..end]);
        self.used = end;
        bytes
    }

    /// The random bytes that hide an entry.
    pub fn blind(&mut self) -> Blind {
        self.bytes()
    }
}

#[expect(
    clippy::expect_used,
    reason = "without random bytes no key and no blind can be made: the process must not go on"
)]
fn fill(page: &mut [u8]) {
    getrandom::fill(page).expect("the operating system gives random bytes");
}
