//! The rules along the journal, and the views that the totals come from. They stop at the first entry that cannot
//! stand on what came before it: broken, damaged, missing, or newer than this program. The bytes are checked further
//! all the same.

use super::finding::{Class, Finding, Span, Spot};
use super::past::Places;
use ledger_core::past::Fault;
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::state::State;
use ledger_core::views::Views;
use ledger_store::ScannedFrame;
use ledger_wire::record::RecordError;
use ledger_wire::replay::{Replay, ReplayError};

pub(super) struct Rules {
    replay: Replay<Places>,
    places: Places,
    pub(super) views: Views,
    /// Why the replay goes no further.
    pub(super) stopped: Option<Stopped>,
    pub(super) findings: Vec<Finding>,
}

/// Why, and before which entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stopped {
    pub(super) at: u64,
    pub(super) why: Why,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Why {
    /// A finding of the bytes stands there.
    Damaged,
    /// A rule is broken; `None` if the refusal has no number.
    Broken(Option<Rule>),
    /// The bytes are no entry.
    NotAnEntry,
    /// It cannot be told.
    CannotTell(String),
}

impl Rules {
    pub(super) fn new() -> Self {
        let places = Places::default();
        let replay = Replay::new(places.clone());
        Self { replay, places, views: Views::default(), stopped: None, findings: Vec::new() }
    }

    /// How many entries passed.
    pub(super) const fn passed(&self) -> u64 {
        self.replay.state().next_index().0
    }

    /// What the rules know at the end.
    pub(super) const fn state(&self) -> &State {
        self.replay.state()
    }

    /// Takes the entries of a block in its place, up to the first one that the bytes already speak against.
    pub(super) fn take(&mut self, frame: &ScannedFrame<'_>, sound_until: u64) {
        if self.stopped.is_some() {
            return;
        }
        self.places.note(frame);
        for (index, bytes) in frame.entries().take_while(|(index, _)| *index < sound_until) {
            if self.refuse_newer_ruleset(index) {
                return;
            }
            match self.replay.step(index, bytes) {
                Ok(decoded) => self.views.fold(&decoded.entry),
                Err(error) => {
                    let spot = Spot { file: frame.file.to_owned(), offset: frame.entry_offset(index) };
                    return self.halt(index, &error, spot);
                }
            }
        }
        if sound_until < frame.first_index.saturating_add(u64::from(frame.count)) {
            self.stop(sound_until, Why::Damaged);
        }
    }

    /// Goes no further: entry `at` is damaged or not there.
    pub(super) fn stop_at_damage(&mut self, at: u64) {
        self.stop(at, Why::Damaged);
    }

    /// The journal ends here, and every act with it.
    pub(super) fn end(&mut self, spot: Spot) {
        if self.stopped.is_none() && !self.replay.state().between_acts() {
            let at = self.passed();
            self.breach(at, &Rejection::ActBroken {}, spot);
        }
    }

    fn refuse_newer_ruleset(&mut self, index: u64) -> bool {
        let (ruleset, known) = (self.replay.state().ruleset(), ledger_core::RULESET);
        if ruleset > known {
            let why = format!("ruleset {ruleset} is newer than {known}: this verifier cannot tell");
            self.stop(index, Why::CannotTell(why));
        }
        ruleset > known
    }

    fn stop(&mut self, at: u64, why: Why) {
        if self.stopped.is_none() {
            self.stopped = Some(Stopped { at, why });
        }
    }

    fn halt(&mut self, index: u64, error: &ReplayError, spot: Spot) {
        match error {
            ReplayError::Fault(Fault::Breach(rejection)) => self.breach(index, rejection, spot),
            ReplayError::OtherIndex { found } => {
                self.breach(index, &Rejection::IndexNotDense { next: index, found: *found }, spot);
            }
            ReplayError::Record(error) if !error.is_newer() => self.not_an_entry(index, error, spot),
            ReplayError::Record(_) | ReplayError::Fault(Fault::Unreadable(_)) => {
                self.stop(index, Why::CannotTell(format!("entry {index}: {error}")));
            }
        }
    }

    fn not_an_entry(&mut self, index: u64, error: &RecordError, spot: Spot) {
        let detail = format!("the entry {error}");
        self.findings.push(Finding::new(Class::NotCanonical, Span::one(index), spot, detail));
        self.stop(index, Why::NotAnEntry);
    }

    fn breach(&mut self, index: u64, rejection: &Rejection, spot: Spot) {
        let rule = rejection.rule();
        let detail = match rule {
            Some(rule) => format!("{rule}: {} {rejection}", rule.text()),
            None => format!("what an entry names must exist, be in force, and fit: {rejection}"),
        };
        let mut finding = Finding::new(Class::RuleBroken, Span::one(index), spot, detail);
        finding.rule = rule.map(Rule::number);
        self.findings.push(finding);
        self.stop(index, Why::Broken(rule));
    }
}
