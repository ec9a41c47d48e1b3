//! What these tests share: an index on real files, and its files as another process would find them.

use ledger_log::{Chain, leaf};
use ledger_store::{BookId, BookPaths, Key, KeyIndex, Opened, Unusable, Watermark, wipe_key_index};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

pub const BOOK: BookId = BookId([0xB0; 16]);
pub const VERSION: u32 = 3;

/// A folder with a book in it, and no index.
pub fn book() -> (TempDir, BookPaths) {
    let dir = tempfile::tempdir().expect("a folder");
    let paths = BookPaths::new(dir.path().join("book"));
    fs::create_dir(paths.root()).expect("a folder");
    (dir, paths)
}

/// Some watermark at this entry.
pub fn mark(next: u64) -> Watermark {
    let genesis = Chain::new().genesis(BOOK.as_bytes());
    let link = if next == 0 { genesis } else { Chain::new().extend(&genesis, &leaf(&next.to_be_bytes())) };
    Watermark { next, link }
}

pub const fn key(kind: u8, natural: &[u8], index: u64) -> Key<'_> {
    Key { kind, natural, index }
}

/// Opens it as the next process would: sled lets go of its lock on the files of this one when it pleases.
pub fn open(paths: &BookPaths) -> Opened {
    as_new_files(paths);
    open_as_it_is(paths)
}

pub fn open_as_it_is(paths: &BookPaths) -> Opened {
    KeyIndex::open(paths, BOOK, VERSION).expect("an index, if only an empty one")
}

pub fn as_new_files(paths: &BookPaths) {
    if paths.index().is_dir() {
        let new = paths.root().join("new");
        copy(&paths.index(), &new);
        wipe_key_index(paths).expect("wiped");
        fs::rename(new, paths.index()).expect("renamed");
    }
}

pub fn usable(opened: Opened) -> KeyIndex {
    match opened {
        Opened::Usable(index) => index,
        Opened::Empty { why, .. } => panic!("it is not usable: {why}"),
        Opened::InUse => panic!("it is in use"),
    }
}

pub fn empty(opened: Opened) -> (KeyIndex, Unusable) {
    match opened {
        Opened::Empty { index, why } => (index, why),
        Opened::Usable(_) => panic!("there is one that is usable"),
        Opened::InUse => panic!("it is in use"),
    }
}

pub fn all(index: &mut KeyIndex, kind: u8, natural: &[u8]) -> Vec<u64> {
    index.find(kind, natural, 0..u64::MAX, usize::MAX).expect("an index that works")
}

/// The indices of every key of a filled index.
pub type Written = BTreeMap<Vec<u8>, Vec<u64>>;

/// An index of 6,000 keys in a few batches, closed: made once, copied for everybody.
pub fn filled(paths: &BookPaths) -> &'static Written {
    static FILLED: OnceLock<(TempDir, BookPaths, Written)> = OnceLock::new();
    let (_, sound, written) = FILLED.get_or_init(|| {
        let (dir, paths) = book();
        let written = fill(&paths);
        (dir, paths, written)
    });
    wipe_key_index(paths).expect("wiped");
    copy(&sound.index(), &paths.index());
    written
}

fn fill(paths: &BookPaths) -> Written {
    let mut written = Written::new();
    let (mut index, _) = empty(open_as_it_is(paths));
    for batch in 0..20_u64 {
        let natural = |at: u64| format!("a code of some length {}", at.wrapping_mul(0x9e37_79b9) % 5_000).into_bytes();
        let naturals: Vec<(Vec<u8>, u64)> = (batch * 300..batch * 300 + 300).map(|at| (natural(at), at)).collect();
        let keys: Vec<Key<'_>> = naturals.iter().map(|(natural, at)| key(1, natural, *at)).collect();
        index.apply(&keys, mark(batch * 300 + 300)).expect("a batch");
        for (natural, at) in naturals {
            written.entry(natural).or_default().push(at);
        }
    }
    index.close().expect("closed");
    written
}

/// Whether the index is whole. Then it must find what was written up to its watermark, and nothing else; if not, it
/// must be empty, and work.
pub fn is_whole_or_empty(paths: &BookPaths, written: &Written) -> bool {
    match open(paths) {
        Opened::Usable(mut index) => {
            let until = index.watermark().next;
            assert_eq!(index.watermark(), mark(until));
            for (natural, indices) in written {
                let expected: Vec<u64> = indices.iter().copied().filter(|at| *at < until).collect();
                assert_eq!(all(&mut index, 1, natural), expected, "up to {until}");
            }
            true
        }
        Opened::Empty { mut index, .. } => {
            assert_eq!((index.count(), index.watermark()), (0, mark(0)));
            let natural = written.keys().next().expect("a key");
            assert_eq!(all(&mut index, 1, natural), [] as [u64; 0]);
            index.apply(&[key(1, natural, 0)], mark(1)).expect("it can be built again");
            assert_eq!(all(&mut index, 1, natural), [0]);
            false
        }
        Opened::InUse => panic!("nobody uses it"),
    }
}

/// All files under a folder.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for item in fs::read_dir(dir).expect("a folder") {
        let path = item.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).expect("a path under it"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(file, target).expect("a copy");
    }
}
