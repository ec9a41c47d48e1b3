//! Segment files: named by their first index, twenty decimal digits and `.seg`.

use std::path::{Path, PathBuf};

use crate::storage::{self, Storage};
use crate::world::WorldFailed;

/// The room of the next segment, before it has a name of its own.
pub(crate) const SPARE: &str = "spare";

/// A segment's path.
pub(crate) fn path(journal: &Path, first_index: u64) -> PathBuf {
    journal.join(format!("{first_index:020}.seg"))
}

/// The first indices of all segments, ascending. Files of other names are none of the journal's.
pub(crate) fn list<S: Storage>(storage: &S, journal: &Path) -> Result<Vec<u64>, WorldFailed> {
    let names = storage::list(storage, journal)?;
    let mut firsts: Vec<u64> = names.iter().filter_map(|name| first_index(name)).collect();
    firsts.sort_unstable();
    Ok(firsts)
}

fn first_index(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".seg")?;
    let fixed_width = digits.len() == 20 && digits.bytes().all(|digit| digit.is_ascii_digit());
    fixed_width.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_width_name_is_a_segment() {
        assert_eq!(first_index("00000000000000000042.seg"), Some(42));
        for other in ["42.seg", "spare", "00000000000000000042.seg.old", "+0000000000000000042.seg"] {
            assert_eq!(first_index(other), None, "{other}");
        }
        assert_eq!(first_index("99999999999999999999.seg"), None, "beyond u64");
    }
}
