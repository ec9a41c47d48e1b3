//! What people ask for, by chance: mostly what could be granted, often enough what must not.

mod cases;
mod money;
mod papers;
mod words;

pub use papers::furnishing;
pub use words::confirm;

use super::dice::Dice;
use super::naive::Naive;
use ledger_core::command::{Command, Mode, Request};
use ledger_core::ids::{Fingerprint, PrincipalId, RequestId};
use ledger_core::role::Role;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Somebody who wishes, and knows what the naive ledger says so far.
pub struct Wisher<'a> {
    pub naive: &'a Naive,
    pub dice: &'a mut Dice,
    /// What lies below this index is durable.
    pub durable: u64,
}

/// Who wishes what.
type Wish = Option<(u64, Command)>;

impl Wisher<'_> {
    /// A request of one or several items; `None` if the dice spoke of what is not there yet.
    pub fn request(&mut self) -> Option<Request> {
        let kind = if self.is_early() && self.dice.one_in(2) { 41 + self.dice.below(8) } else { self.dice.below(100) };
        let (principal, first) = self.wish(kind)?;
        let mut commands = vec![first];
        if self.dice.one_in(3) {
            for _ in 0..self.dice.upto(4) {
                // Mostly of one kind, so that one person may ask for all of them.
                let kind = if self.dice.one_in(8) { self.dice.below(100) } else { kind };
                commands.extend(self.wish(kind).map(|(_, command)| command));
            }
        }
        let mode = if self.dice.one_in(2) { Mode::Atomic } else { Mode::Each };
        Some(request(principal, self.dice.bytes(), mode, commands))
    }

    /// Whether there is hardly anybody yet whom aid could go to.
    fn is_early(&self) -> bool {
        self.naive.beneficiaries.values().filter(|row| row.verified).count() < 8
    }

    /// The same request id for something else.
    pub fn other_content(&mut self, asked: &Request) -> Option<Request> {
        let other = self.request()?;
        Some(request(asked.principal.0, asked.id.0, other.mode, other.commands))
    }

    fn wish(&mut self, kind: u64) -> Wish {
        match kind {
            0..16 => self.gift(),
            16..27 => self.allotment(),
            27..36 => self.notification(),
            36..41 => self.reversal(),
            41..45 => self.enrolment(),
            45..49 => self.verification(),
            49..60 => self.application(),
            60..92 => self.grant_step(),
            92..94 => self.clock(),
            94..95 => self.donor(),
            95..97 => self.proposal(),
            _ => self.confirmation(),
        }
    }

    /// Somebody with the role whose office covers `office`; now and then anybody, or nobody.
    fn who(&mut self, role: Role, office: Option<u64>) -> u64 {
        let all: Vec<u64> = self.naive.principals.keys().copied().collect();
        if self.dice.one_in(80) {
            return 9_999;
        }
        if self.dice.one_in(14) {
            return self.dice.pick(&all).unwrap_or(1);
        }
        let may = |id: &u64| {
            let row = &self.naive.principals[id];
            let covers = office.is_none_or(|office| row.office.is_some_and(|own| self.naive.is_above(own, office)));
            row.roles.has(role) && self.naive.in_force(*id) && covers
        };
        let able: Vec<u64> = all.iter().copied().filter(may).collect();
        self.dice.pick(&able).unwrap_or(1)
    }

    /// One of these; now and then something that is none of them.
    fn one_of<V>(&mut self, rows: &std::collections::BTreeMap<u64, V>) -> Option<u64> {
        if self.dice.one_in(60) {
            return Some(self.dice.below(400));
        }
        let ids: Vec<u64> = rows.keys().copied().collect();
        self.dice.pick(&ids)
    }

    /// What one would name as last seen: now and then stale.
    fn seen(&mut self, last: u64) -> u64 {
        if self.dice.one_in(25) { last.saturating_sub(self.dice.upto(5)) } else { last }
    }
}

/// A request with the fingerprint of its content.
pub fn request(principal: u64, id: [u8; 16], mode: Mode, commands: Vec<Command>) -> Request {
    let content = format!("{mode:?} {commands:?}");
    let mut fingerprint = [0; 16];
    for (half, part) in fingerprint.chunks_mut(8).enumerate() {
        let mut hasher = DefaultHasher::new();
        (half, &content).hash(&mut hasher);
        part.copy_from_slice(&hasher.finish().to_le_bytes());
    }
    Request {
        principal: PrincipalId(principal),
        id: RequestId(id),
        fingerprint: Fingerprint(fingerprint),
        mode,
        commands,
        list: None,
    }
}
