//! The key index: what it finds, and that nothing which may become of its files makes it lie or keeps it closed.

mod damage;
mod finding;
mod opening;
mod shelf;
