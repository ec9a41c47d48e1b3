//! Who is known as a donor. Each is a kind and a random reference; most gifts name none.

/// Persons.
pub const PERSONS: usize = 240;
/// Companies.
pub const COMPANIES: usize = 60;
/// Benefactor assemblies: the national one first, then those of the provinces of the ceremony.
pub const ASSEMBLIES: usize = 9;

/// A donor who is known, by the place in the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Donor {
    /// A person.
    Person(usize),
    /// A company.
    Company(usize),
    /// A benefactor assembly.
    Assembly(usize),
    /// The line of state credit.
    State,
}
