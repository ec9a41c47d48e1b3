//! Why not: all the reasons at once, because which of them is told first is the real ledger's own choice.

/// The codes of all refusals that fit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Why(Vec<&'static str>);

impl Why {
    pub fn only(code: &'static str) -> Self {
        Self(vec![code])
    }

    pub fn unless(&mut self, holds: bool, code: &'static str) {
        if !holds {
            self.0.push(code);
        }
    }

    pub fn add(&mut self, code: &'static str) {
        self.0.push(code);
    }

    pub fn judged(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    pub fn names(&self, code: &str) -> bool {
        self.0.contains(&code)
    }
}
