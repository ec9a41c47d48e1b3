//! The tree's files at start: they are a fold of the journal, so they are compared with it hash by hash, and built
//! anew where they disagree.

use ledger_log::tree::{Frontier, STORED_LEVELS, StoredHash, StoredHashes};
use ledger_log::{Hash, Leaf};
use ledger_store::{BookPaths, Storage, StoredFile, TreeFiles, TreeReader, WorldFailed};

/// How many hashes are read at once.
const PIECE: usize = 128;

/// The tree as it grows during the replay, beside what its files say.
pub(super) struct StoredTree<F> {
    frontier: Frontier,
    files: TreeFiles<F>,
    reader: TreeReader<F>,
    /// Leaves that the files hold and that are compared.
    held: u64,
    levels: Vec<Level>,
    agrees: bool,
}

/// A level's hashes, read ahead.
#[derive(Default)]
struct Level {
    count: u64,
    piece: Vec<Hash>,
    first: u64,
}

impl<F: StoredFile> StoredTree<F> {
    /// Opens the files; they are believed up to the last checkpoint, and only after they were compared.
    pub(super) fn open<S: Storage<File = F>>(
        storage: &S,
        paths: &BookPaths,
        checkpoint_size: u64,
    ) -> Result<Self, WorldFailed> {
        let files = TreeFiles::open(storage, paths, checkpoint_size)?;
        let (reader, held) = (files.reader(), files.size());
        let levels = (0..STORED_LEVELS).map(|_| Level::default()).collect();
        Ok(Self { frontier: Frontier::new(), files, reader, held, levels, agrees: true })
    }

    /// The next leaf of the journal: compared with the files, or appended to them.
    pub(super) fn leaf(&mut self, leaf: &Leaf) -> Result<(), WorldFailed> {
        let Self { frontier, files, reader, held, levels, agrees } = self;
        let compare = frontier.size() < *held;
        frontier.append_storing(leaf, |stored| {
            if compare {
                *agrees = *agrees && matches(levels, reader, *held, &stored);
            } else {
                files.append(stored);
            }
        });
        if self.frontier.size().is_multiple_of(65_536) { self.files.flush() } else { Ok(()) }
    }

    /// The root over the leaves so far.
    pub(super) const fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Whether the files said what the journal says. If not, `restart` and give all leaves again.
    pub(super) const fn agrees(&self) -> bool {
        self.agrees
    }

    /// Throws the files' content away.
    pub(super) fn restart(&mut self) -> Result<(), WorldFailed> {
        self.files.cut(0)?;
        self.frontier = Frontier::new();
        (self.held, self.agrees) = (0, true);
        Ok(())
    }

    /// The tree, ready to grow on.
    pub(super) fn finish(mut self) -> Result<(Frontier, TreeFiles<F>), WorldFailed> {
        self.files.flush()?;
        Ok((self.frontier, self.files))
    }
}

/// Whether the file of its level has this hash in its place.
fn matches<F: StoredFile>(levels: &mut [Level], reader: &TreeReader<F>, held: u64, stored: &StoredHash) -> bool {
    let Some(level) = levels.get_mut(usize::from(stored.level)) else { return false };
    let place = level.count;
    level.count = place.saturating_add(1);
    let offset = place.checked_sub(level.first).and_then(|offset| usize::try_from(offset).ok());
    if let Some(hash) = offset.and_then(|offset| level.piece.get(offset)) {
        return *hash == stored.hash;
    }
    read_piece(level, reader, stored.level, held, place).is_some_and(|hash| hash == stored.hash)
}

fn read_piece<F: StoredFile>(
    level: &mut Level,
    reader: &TreeReader<F>,
    number: u8,
    held: u64,
    place: u64,
) -> Option<Hash> {
    let left = ledger_log::tree::stored_count(number, held).checked_sub(place)?;
    let size = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
    level.piece = vec![Hash::from_bytes([0; 32]); size];
    level.first = place;
    reader.read(number, place, &mut level.piece).ok()?;
    level.piece.first().copied()
}
