//! What was found in a file, and where.

use super::column::Column;
use super::problem::Problem;
use crate::words::{self, Language};
use core::fmt;

/// One thing that is wrong, or worth a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The line of the file, from 1 with the header; none for the file as a whole.
    pub file_line: Option<u64>,
    /// The number that the line has in its list, if it could be read.
    pub list_line: Option<u32>,
    /// The column; none for the line as a whole.
    pub column: Option<Column>,
    /// What is wrong there.
    pub problem: Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::finding(self, Language::English))
    }
}

/// Everything that was found in a file, in the order of its lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.0
    }

    /// Those that refuse the file.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| !finding.problem.is_warning())
    }

    /// Those that do not.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| finding.problem.is_warning())
    }

    /// Whether the file is refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Something about the file as a whole.
    pub(super) fn of_file(&mut self, problem: Problem) {
        self.add(Finding { file_line: None, list_line: None, column: None, problem });
    }

    /// Something about a line as a whole.
    pub(super) fn of_line(&mut self, file_line: u64, problem: Problem) {
        self.add(Finding { file_line: Some(file_line), list_line: None, column: None, problem });
    }

    pub(super) fn add(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// In the order of the lines, and of the columns within a line.
    pub(super) fn sorted(mut self) -> Self {
        self.0.sort_by_key(|finding| (finding.file_line, finding.column));
        self
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|finding| writeln!(f, "{finding}"))
    }
}

impl core::error::Error for Findings {}
