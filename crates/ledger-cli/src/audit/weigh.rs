//! Weighing what the pass told: which of two values that disagree was changed, and what follows for the verdict.
//!
//! A stored hash against an entry is one word against another. The signed root knows: if it is the entries' root,
//! the tree was changed; if it is the stored leaves', the entries were. Without a signed root the link decides.

use super::anchor::{Published, Signature};
use super::finding::{Class, Finding, Span, Spot};
use super::leaves::Suspect;
use super::pass::{LinkSuspect, Pass};
use super::report::Report;
use super::rules::Why;
use super::totals::Totals;
use super::verdict::{Grounds, Verdict};
use super::{report, tree::Roots};
use ledger_log::policy::Policy;
use ledger_log::tree::{STORED_LEVELS, TreeHead, stored_count};

/// Who the signed root belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SignedRoot {
    Entries,
    StoredLeaves,
    Neither,
    NotSigned,
}

/// Brings the pass and the checkpoint together into the report.
pub(super) fn weigh(mut pass: Pass, published: &Published, policy: Option<&Policy>, report: &mut Report) {
    let mut findings = std::mem::take(&mut pass.findings);
    let signature = published.judge(policy, pass.rules.views.book(), &mut findings);
    let signed = published.checkpoint().map(ledger_log::checkpoint::Checkpoint::head);
    let owner = signed_root(signed, &signature, pass.tree.at_checkpoint);
    let size = signed.map_or(0, |signed| signed.size);
    let head_agrees = pass.head_link.is_none();
    for suspect in std::mem::take(&mut pass.suspects) {
        findings.push(weigh_leaf(suspect, owner, size, head_agrees));
    }
    for suspect in std::mem::take(&mut pass.link_suspects) {
        findings.push(weigh_link(suspect, owner, size));
    }
    findings.append(&mut pass.tree.findings);
    findings.append(&mut pass.rules.findings);
    findings.extend(other_book(&pass, published));
    let entries_changed = findings.iter().any(|finding| touches_entries(finding.class));
    findings.extend(pass.head_link.take().filter(|_| !entries_changed));
    if let Some(signed) = signed {
        findings.extend(against_checkpoint(&pass, signed, owner, entries_changed, published));
    }
    findings.sort_by_key(|finding| (finding.first, finding.class));
    let mut cannot_tell = cannot_tell(&pass, signed);
    if findings.is_empty() && cannot_tell.is_empty() && !pass.interrupted {
        cannot_tell.extend(unproven(&pass, &signature, owner));
    }
    let grounds = Grounds { findings: &findings, cannot_tell: &cannot_tell, signature: &signature };
    let unsigned = pass.next.saturating_sub(size);
    report.verdict = Verdict::reached(&grounds, &pass, unsigned);
    report.totals = Totals::of(&pass);
    report::fill(report, &pass, signed, &signature, &findings);
    report.cannot_tell = cannot_tell;
    report.findings = findings;
}

fn signed_root(signed: Option<TreeHead>, signature: &Signature, roots: Roots) -> SignedRoot {
    let is_signed = match signature {
        Signature::Anchored(_) | Signature::OwnKeyOnly | Signature::QuorumNotMet(_) => true,
        Signature::Wrong | Signature::NoCheckpoint | Signature::NotChecked(_) => false,
    };
    match signed.filter(|_| is_signed).map(|signed| signed.root) {
        None => SignedRoot::NotSigned,
        Some(root) if roots.of_entries == Some(root) => SignedRoot::Entries,
        Some(root) if roots.of_tiles == Some(root) => SignedRoot::StoredLeaves,
        Some(_) => SignedRoot::Neither,
    }
}

fn weigh_leaf(suspect: Suspect, owner: SignedRoot, size: u64, head_agrees: bool) -> Finding {
    let by_link = if suspect.link_agrees && head_agrees { Class::TileOnly } else { suspect.class };
    let class = match owner {
        SignedRoot::Entries if suspect.span.first < size => Class::TileOnly,
        SignedRoot::StoredLeaves if suspect.span.first < size => suspect.class,
        SignedRoot::Neither if suspect.span.first < size => suspect.class,
        SignedRoot::Entries | SignedRoot::StoredLeaves | SignedRoot::Neither | SignedRoot::NotSigned => by_link,
    };
    let detail = match class {
        Class::TileOnly => "the entry is whole; its stored leaf is not that of the entry",
        Class::Edited
        | Class::Missing
        | Class::Duplicated
        | Class::Reordered
        | Class::Inserted
        | Class::Truncated
        | Class::LinkOnly
        | Class::BadSignature
        | Class::NotCanonical
        | Class::RuleBroken => "another entry stands here than the stored tree knows",
    };
    Finding::new(class, suspect.span, suspect.spot, detail).with("leaf", &suspect.tile, &suspect.leaf)
}

