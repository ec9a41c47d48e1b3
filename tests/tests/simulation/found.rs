//! After each opening: what the journal holds against what everybody was told.

use super::book::{Asked, Book, agree, place};
use super::naive::Reply;
use super::trouble::{Outcome, Trouble, ensure};
use super::weather::Weather;
use ledger_core::event::Entry;
use ledger_log::tree::Frontier;
use ledger_log::{Chain, Hash, Link, leaf};
use ledger_store::Journal;
use ledger_wire::record;

/// Everything in a journal, hashed anew.
pub struct Found {
    pub entries: Vec<Entry>,
    /// The link after each entry.
    links: Vec<Link>,
    /// The root over so many entries.
    roots: Vec<Hash>,
}

impl Found {
    pub fn read<J: Journal>(journal: &J) -> Outcome<Self> {
        let chain = Chain::new();
        let mut link = chain.genesis(journal.book().as_bytes());
        let mut tree = Frontier::new();
        let mut found = Self { entries: Vec::new(), links: Vec::new(), roots: vec![tree.root()] };
        let mut blocks = journal.blocks_from(0);
        while let Some(block) = blocks.next().map_err(|error| Trouble(error.to_string()))? {
            for (index, bytes) in block.entries() {
                ensure(place(index) == found.entries.len(), || format!("index {index} is not dense"))?;
                let leaf = leaf(bytes);
                link = chain.extend(&link, &leaf);
                tree.append(&leaf);
                let decoded = record::decode(bytes).map_err(|error| Trouble(error.to_string()))?;
                found.entries.push(decoded.entry);
                found.links.push(link);
                found.roots.push(tree.root());
            }
            ensure(block.link_after() == link, || "the chain does not hold".to_owned())?;
        }
        Ok(found)
    }

    /// The root over the first `size` entries.
    pub fn root(&self, size: u64) -> Option<Hash> {
        self.roots.get(place(size)).copied()
    }

    fn link(&self, size: u64) -> Option<Link> {
        self.links.get(place(size.checked_sub(1)?)).copied()
    }
}

impl Book {
    /// Every acknowledged entry is there, once and as it was; of a block in doubt all is there or nothing; nothing
    /// else is.
    pub fn compare_with(&mut self, found: &Found) -> Outcome {
        let told = self.entries.len();
        ensure(found.entries.len() >= told, || format!("{told} entries were told, {} are there", found.entries.len()))?;
        for (entry, there) in self.entries.iter().zip(&found.entries) {
            ensure(entry == there, || format!("told: {entry:?}, found: {there:?}"))?;
        }
        let more = &found.entries[told..];
        match self.in_doubt.take() {
            _ if more.is_empty() => {}
            Some((block, weather)) => self.adopt(&block, weather, more)?,
            None => return Err(Trouble(format!("nobody was told, and it was not in doubt: {more:?}"))),
        }
        for (size, link) in &self.links {
            ensure(found.link(*size) == Some(*link), || format!("another link was told after {size} entries"))?;
        }
        Ok(())
    }

    /// The block in doubt is durable: act by act, as the naive ledger foretells it.
    fn adopt(&mut self, block: &[Asked], weather: Weather, mut more: &[Entry]) -> Outcome {
        self.figures.count("blocks in doubt that were there");
        for asked in block.iter().filter(|asked| !asked.dry) {
            let before = self.naive.clone();
            let Reply::Act(said) = self.naive.answer(&asked.request, false) else { continue };
            let act = &more[..said.len().min(more.len())];
            match agree(&asked.request, &said, act) {
                Ok(()) => {
                    self.write_down(act);
                    more = &more[act.len()..];
                }
                // It was refused before anything was written, because an earlier entry could not be read.
                Err(_) if weather.reads_fail => self.naive = before,
                Err(trouble) => return Err(trouble),
            }
        }
        ensure(more.is_empty(), || format!("nobody asked for {more:?}"))
    }
}
