//! What is wrong with a file: where, and which facts make it so. Never a value of a cell.

use super::column::Column;
use crate::amount::AmountError;
use crate::identifiers::{Fault, InvalidIdentifier};
use crate::words::{self, Language};
use core::fmt;
use ledger_core::money::Amount;
use ledger_core::text::BadText;

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

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// The file is too large to be read.
    FileTooLarge {
        /// Bytes that it may have.
        most: usize,
    },
    /// The file, or a line of it, is not UTF-8.
    NotUtf8,
    /// There is no header.
    NoHeader,
    /// There is no line below the header.
    NoLines,
    /// There are more lines than are read.
    TooManyLines {
        /// Lines that there may be.
        most: u32,
    },
    /// A head names no column of such a file.
    UnknownColumn {
        /// Which head, from 1.
        position: usize,
    },
    /// No head names this column.
    MissingColumn,
    /// Two heads name this column.
    ColumnTwice {
        /// Which head named it first, from 1.
        first: usize,
    },
    /// The head of the amount states a unit, and there is a column for it too.
    UnitTwice,
    /// The line is too long to be one of such a file.
    LineTooLong {
        /// Bytes that it has.
        size: usize,
        /// Bytes that it may have.
        most: usize,
    },
    /// A quotation mark stands where none may, or is not closed on its line.
    BadQuotes,
    /// The line has another number of cells than the header.
    CellCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the line.
        found: usize,
    },
    /// The cell is empty.
    Empty,
    /// The text is too long.
    TooLong {
        /// Bytes that it has.
        size: usize,
        /// Bytes that it may have.
        most: usize,
    },
    /// A character that may not stand there.
    BadCharacter {
        /// Bytes before it.
        at: usize,
    },
    /// The text begins with a sign that a spreadsheet takes for a formula.
    FormulaSign,
    /// The national id or the Sheba is none.
    Identifier(InvalidIdentifier),
    /// The amount is none.
    Amount(AmountError),
    /// The number of the line is none.
    NotALineNumber,
    /// The number of the line is 0, or beyond the last: numbers run from 1 without gaps.
    LineOutside {
        /// The last number that there can be.
        last: u32,
    },
    /// The number of the line stands twice.
    LineTwice {
        /// The line of the file that has it first.
        first: u64,
    },
    /// The person stands twice for one programme.
    PersonTwice {
        /// The line of the file that has it first.
        first: u64,
    },
    /// What the bank did is neither paid nor returned.
    UnknownStatus,
    /// The reason of a return is none that is known.
    UnknownReason,
    /// A return has no reason.
    ReasonMissing,
    /// What was paid has a reason of return.
    ReasonUnexpected,
    /// There are not so many lines as was declared.
    CountDiffers {
        /// Declared lines.
        declared: u32,
        /// Lines of the file.
        found: u32,
    },
    /// The amounts do not sum to what was declared.
    TotalDiffers {
        /// The declared sum.
        declared: Amount,
        /// The sum of the file.
        found: Amount,
    },
    /// The amounts sum to more than can be counted.
    TotalTooLarge,
    /// The account is that of another person of this file.
    ShebaShared {
        /// The line of the file that has it first.
        first: u64,
    },
    /// The person has another name elsewhere in this file.
    NameDiffers {
        /// The line of the file that has the other name.
        first: u64,
    },
    /// The amount is ten or ten thousand times the usual one, as if rial and toman were mistaken.
    FarAbove {
        /// 10 or 10,000.
        times: u64,
        /// The median of the programme in this file.
        usual: Amount,
    },
    /// The amount is a tenth or a ten-thousandth of the usual one.
    FarBelow {
        /// 10 or 10,000.
        times: u64,
        /// The median of the programme in this file.
        usual: Amount,
    },
}