fn weigh_link(suspect: LinkSuspect, owner: SignedRoot, size: u64) -> Finding {
    let is_signed = owner == SignedRoot::Entries && suspect.span.end.is_some_and(|end| end <= size);
    let (class, detail) = if is_signed || (suspect.tree_agrees && owner != SignedRoot::Neither) {
        (Class::LinkOnly, "the entries are whole; the link stored after them is not theirs")
    } else {
        (Class::Edited, "the link stored after these entries does not follow from them")
    };
    Finding::new(class, suspect.span, suspect.spot, detail).with("link", &suspect.expected, &suspect.found)
}

/// The journal as a whole against the checkpoint.
fn against_checkpoint(
    pass: &Pass,
    signed: TreeHead,
    owner: SignedRoot,
    entries_changed: bool,
    published: &Published,
) -> Option<Finding> {
    let spot = Spot { file: published.file.clone(), offset: None };
    if pass.interrupted || !pass.cannot_tell.is_empty() {
        return None;
    }
    if signed.size > pass.next {
        let detail = format!("the journal is shorter than its checkpoint of {} entries", signed.size);
        return Some(Finding::new(Class::Truncated, Span::of(pass.next, signed.size), spot, detail));
    }
    let found = pass.tree.at_checkpoint.of_entries.filter(|root| *root != signed.root)?;
    if entries_changed || owner == SignedRoot::StoredLeaves {
        return None; // said already, and with a place
    }
    let detail = "the root of the entries is not the checkpoint's; where they differ cannot be told";
    Some(Finding::new(Class::Edited, Span::of(0, signed.size), spot, detail).with("root", &signed.root, &found))
}

/// Whether such a finding says that entries are not what they were.
const fn touches_entries(class: Class) -> bool {
    match class {
        Class::Edited
        | Class::Missing
        | Class::Duplicated
        | Class::Reordered
        | Class::Inserted
        | Class::Truncated
        | Class::NotCanonical => true,
        Class::TileOnly | Class::LinkOnly | Class::BadSignature | Class::RuleBroken => false,
    }
}

/// Nothing wrong was found; what must hold all the same before anything is called verified.
fn unproven(pass: &Pass, signature: &Signature, owner: SignedRoot) -> Option<String> {
    if pass.next == 0 {
        return Some("the book has no entry, not even its opening".to_owned());
    }
    let is_anchored = matches!(signature, Signature::Anchored(_));
    if is_anchored && owner != SignedRoot::Entries {
        return Some("the root of the entries could not be compared with the signed one".to_owned());
    }
    let is_linked = !pass.links.are_stored() || pass.links.checked == pass.next;
    if !is_linked || pass.rules.passed() != pass.next {
        return Some("not every entry could be linked and replayed".to_owned());
    }
    None
}

/// Entry 0 names its book, and so does every frame: files under another name are another book's.
fn other_book(pass: &Pass, published: &Published) -> Option<Finding> {
    let opened = pass.rules.views.book().filter(|opened| opened.book.0 != pass.book)?;
    let hex = |id: &[u8; 16]| id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let detail =
        format!("entry 0 opens book {}, and the files say that they are of {}", hex(&opened.book.0), hex(&pass.book));
    let spot = Spot { file: published.file.with_file_name("BOOK"), offset: None };
    Some(Finding::new(Class::Edited, Span::one(0), spot, detail))
}

/// What could not be told, and why.
fn cannot_tell(pass: &Pass, signed: Option<TreeHead>) -> Vec<String> {
    let mut reasons = pass.cannot_tell.clone();
    if let Some(stopped) = &pass.rules.stopped
        && let Why::CannotTell(why) = &stopped.why
    {
        reasons.push(why.clone());
    }
    reasons.extend(pass.tree.unreadable.clone());
    // The tree is durable before a checkpoint is: up to there it belongs to the book.
    let size = signed.map_or(0, |signed| signed.size.min(pass.next));
    let short = (0..STORED_LEVELS).find(|level| pass.tree.stored_hashes(*level) < stored_count(*level, size));
    if let Some(level) = short {
        let (found, wanted) = (pass.tree.stored_hashes(level), stored_count(level, size));
        reasons.push(format!("tree level {level} has {found} of the {wanted} hashes that the checkpoint needs"));
    }
    reasons
}
