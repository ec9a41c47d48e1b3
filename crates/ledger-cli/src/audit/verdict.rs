//! The verdict: one line that names its anchor, and the exit code.

use super::anchor::Signature;
use super::book::Unstarted;
use super::finding::Finding;
use super::pass::Pass;
use crate::exit::Exit;
use serde::Serialize;

/// What an audit leans on from outside of the book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Anchor {
    /// The verifier key of the log, from the policy.
    pub log: String,
    /// The witnesses of the policy that cosigned, by their names there.
    pub witnesses: Vec<String>,
}

impl Anchor {
    pub(crate) fn words(&self) -> String {
        match self.witnesses.as_slice() {
            [] => format!("the log key {}", self.log),
            names => format!("the log key {} and the witnesses {}", self.log, names.join(", ")),
        }
    }

    pub(crate) fn limit(&self) -> &'static str {
        if self.witnesses.is_empty() { "; whoever holds the key could have rewritten this" } else { "" }
    }
}

/// How the audit ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Verdict {
    /// The exit code.
    pub exit: Exit,
    /// The verdict in one line.
    pub line: String,
    /// What it leans on.
    pub anchor: Option<Anchor>,
}

/// What the verdict rests on.
pub(super) struct Grounds<'a> {
    pub(super) findings: &'a [Finding],
    pub(super) cannot_tell: &'a [String],
    pub(super) signature: &'a Signature,
}

impl Verdict {
    pub(super) fn none_yet() -> Self {
        Self { exit: Exit::ToolFailed, line: "NO VERDICT: the audit did not end".to_owned(), anchor: None }
    }

    /// Nothing was checked.
    pub(super) fn unstarted(why: &Unstarted) -> Self {
        let (exit, word) = match why {
            Unstarted::NoSuchPath { .. }
            | Unstarted::NotABook { .. }
            | Unstarted::PolicyInside { .. }
            | Unstarted::PolicyUnreadable { .. }
            | Unstarted::PolicyMalformed { .. } => (Exit::Usage, "NOT STARTED"),
            Unstarted::Unreadable { .. } => (Exit::CannotTell, "CANNOT TELL"),
        };
        Self { exit, line: format!("{word}: {why}; anchor: none"), anchor: None }
    }

    pub(super) fn reached(grounds: &Grounds<'_>, pass: &Pass, unsigned: u64) -> Self {
        let anchor = match grounds.signature {
            Signature::Anchored(anchor) => Some(anchor.clone()),
            Signature::OwnKeyOnly
            | Signature::QuorumNotMet(_)
            | Signature::Wrong
            | Signature::NoCheckpoint
            | Signature::NotChecked(_) => None,
        };
        let exit = exit(grounds, anchor.is_some(), pass.interrupted);
        let leaning =
            anchor.as_ref().map_or_else(|| "anchor: none".to_owned(), |anchor| format!("anchor: {}", anchor.words()));
        let line = match exit {
            Exit::Verified => verified(anchor.as_ref(), &entries(pass.next, unsigned)),
            Exit::NoAnchor => format!("INTERNALLY CONSISTENT ONLY: {}; anchor: none", no_anchor(grounds.signature)),
            Exit::Interrupted => format!("INTERRUPTED after {} entries: no verdict; {leaning}", pass.next),
            Exit::Proven => format!("{}; {leaning}", proven(grounds.findings)),
            Exit::CannotTell => format!("CANNOT TELL: {}; {leaning}", grounds.cannot_tell.join("; ")),
            Exit::Contradiction | Exit::ToolFailed | Exit::Usage | Exit::Refused => format!("NO VERDICT; {leaning}"),
        };
        Self { exit, line, anchor }
    }
}

fn exit(grounds: &Grounds<'_>, anchored: bool, interrupted: bool) -> Exit {
    let when = |holds: bool, exit: Exit| if holds { exit } else { Exit::Verified };
    when(!anchored, Exit::NoAnchor)
        .and(when(!grounds.cannot_tell.is_empty(), Exit::CannotTell))
        .and(when(!grounds.findings.is_empty(), Exit::Proven))
        .and(when(interrupted, Exit::Interrupted))
}

fn entries(size: u64, unsigned: u64) -> String {
    match unsigned {
        0 => format!("{size} entries"),
        _ => format!("{size} entries, of which the last {unsigned} are linked, unsigned"),
    }
}

fn verified(anchor: Option<&Anchor>, entries: &str) -> String {
    match anchor {
        Some(anchor) => format!("VERIFIED: {entries}; anchor: {}{}", anchor.words(), anchor.limit()),
        None => "NO VERDICT; anchor: none".to_owned(),
    }
}

fn no_anchor(signature: &Signature) -> String {
    match signature {
        Signature::NoCheckpoint => "there is no checkpoint to hold against a policy".to_owned(),
        Signature::OwnKeyOnly => "no policy from outside was given (--policy)".to_owned(),
        Signature::QuorumNotMet(why) | Signature::NotChecked(why) => why.clone(),
        Signature::Anchored(_) | Signature::Wrong => "the checkpoint is not anchored".to_owned(),
    }
}

fn proven(findings: &[Finding]) -> String {
    let Some(first) = findings.first() else { return "NO VERDICT".to_owned() };
    let broken = findings.iter().all(|finding| finding.rule.is_some());
    let word = if broken { "A RULE IS BROKEN" } else { "TAMPERING OR DAMAGE PROVEN" };
    let count = findings.len();
    let findings = if count == 1 { "finding" } else { "findings" };
    format!("{word}: {count} {findings}, the first at entry {} ({})", first.first, first.class.word())
}
