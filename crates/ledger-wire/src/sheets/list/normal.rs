//! The normal form of a list, of which its content hash is made: `docs/format/files.md`.

use super::ListLine;
use sha2::{Digest, Sha256};

/// The first line of the normal form.
const TITLE: &str = "amanat list v1\n";

/// SHA-256 of the normal form.
pub(super) fn content(lines: &[ListLine]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(TITLE);
    lines.iter().for_each(|line| hash.update(normal(line)));
    hash.finalize().into()
}

/// One line: its values in their one spelling, a tab between two, and a line feed. No value has either in it.
fn normal(line: &ListLine) -> String {
    let ListLine { file_line: _, line, programme, office, national_id, name, sheba, amount } = line;
    let (id, sheba) = (national_id.as_str(), sheba.as_str());
    format!("{line}\t{programme}\t{office}\t{id}\t{}\t{sheba}\t{amount}\n", name.normal())
}
