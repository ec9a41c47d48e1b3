//! The published checkpoint, and what an outside policy says of it.
//!
//! Without a policy the signature is compared with the key in entry 0: that shows damage, and never that the book is
//! genuine, since whoever writes the book writes that key.

use super::finding::{Class, Finding, Span, Spot};
use super::verdict::Anchor;
use ledger_core::event::BookOpened;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{KeyName, MAX_NOTE_BYTES, Note, Verifier, VerifierKey};
use ledger_log::policy::{Policy, Untrusted};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// `book/checkpoint` as it was before the journal was read.
pub(super) struct Published {
    pub(super) file: PathBuf,
    content: Content,
}

enum Content {
    None,
    Unreadable(String),
    Malformed(String),
    Checkpoint { note: Note, checkpoint: Checkpoint },
}

/// What can be said of the checkpoint's signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Signature {
    /// The log of the policy signed it, and enough witnesses cosigned it.
    Anchored(Anchor),
    /// The key that the book itself names signed it; nobody from outside says whose key that is.
    OwnKeyOnly,
    /// The log of the policy signed it, and too few witnesses cosigned it.
    QuorumNotMet(String),
    /// It is wrong: a finding says how.
    Wrong,
    /// There is no checkpoint.
    NoCheckpoint,
    /// It could not be checked.
    NotChecked(String),
}

impl Published {
    pub(super) fn read(path: &Path) -> Self {
        Self { file: path.to_owned(), content: read(path) }
    }

    /// The checkpoint's size; `None` if there is none that can be read.
    pub(super) fn size(&self) -> Option<u64> {
        self.checkpoint().map(|checkpoint| checkpoint.head().size)
    }

    pub(super) const fn checkpoint(&self) -> Option<&Checkpoint> {
        match &self.content {
            Content::Checkpoint { checkpoint, .. } => Some(checkpoint),
            Content::None | Content::Unreadable(_) | Content::Malformed(_) => None,
        }
    }

    /// Judges the signature; what is wrong goes into `findings`.
    pub(super) fn judge(
        &self,
        policy: Option<&Policy>,
        opened: Option<&BookOpened>,
        findings: &mut Vec<Finding>,
    ) -> Signature {
        match &self.content {
            Content::None => Signature::NoCheckpoint,
            Content::Unreadable(why) => Signature::NotChecked(why.clone()),
            Content::Malformed(why) => self.wrong(findings, why.clone()),
            Content::Checkpoint { note, .. } => match policy {
                Some(policy) => self.by_policy(note, policy, opened, findings),
                None => self.by_own_key(note, opened, findings),
            },
        }
    }

    fn by_policy(
        &self,
        note: &Note,
        policy: &Policy,
        opened: Option<&BookOpened>,
        findings: &mut Vec<Finding>,
    ) -> Signature {
        let trusted = match policy.judge(note) {
            Ok(trusted) => trusted,
            Err(why @ Untrusted::QuorumNotMet { .. }) => return Signature::QuorumNotMet(why.to_string()),
            Err(why) => return self.wrong(findings, reasons(&why)),
        };
        let log = &trusted.log.key;
        if let Some(opened) = opened
            && (opened.log_key.0 != *log.as_bytes() || opened.origin.as_str() != log.name().as_str())
        {
            return self.other_log(opened, log, findings);
        }
        let witnesses = trusted.cosigned.iter().map(|one| one.witness.name.clone()).collect();
        Signature::Anchored(Anchor { log: log.to_string(), witnesses })
    }

    fn by_own_key(&self, note: &Note, opened: Option<&BookOpened>, findings: &mut Vec<Finding>) -> Signature {
        let Some(opened) = opened else {
            return Signature::NotChecked("entry 0, which names the log's key, could not be read".to_owned());
        };
        match own_key(opened).map(|key| Checkpoint::open(note, &key)) {
            None => self.wrong(findings, "entry 0 names no usable log key".to_owned()),
            Some(Err(why)) => self.wrong(findings, reasons(&why)),
            Some(Ok(_)) => Signature::OwnKeyOnly,
        }
    }

    fn other_log(&self, opened: &BookOpened, log: &VerifierKey, findings: &mut Vec<Finding>) -> Signature {
        let found = own_key(opened).map_or_else(|| opened.origin.to_string(), |key| key.to_string());
        let detail = "entry 0 names another log than the policy: this is another book, or its first entry was changed";
        let finding = Finding::new(Class::BadSignature, Span::one(0), self.spot(), detail);
        findings.push(finding.with("key", log, &found));
        Signature::Wrong
    }

    fn wrong(&self, findings: &mut Vec<Finding>, why: String) -> Signature {
        let span = Span { first: 0, end: self.size() };
        findings.push(Finding::new(Class::BadSignature, span, self.spot(), why));
        Signature::Wrong
    }

    fn spot(&self) -> Spot {
        Spot { file: self.file.clone(), offset: None }
    }
}

fn own_key(opened: &BookOpened) -> Option<VerifierKey> {
    let name: KeyName = opened.origin.as_str().parse().ok()?;
    VerifierKey::from_bytes(name, &opened.log_key.0).ok()
}

fn read(path: &Path) -> Content {
    let mut bytes = Vec::new();
    let most = (MAX_NOTE_BYTES as u64).saturating_add(1);
    match File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Content::None,
        Err(error) => return Content::Unreadable(format!("{}: {error}", path.display())),
        Ok(_) => {}
    }
    let note = match Note::parse(&bytes) {
        Ok(note) => note,
        Err(why) => return Content::Malformed(reasons(&why)),
    };
    match note.text().parse::<Checkpoint>() {
        Ok(checkpoint) => Content::Checkpoint { note, checkpoint },
        Err(why) => Content::Malformed(reasons(&why)),
    }
}

/// An error with what is behind it.
fn reasons(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(source) = behind {
        text = format!("{text}: {source}");
        behind = source.source();
    }
    text
}
