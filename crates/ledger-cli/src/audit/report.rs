//! The report: what was checked, what was not, what was found, and the verdict.

use super::Options;
use super::anchor::Signature;
use super::finding::{Class, Finding};
use super::pass::{Holds, Pass};
use super::rules::Why;
use super::totals::Totals;
use super::verdict::Verdict;
use crate::show::{local_day, offset_of};
use ledger_core::rule::Rule;
use ledger_log::tree::TreeHead;
use serde::Serialize;

/// The version of the JSON object.
pub const SCHEMA_VERSION: u32 = 1;

/// What the audit cannot say of any book yet; told in every report.
const NEVER_CHECKED: [&str; 4] = [
    "signatures of principals: this ruleset has none, so acts rest on the server that recorded them",
    "personal data and documents behind references and hashes: they are not in the book",
    "facts: the ledger proves that nothing was changed, not that what was entered is true",
    "history before the first head that somebody outside kept",
];

/// The report of one audit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// The version of this object.
    pub schema_version: u32,
    /// The folder.
    pub path: String,
    /// The book's id.
    pub book: Option<String>,
    /// The log's name, from entry 0.
    pub origin: Option<String>,
    /// Each check.
    pub checks: Vec<Check>,
    /// Each rule.
    pub rules: Vec<RuleCheck>,
    /// Every damaged range.
    pub findings: Vec<Finding>,
    /// What could not be told.
    pub cannot_tell: Vec<String>,
    /// What no audit of this version looks at.
    pub not_checked: Vec<&'static str>,
    /// The totals at the head, if every entry could be replayed.
    pub totals: Option<Totals>,
    /// The checkpoint in the book.
    pub checkpoint: Option<CheckpointFacts>,
    /// How far the journal was read.
    pub head: Option<HeadFacts>,
    /// The verdict.
    pub verdict: Verdict,
}

/// What became of a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Checked, and right.
    Done,
    /// Checked, and wrong.
    Failed,
    /// Not checked, or not to the end.
    NotDone,
}

/// What is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckName {
    /// Frames and their checksums.
    Frames,
    /// The chain of links.
    Links,
    /// The stored tree against the entries.
    Tree,
    /// The root of the entries against the checkpoint.
    Checkpoint,
    /// The checkpoint's signatures against the policy.
    Signature,
    /// Canonical form and every rule, entry by entry.
    Rules,
    /// The totals, from two folds written apart.
    Totals,
}

/// One check.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Check {
    /// Which.
    pub check: CheckName,
    /// What became of it.
    pub outcome: Outcome,
    /// How many of what it counts were checked.
    pub count: u64,
    /// What it counted, and why it is not done.
    pub note: String,
}

/// One rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleCheck {
    /// Its number.
    pub rule: u8,
    /// What it says.
    pub text: &'static str,
    /// What became of it.
    pub outcome: Outcome,
}

/// The checkpoint in the book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CheckpointFacts {
    /// How many entries it covers.
    pub size: u64,
    /// Its root.
    pub root: String,
    /// Entries after it: linked, and signed by nobody yet.
    pub linked_unsigned: u64,
}

/// How far the journal was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HeadFacts {
    /// How many entries.
    pub size: u64,
    /// The link after the last.
    pub link: Option<String>,
    /// The root over all, if all could be read.
    pub root: Option<String>,
    /// When the last replayed entry was recorded.
    pub recorded_at: Option<String>,
    /// That day, in the book's local time, ISO and Solar Hijri.
    pub recorded_on: Option<String>,
}

impl Report {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            path: options.book.display().to_string(),
            book: None,
            origin: None,
            checks: Vec::new(),
            rules: Vec::new(),
            findings: Vec::new(),
            cannot_tell: Vec::new(),
            not_checked: NEVER_CHECKED.to_vec(),
            totals: None,
            checkpoint: None,
            head: None,
            verdict: Verdict::none_yet(),
        }
    }
}

/// Fills in what was checked and what was not.
pub(super) fn fill(
    report: &mut Report,
    pass: &Pass,
    signed: Option<TreeHead>,
    signature: &Signature,
    findings: &[Finding],
) {
    let views = &pass.rules.views;
    report.book = Some(ledger_store::BookId(pass.book).to_string());
    report.origin = views.book().map(|book| book.origin.to_string());
    report.checkpoint = signed.map(|signed| CheckpointFacts {
        size: signed.size,
        root: signed.root.to_string(),
        linked_unsigned: pass.next.saturating_sub(signed.size),
    });
    let recorded_at = views.head().recorded_at;
    report.head = Some(HeadFacts {
        size: pass.next,
        link: pass.links.link().map(|link| link.to_string()),
        root: pass.tree.root().map(|root| root.to_string()),
        recorded_at: recorded_at.map(|at| at.to_string()),
        recorded_on: recorded_at.map(|at| local_day(at, offset_of(views))),
    });
    report.checks = vec![
        frames(pass, findings),
        links(pass, findings),
        tree(pass, findings),
        checkpoint(pass, signed),
        self::signature(signature, signed),
        rules(pass),
        totals(report.totals.as_ref()),
    ];
    report.rules = Rule::ALL.iter().map(|rule| rule_check(*rule, pass)).collect();
}

fn check(check: CheckName, outcome: Outcome, count: u64, note: impl Into<String>) -> Check {
    Check { check, outcome, count, note: note.into() }
}

