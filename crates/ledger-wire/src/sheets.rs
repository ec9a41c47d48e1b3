//! Files that people and banks exchange: the list of grants that an office makes, what a bank did with payments, and
//! the payments to carry to it. Text in columns (CSV), as spreadsheets write it; the profiles stand in
//! `docs/format/files.md`.
//!
//! Bytes come in; out comes the whole file, or everything that is wrong with it, found in one pass. There is no
//! partial result. A finding says where, what is wrong and what would be right, and never repeats a cell: national
//! ids, names and Shebas are personal, and what stands in the wrong column may be one of them.

mod cells;
mod column;
mod finding;
mod header;
mod list;
mod name;
mod payment;
mod result;
mod rows;
#[cfg(test)]
mod tests;
mod write;

pub use column::Column;
pub use finding::{Finding, Findings, Problem};
pub use list::{Declared, ListFile, ListLine, read_list, write_list};
pub use name::PersonName;
pub use payment::{PaymentLine, write_payments};
pub use result::{Outcome, ResultFile, ResultLine, read_results, write_results};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The most lines of a list, without the header.
pub const MOST_LINES: u32 = 16_384;

/// The longest line of a file, in bytes.
pub const MOST_LINE_BYTES: usize = 4_096;

/// A file without an error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked<F> {
    /// The file.
    pub file: F,
    /// What may be meant so, and is worth a look.
    pub warnings: Findings,
}
