//! `init`: a new, empty book.

use crate::args::Init;
use crate::book::{CreateError, Created, NewBook, create};
use crate::clock::wall_time;
use ledger_core::event::Clock;
use ledger_store::DataPaths;
use ledger_wire::identifiers::NationalId;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Why no book was made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// Making it failed.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The policy would lie where only what it judges may lie.
    #[error("the policy {} would lie inside the book's directory; an auditor's anchor must come from outside", path.display())]
    PolicyInside {
        /// Where it was to be written.
        path: PathBuf,
    },
    /// Something lies where the book is to lie.
    #[error("{} already holds a book or something else; a new book needs a new or an empty directory", path.display())]
    NotEmpty {
        /// Where.
        path: PathBuf,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file of administrators does not hold two different national ids.
    #[error("{}: line {line} is not the national id of an administrator; two lines with two different ids are needed", path.display())]
    Administrators {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
}

/// Where the auditor's policy of the book in `data` lies unless somebody says otherwise: beside it.
#[must_use]
pub fn policy_beside(data: &Path) -> PathBuf {
    let mut name = data.file_name().unwrap_or(data.as_os_str()).to_owned();
    name.push(".policy");
    data.with_file_name(name)
}

/// Makes the book and writes the policy beside it.
///
/// # Errors
/// [`InitError`].
pub fn init(args: &Init) -> Result<Created, InitError> {
    let administrators = args.administrators.as_deref().map(read_administrators).transpose()?;
    let policy = args.policy.clone().unwrap_or_else(|| policy_beside(&args.data));
    let new = NewBook {
        origin: args.origin.clone(),
        clock: Clock::System,
        demo: false,
        opened_at: wall_time(),
        administrators,
    };
    make(&args.data, &policy, new, |_, _| Ok(()))
}

/// Makes a book, lets `keep` put what it wants beside it in `private/`, and writes its policy. The book appears
/// under its name when all of it is there.
///
/// # Errors
/// [`InitError`].
pub fn make(
    data: &Path,
    policy: &Path,
    new: NewBook,
    keep: impl FnOnce(&DataPaths, &Created) -> io::Result<()>,
) -> Result<Created, InitError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |source| InitError::File { path, source }
    };
    if plain(policy).map_err(failed(policy))?.starts_with(plain(data).map_err(failed(data))?) {
        return Err(InitError::PolicyInside { path: policy.to_owned() });
    }
    if std::fs::read_dir(data).is_ok_and(|mut found| found.next().is_some()) {
        return Err(InitError::NotEmpty { path: data.to_owned() });
    }
    // Under another name until it is whole: a creation that is interrupted leaves no half of a book behind.
    let making = making(data);
    if making.exists() {
        std::fs::remove_dir_all(&making).map_err(failed(&making))?;
    }
    let paths = DataPaths::new(&making);
    let created = create(&paths, new)?;
    keep(&paths, &created).map_err(failed(&making))?;
    std::fs::write(policy, &created.policy).map_err(failed(policy))?;
    std::fs::rename(&making, data).map_err(failed(data))?;
    let parent = data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(parent).and_then(|dir| dir.sync_all()).map_err(failed(parent))?;
    Ok(created)
}

/// The path from the root, without `.` and `..`. What a link leads to is not looked at.
fn plain(path: &Path) -> io::Result<PathBuf> {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    Ok(plain)
}

/// The name under which the book in `data` is made.
fn making(data: &Path) -> PathBuf {
    let mut name = data.file_name().unwrap_or(data.as_os_str()).to_owned();
    name.push(".being-made");
    data.with_file_name(name)
}

fn read_administrators(path: &Path) -> Result<[NationalId; 2], InitError> {
    let text = std::fs::read_to_string(path).map_err(|source| InitError::File { path: path.to_owned(), source })?;
    let wrong = |line| InitError::Administrators { path: path.to_owned(), line };
    let mut ids = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        ids.push(NationalId::parse(line).map_err(|_| wrong(number))?);
    }
    match <[NationalId; 2]>::try_from(ids) {
        Ok([first, second]) if first.as_str() != second.as_str() => Ok([first, second]),
        Ok(_) | Err(_) => Err(wrong(2)),
    }
}

/// What `init` tells its caller, once.
#[must_use]
pub fn announcement(created: &Created, data: &Path, policy: &Path) -> String {
    let [first, second] = &created.administrators;
    format!(
        "A new book lies in {data}. Its two administrators' API keys are shown here once and kept nowhere:\n\n  \
         administrator {}: {}\n  administrator {}: {}\n\n\
         The auditor's policy is {policy}: give it to whoever is to check this book, and keep it away from the server.\n\
         The root key is {data}/private/keys/root: move it off this machine; the server does not need it.\n\n\
         Next: ledger-server run --data {data}\n",
        first.principal,
        first.api_key,
        second.principal,
        second.api_key,
        data = data.display(),
        policy = policy.display(),
    )
}
