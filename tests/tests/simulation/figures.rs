//! What a simulation has been through, counted: a property that was never put to the test says nothing.

use std::collections::BTreeMap;
use std::fmt;

/// How often what happened.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Figures(BTreeMap<&'static str, u64>);

impl Figures {
    pub fn count(&mut self, what: &'static str) {
        self.add(what, 1);
    }

    pub fn add(&mut self, what: &'static str, times: usize) {
        *self.0.entry(what).or_default() += u64::try_from(times).expect("small");
    }

    pub fn add_all(&mut self, other: &Self) {
        for (what, times) in &other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    pub fn of(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(what, times)| writeln!(f, "{times:>9} {what}"))
    }
}