impl Problem {
    /// The stable name of the problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } => "FILE_TOO_LARGE",
            Self::NotUtf8 => "NOT_UTF8",
            Self::NoHeader => "NO_HEADER",
            Self::NoLines => "NO_LINES",
            Self::TooManyLines { .. } => "TOO_MANY_LINES",
            Self::UnknownColumn { .. } => "UNKNOWN_COLUMN",
            Self::MissingColumn => "MISSING_COLUMN",
            Self::ColumnTwice { .. } => "COLUMN_TWICE",
            Self::UnitTwice => "UNIT_TWICE",
            Self::LineTooLong { .. } => "LINE_TOO_LONG",
            Self::BadQuotes => "BAD_QUOTES",
            Self::CellCount { .. } => "CELL_COUNT",
            Self::Empty => "EMPTY",
            Self::TooLong { .. } => "TOO_LONG",
            Self::BadCharacter { .. } => "BAD_CHARACTER",
            Self::FormulaSign => "FORMULA_SIGN",
            Self::Identifier(invalid) => identifier_code(invalid.fault),
            Self::Amount(error) => amount_code(error),
            Self::NotALineNumber => "NOT_A_LINE_NUMBER",
            Self::LineOutside { .. } => "LINE_OUTSIDE",
            Self::LineTwice { .. } => "LINE_TWICE",
            Self::PersonTwice { .. } => "PERSON_TWICE",
            Self::UnknownStatus => "UNKNOWN_STATUS",
            Self::UnknownReason => "UNKNOWN_REASON",
            Self::ReasonMissing => "REASON_MISSING",
            Self::ReasonUnexpected => "REASON_UNEXPECTED",
            Self::CountDiffers { .. } => "COUNT_DIFFERS",
            Self::TotalDiffers { .. } => "TOTAL_DIFFERS",
            Self::TotalTooLarge => "TOTAL_TOO_LARGE",
            Self::ShebaShared { .. } => "SHEBA_SHARED",
            Self::NameDiffers { .. } => "NAME_DIFFERS",
            Self::FarAbove { .. } => "FAR_ABOVE",
            Self::FarBelow { .. } => "FAR_BELOW",
        }
    }

    /// Whether it may be meant so: the file is taken all the same.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::ShebaShared { .. } | Self::NameDiffers { .. } | Self::FarAbove { .. } | Self::FarBelow { .. }
        )
    }
}

const fn identifier_code(fault: Fault) -> &'static str {
    match fault {
        Fault::BidiControl => "BIDI_CONTROL",
        Fault::Length { .. } => "WRONG_LENGTH",
        Fault::NotADigit { .. } => "NOT_A_DIGIT",
        Fault::Prefix => "WRONG_PREFIX",
        Fault::NeverIssued => "NEVER_ISSUED",
        Fault::CheckDigit => "CHECK_DIGIT",
    }
}

const fn amount_code(error: &AmountError) -> &'static str {
    match error {
        AmountError::MissingUnit => "MISSING_UNIT",
        AmountError::UnknownUnit => "UNKNOWN_UNIT",
        AmountError::NotANumber { .. } => "NOT_A_NUMBER",
        AmountError::Grouping => "GROUPING",
        AmountError::Zero => "ZERO",
        AmountError::Negative => "NEGATIVE",
        AmountError::FractionalRial { .. } => "FRACTIONAL_RIAL",
        AmountError::TooLarge { .. } => "AMOUNT_TOO_LARGE",
    }
}

impl From<InvalidIdentifier> for Problem {
    fn from(invalid: InvalidIdentifier) -> Self {
        Self::Identifier(invalid)
    }
}

impl From<AmountError> for Problem {
    fn from(error: AmountError) -> Self {
        Self::Amount(error)
    }
}

impl From<BadText> for Problem {
    fn from(bad: BadText) -> Self {
        match bad {
            BadText::Empty => Self::Empty,
            BadText::TooLong { size, most } => Self::TooLong { size, most },
            BadText::BadCharacter { at } => Self::BadCharacter { at },
        }
    }
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
