//! What a witness said against this log, kept for whoever has to look: the question as it was sent, and the answer.

use std::fs;
use std::path::Path;

/// Keeps it. That it could not be kept is said, and changes nothing else.
pub(super) fn keep(folder: &Path, witness: &str, size: u64, said: &str) {
    let plain: String = witness.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let path = folder.join(format!("{size}-{plain}"));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, said));
    match written {
        Ok(()) => tracing::error!(path = %path.display(), "what the witness said is kept"),
        Err(error) => tracing::error!(%error, %said, "what the witness said could not be kept"),
    }
}
