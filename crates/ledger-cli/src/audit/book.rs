//! Opening what is to be audited, and the policy that comes from outside of it.

use super::Options;
use super::anchor::Published;
use super::export::ExportDir;
use crate::failure::Failure;
use ledger_log::policy::Policy;
use ledger_store::{BookPaths, DamageClass, OpenError, ReadOnlyBook, RealStorage};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest policy file that is read, plus one byte to see that it is longer.
const MOST_POLICY_BYTES: u64 = (ledger_log::policy::MAX_POLICY_BYTES as u64) + 1;

/// What is to be audited.
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) policy: Option<Policy>,
    pub(super) published: Published,
}

/// A book with its journal, or an export of one.
pub(super) enum Source {
    Book(ReadOnlyBook<RealStorage>),
    Export(ExportDir),
}

/// Why nothing was checked.
#[derive(Debug, thiserror::Error)]
pub enum Unstarted {
    /// There is no such folder.
    #[error("{} cannot be opened: {source}", path.display())]
    NoSuchPath {
        /// What was named.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The folder holds no book.
    #[error("{} is neither a book nor an export of one{}", path.display(), hint(path))]
    NotABook {
        /// What was named.
        path: PathBuf,
    },
    /// The policy lies inside of what is audited, where whoever changed the book could have changed it too.
    #[error("the policy {} lies inside the audited path; an anchor comes from outside", policy.display())]
    PolicyInside {
        /// The policy file.
        policy: PathBuf,
    },
    /// The policy cannot be read.
    #[error("the policy {} cannot be read: {source}", path.display())]
    PolicyUnreadable {
        /// The policy file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The policy is none.
    #[error("the policy {} is not one: {why}", path.display())]
    PolicyMalformed {
        /// The policy file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The book is there and its own file cannot be read.
    #[error("{why}")]
    Unreadable {
        /// Why.
        why: String,
    },
}

/// Opens everything. The checkpoint is read before `head`: a server that goes on writing is then never taken for one
/// that is shorter than its checkpoint.
pub(super) fn open(options: &Options) -> Result<Opened, Unstarted> {
    let root = canonical(&options.book)?;
    let policy = options.policy.as_deref().map(|path| read_policy(path, &root)).transpose()?;
    if ExportDir::is_one(&options.book) {
        let published = Published::read(&options.book.join("checkpoint"));
        let source = Source::Export(ExportDir::new(options.book.clone(), published.size()));
        return Ok(Opened { source, policy, published });
    }
    let paths = BookPaths::new(options.book.clone());
    let book = ReadOnlyBook::open(&RealStorage, &paths).map_err(|error| unopened(error, &paths))?;
    let published = Published::read(&paths.checkpoint());
    Ok(Opened { source: Source::Book(book), policy, published })
}

fn canonical(path: &Path) -> Result<PathBuf, Unstarted> {
    fs::canonicalize(path).map_err(|source| Unstarted::NoSuchPath { path: path.to_owned(), source })
}

fn read_policy(path: &Path, root: &Path) -> Result<Policy, Unstarted> {
    let unreadable = |source| Unstarted::PolicyUnreadable { path: path.to_owned(), source };
    let target = fs::canonicalize(path).map_err(unreadable)?;
    if target.starts_with(root) || name_lies_in(path, root).map_err(unreadable)? {
        return Err(Unstarted::PolicyInside { policy: path.to_owned() });
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(&target).and_then(|file| file.take(MOST_POLICY_BYTES).read_to_end(&mut bytes));
    read.map_err(unreadable)?;
    Policy::parse(&bytes).map_err(|error| malformed(path, &error))
}

/// A policy for something that is not the policy's own file or folder.
pub(crate) fn policy_outside(path: &Path, of: &Path) -> Result<Policy, Failure> {
    let root = canonical(of).map_err(|why| Failure::usage(why.to_string()))?;
    read_policy(path, &root).map_err(|why| Failure::usage(why.to_string()))
}

/// A link that lies inside is as bad as a file: whoever changed the book could have pointed it elsewhere.
fn name_lies_in(path: &Path, root: &Path) -> std::io::Result<bool> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(fs::canonicalize(folder)?.starts_with(root))
}

fn malformed(path: &Path, error: &ledger_log::policy::MalformedPolicy) -> Unstarted {
    let why = match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    Unstarted::PolicyMalformed { path: path.to_owned(), why }
}

fn unopened(error: OpenError, paths: &BookPaths) -> Unstarted {
    let path = paths.root().to_owned();
    match error {
        OpenError::NotABook { .. } if !paths.journal().is_dir() => Unstarted::NotABook { path },
        OpenError::NotABook { .. } => {
            Unstarted::Unreadable { why: format!("{} has a journal and no readable BOOK", path.display()) }
        }
        OpenError::Damaged(damage) if damage.class == DamageClass::BookFile => {
            Unstarted::Unreadable { why: format!("{damage}: which book this is cannot be told") }
        }
        OpenError::AlreadyThere { .. }
        | OpenError::NewerFormat { .. }
        | OpenError::OtherBook { .. }
        | OpenError::InUse { .. }
        | OpenError::ReadOnly(_)
        | OpenError::Damaged(_)
        | OpenError::World(_) => Unstarted::Unreadable { why: error.to_string() },
    }
}

/// The folder that was perhaps meant.
pub(crate) fn hint(path: &Path) -> String {
    let inner = path.join("book");
    if inner.join("BOOK").is_file() { format!("; did you mean {}?", inner.display()) } else { String::new() }
}
