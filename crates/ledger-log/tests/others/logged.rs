//! A log of numbered entries, held as our stored hashes.

use ledger_log::tree::{Frontier, TreeHead};
use ledger_log::{Hash, leaf};

pub struct Logged {
    levels: Vec<Vec<Hash>>,
    heads: Vec<TreeHead>,
}

/// Entries of different lengths, the empty one among them.
pub fn entry(index: u64) -> Vec<u8> {
    index.to_string().into_bytes().repeat(usize::from(index % 5 != 4))
}

impl Logged {
    pub fn of(size: u64) -> Logged {
        let (mut frontier, mut levels) = (Frontier::new(), vec![Vec::new(); 8]);
        let mut heads = vec![frontier.head()];
        for index in 0..size {
            frontier.append_storing(&leaf(&entry(index)), |stored| levels[usize::from(stored.level)].push(stored.hash));
            heads.push(frontier.head());
        }
        Logged { levels, heads }
    }

    pub fn stored(&self) -> impl Fn(u8, u64) -> Result<Hash, String> {
        |level, index| {
            let found = self.levels[usize::from(level)].get(usize::try_from(index).unwrap());
            found.copied().ok_or(format!("no hash {index} at level {level}"))
        }
    }

    pub fn head(&self, size: u64) -> TreeHead {
        self.heads[usize::try_from(size).unwrap()]
    }
}
