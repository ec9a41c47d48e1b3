//! A refusal as both sides see it: the stable code and its numbers, by name, so that a client that is older than
//! the server still understands what it can.

use core::fmt;
use ledger_core::ids::Index;
use ledger_core::rejection::Rejection;
use std::collections::BTreeMap;

/// Why the rules refused a request, or an item of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The stable name of the code.
    pub reason: String,
    /// The numbers of the reason, by the names of their fields.
    pub numbers: BTreeMap<String, u64>,
    /// Which item of the request, from 0, if it had more than one.
    pub item: Option<u32>,
    /// The entry that records the refusal; none in a dry run and for reads.
    pub entry: Option<Index>,
}

impl Refusal {
    /// A refusal that stands nowhere: of a read, or of a dry run.
    #[must_use]
    pub fn of(rejection: &Rejection) -> Self {
        let fields = rejection.fields().iter().map(|field| (*field).to_owned());
        Self {
            reason: rejection.code().to_owned(),
            numbers: fields.zip(rejection.numbers()).collect(),
            item: None,
            entry: None,
        }
    }

    /// The rejection of the core, if this version knows it.
    #[must_use]
    pub fn rejection(&self) -> Option<Rejection> {
        let same_code = Rejection::each().into_iter().find(|each| each.code() == self.reason)?;
        let number = |field: &&str| self.numbers.get(*field).copied();
        let numbers = same_code.fields().iter().map(number).collect::<Option<Vec<u64>>>()?;
        Rejection::from_record(same_code.number(), &numbers)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        for (position, (field, number)) in self.numbers.iter().enumerate() {
            f.write_str(if position == 0 { " (" } else { ", " })?;
            write!(f, "{field} {number}")?;
        }
        if self.numbers.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

impl core::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use ledger_core::rejection::Rejection;

    #[test]
    fn every_rejection_comes_back_from_its_names() {
        for zeros in Rejection::each() {
            let numbers: Vec<u64> = (7..).take(zeros.fields().len()).collect();
            let rejection = Rejection::from_record(zeros.number(), &numbers).expect("its own numbers");
            assert_eq!(Refusal::of(&rejection).rejection(), Some(rejection));
        }
    }

    #[test]
    fn a_code_of_a_newer_server_keeps_its_name() {
        let newer = Refusal { reason: "MOON_IS_FULL".to_owned(), ..Refusal::of(&Rejection::NothingAsked {}) };
        assert_eq!(newer.rejection(), None);
        assert_eq!(newer.to_string(), "MOON_IS_FULL");
    }
}
