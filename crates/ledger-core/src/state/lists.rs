//! What the state keeps of lists.

use super::Act;
use crate::ids::{AccountId, GrantId, Index, ListId, OfficeId, ResultsId};
use crate::money::Amount;

/// A list in the middle of a step of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenList {
    /// Which.
    pub list: ListId,
    /// Which step.
    pub step: ListStep,
    /// How many lines, or rows of a file, are to come.
    pub missing: u32,
    /// The line that has its first entry and not its last: that one follows at once.
    pub begun: Option<GrantId>,
    /// The bank's file, if this is its import.
    pub file: Option<OpenFile>,
}

/// A bank's file in the middle of its import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenFile {
    /// Which.
    pub results: ResultsId,
    /// How many rows it has.
    pub row_count: u32,
    /// The last row that has its entry.
    pub last_row: u32,
    /// What all rows sum up to.
    pub total: Amount,
    /// What those sum up to that have their entry.
    pub reported: Amount,
}

/// The steps of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListStep {
    /// Each line is applied for and decided.
    Submission,
    /// Each line's credit is secured, and it is awarded.
    Approval,
    /// Each line is verified, and its payment ordered.
    Release,
    /// Each row of the bank's file says what became of a line.
    Results,
}

/// How far a list has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum ListStage {
    /// Submitted: each line is applied for and decided.
    Submitted = 1,
    /// Approved: each line is awarded.
    Approved = 2,
    /// Released once at least: payments are ordered.
    Released = 3,
}

/// A list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct List {
    /// The office that made it.
    pub office: OfficeId,
    /// How many lines it declares.
    pub declared_count: u32,
    /// What it declares that they sum up to.
    pub declared_total: Amount,
    /// How many lines it has.
    pub count: u32,
    /// What they sum up to.
    pub total: Amount,
    /// How far it has come.
    pub stage: ListStage,
    /// How often it was released.
    pub parts: u32,
    /// The maker.
    pub submitted: Act,
    /// The checker.
    pub approved: Option<Act>,
    /// The account that pays.
    pub account: Option<AccountId>,
    /// What the approver saw; those who approved before have to have seen the same.
    pub seen: Index,
    /// The last change of it, or of a line of it outside of its own steps.
    pub last: Act,
}
