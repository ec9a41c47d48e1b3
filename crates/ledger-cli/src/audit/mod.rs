//! `audit verify`: everything that the own bytes and rules of a book, or of an export of one, can tell, without any server and without writing
//! a byte.
//!
//! One pass over the journal: frames and checksums, leaves, links, tree, canonical form, rules. Then the pieces are
//! weighed together: what the signed root says decides whether an entry or a stored hash was changed. An anchor
//! (the policy) must come from outside of what is audited; nothing found inside ever counts as one.

mod anchor;
mod beside;
mod book;
mod export;
mod finding;
mod goods;
mod leaves;
mod links;
mod pass;
mod past;
mod print;
mod report;
mod rules;
mod salvage;
mod totals;
mod tree;
mod verdict;
mod weigh;

pub use anchor::Signature;
pub use finding::{Class, Evidence, Finding};
pub use goods::{GoodsTotal, Units};
pub use print::write_report;
pub use report::{Check, CheckName, CheckpointFacts, HeadFacts, Outcome, Report, RuleCheck, SCHEMA_VERSION};
pub use totals::{FundTotal, ProvinceTotal, Sums, Totals};
pub use verdict::{Anchor, Verdict};

use crate::progress::Progress;
use book::{Opened, Source};
pub(crate) use book::{hint, policy_outside};
use std::path::PathBuf;

/// What to audit, and against what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The folder of the book, or of an export of one.
    pub book: PathBuf,
    /// The policy file; it must lie outside of the book.
    pub policy: Option<PathBuf>,
}

/// Audits a book. Always answers with a report, also of why nothing could be checked.
#[must_use]
pub fn verify(options: &Options, progress: &mut Progress<'_>) -> Report {
    let mut report = Report::new(options);
    match book::open(options) {
        Err(refused) => report.verdict = Verdict::unstarted(&refused),
        Ok(Opened { source, policy, published }) => {
            let passed = match &source {
                Source::Book(book) => pass::run(book, published.size(), progress),
                Source::Export(export) => pass::run_export(export, progress),
            };
            progress.finish();
            weigh::weigh(passed, &published, policy.as_ref(), &mut report);
        }
    }
    report
}