fn has(findings: &[Finding], classes: &[Class]) -> bool {
    findings.iter().any(|finding| classes.contains(&finding.class))
}

/// Failed if it failed, else not done if the pass did not get to its end.
fn outcome(failed: bool, whole: bool) -> Outcome {
    match (failed, whole) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::NotDone,
    }
}

fn read_to_end(pass: &Pass) -> bool {
    !pass.interrupted && pass.cannot_tell.is_empty()
}

fn frames(pass: &Pass, findings: &[Finding]) -> Check {
    let classes =
        [Class::Edited, Class::Missing, Class::Duplicated, Class::Reordered, Class::Inserted, Class::Truncated];
    let what = match pass.holds {
        Holds::Frames => "frames",
        Holds::Bundles => "bundles",
    };
    let note = format!("sound {what}, with {} entries", pass.hashed);
    check(CheckName::Frames, outcome(has(findings, &classes), read_to_end(pass)), pass.frames, note)
}

fn links(pass: &Pass, findings: &[Finding]) -> Check {
    if !pass.links.are_stored() {
        let note = "an export holds no links; the tree binds every entry";
        return check(CheckName::Links, Outcome::NotDone, 0, note);
    }
    let broken = findings.iter().any(|finding| finding.evidence.as_ref().is_some_and(|evidence| evidence.of == "link"));
    let whole = read_to_end(pass) && pass.links.checked == pass.next;
    check(CheckName::Links, outcome(broken, whole), pass.links.checked, format!("of {} entries linked", pass.next))
}

fn tree(pass: &Pass, findings: &[Finding]) -> Check {
    let stored = pass.tree.stored_leaves().min(pass.next);
    let whole = read_to_end(pass) && stored == pass.next && pass.next > 0;
    let note = format!("stored hashes compared; {stored} of {} leaves are stored", pass.next);
    check(CheckName::Tree, outcome(has(findings, &[Class::TileOnly]), whole), pass.tree.compared, note)
}

fn checkpoint(pass: &Pass, signed: Option<TreeHead>) -> Check {
    let Some(signed) = signed else {
        return check(CheckName::Checkpoint, Outcome::NotDone, 0, "no checkpoint to compare with");
    };
    let root = pass.tree.at_checkpoint.of_entries;
    let short = signed.size > pass.next && read_to_end(pass);
    let wrong = short || root.is_some_and(|root| root != signed.root);
    let note = if root.is_none() && !wrong {
        "the root of the entries cannot be computed".to_owned()
    } else {
        format!("entries under its root; {} after it linked, unsigned", pass.next.saturating_sub(signed.size))
    };
    check(CheckName::Checkpoint, outcome(wrong, root.is_some()), signed.size, note)
}

fn signature(signature: &Signature, signed: Option<TreeHead>) -> Check {
    let size = signed.map_or(0, |signed| signed.size);
    let (outcome, note) = match signature {
        Signature::Anchored(anchor) => (Outcome::Done, format!("entries signed by the policy's log {}", anchor.log)),
        Signature::OwnKeyOnly => {
            (Outcome::NotDone, "no policy; the key that the book itself names did sign it".to_owned())
        }
        Signature::QuorumNotMet(why) | Signature::NotChecked(why) => (Outcome::NotDone, why.clone()),
        Signature::Wrong => (Outcome::Failed, "not what the policy, or the book's own key, signed".to_owned()),
        Signature::NoCheckpoint => (Outcome::NotDone, "no checkpoint".to_owned()),
    };
    check(CheckName::Signature, outcome, size, note)
}

fn rules(pass: &Pass) -> Check {
    let passed = pass.rules.passed();
    let (outcome, note) = match &pass.rules.stopped {
        None if read_to_end(pass) && passed == pass.next => (Outcome::Done, "entries in canonical form".to_owned()),
        None => (Outcome::NotDone, format!("of {} entries", pass.next)),
        Some(stopped) => {
            let (outcome, why) = match &stopped.why {
                Why::Damaged => (Outcome::NotDone, "which is damaged or not in its place".to_owned()),
                Why::Broken(Some(rule)) => (Outcome::Failed, format!("which breaks {rule}")),
                Why::Broken(None) => (Outcome::Failed, "which names what is not there or not fit".to_owned()),
                Why::NotAnEntry => (Outcome::Failed, "which is not in canonical form".to_owned()),
                Why::CannotTell(why) => (Outcome::NotDone, why.clone()),
            };
            (outcome, format!("of {} entries; not beyond entry {}, {why}", pass.next, stopped.at))
        }
    };
    check(CheckName::Rules, outcome, passed, note)
}

fn totals(totals: Option<&Totals>) -> Check {
    match totals {
        Some(totals) => {
            let note = "funds: the sum of all standings is everything numbered, in two folds".to_owned();
            check(CheckName::Totals, Outcome::Done, totals.funds.len() as u64, note)
        }
        None => check(CheckName::Totals, Outcome::NotDone, 0, "not every entry could be replayed"),
    }
}

fn rule_check(rule: Rule, pass: &Pass) -> RuleCheck {
    let outcome = match &pass.rules.stopped {
        Some(stopped) if stopped.why == Why::Broken(Some(rule)) => Outcome::Failed,
        Some(_) => Outcome::NotDone,
        None => outcome(false, read_to_end(pass) && pass.rules.passed() == pass.next),
    };
    RuleCheck { rule: rule.number(), text: rule.text(), outcome }
}
