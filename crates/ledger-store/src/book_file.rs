//! `BOOK`: what makes a folder a book. Text, four lines, the last a CRC32C of those before.

use crate::book_id::BookId;
use crate::damage::{Damage, DamageClass, Indices};
use crate::files::OpenError;
use crate::layout::BookPaths;
use crate::storage::{self, Access, Privacy, Storage};
use crate::world::WorldFailed;

/// The storage format that this version writes, and the newest it reads.
pub const FORMAT: u32 = 1;

const FIRST_LINE: &str = "amanat book";
const LIMIT_BYTES: usize = 4096;

/// Writes `BOOK` durably; the last act of a book's creation.
pub(crate) fn write<S: Storage>(storage: &S, paths: &BookPaths, book: BookId) -> Result<(), WorldFailed> {
    let path = paths.book_file();
    storage::replace(storage, &path, text(book).as_bytes(), Privacy::Shared)
}

/// Reads `BOOK`; refuses what is no book, a newer format, and damage.
pub(crate) fn read<S: Storage>(storage: &S, paths: &BookPaths) -> Result<BookId, OpenError> {
    let path = paths.book_file();
    let file = match storage::open(storage, &path, Access::Read) {
        Err(error) if error.is_not_found() => return Err(OpenError::NotABook { path: paths.root().to_owned() }),
        other => other?,
    };
    let bytes = file.read_whole(LIMIT_BYTES)?;
    let text_found = str::from_utf8(&bytes).unwrap_or_default();
    let mut lines = text_found.lines();
    if lines.next() != Some(FIRST_LINE) {
        return Err(OpenError::NotABook { path: paths.root().to_owned() });
    }
    // Before the checksum: a newer format may have another one.
    let format = lines.next().and_then(|line| line.strip_prefix("format ")?.parse().ok());
    if let Some(found) = format.filter(|found| *found > FORMAT) {
        return Err(OpenError::NewerFormat { found, supported: FORMAT });
    }
    let book = lines.next().and_then(|line| line.strip_prefix("id ")?.parse().ok());
    match book {
        Some(book) if text(book) == text_found => Ok(book),
        _ => Err(OpenError::from(Damage {
            class: DamageClass::BookFile,
            file: path,
            offset: 0,
            indices: Indices { first: 0, end: None, inferred: true },
        })),
    }
}

fn text(book: BookId) -> String {
    let body = format!("{FIRST_LINE}\nformat {FORMAT}\nid {book}\n");
    let sum = crc32c::crc32c(body.as_bytes());
    format!("{body}crc32c {sum:08x}\n")
}
