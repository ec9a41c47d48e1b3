//! All files of a directory, to see whether anything changed, and copies of it.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file under a directory, by the hash of its content.
#[derive(Debug)]
pub struct Files(BTreeMap<PathBuf, [u8; 32]>);

impl Files {
    /// The files under `root` as they are now.
    #[must_use]
    pub fn under(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        each(root, &mut |path| {
            files.insert(path.to_owned(), Sha256::digest(fs::read(path).expect("a file")).into());
        });
        Self(files)
    }

    /// What is not the same in `later`: changed, gone or new.
    #[must_use]
    pub fn changed_in<'a>(&'a self, later: &'a Self) -> Vec<&'a Path> {
        let mut paths: Vec<&Path> = self.0.keys().chain(later.0.keys()).map(PathBuf::as_path).collect();
        paths.sort_unstable();
        paths.dedup();
        paths.retain(|path| self.0.get(*path) != later.0.get(*path));
        paths
    }
}

/// Copies a directory with all that is in it.
///
/// # Panics
/// If that does not work.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    each(from, &mut |path| {
        let target = to.join(path.strip_prefix(from).expect("a path under it"));
        fs::create_dir_all(target.parent().expect("a directory")).expect("a directory");
        fs::copy(path, target).expect("a copy");
    });
}

/// Every file under a directory with its content.
#[must_use]
pub fn contents(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    each(root, &mut |path| files.push((path.to_owned(), fs::read(path).expect("a file"))));
    files
}

fn each(root: &Path, see: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(root).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { each(&path, see) } else { see(&path) }
    }
}
