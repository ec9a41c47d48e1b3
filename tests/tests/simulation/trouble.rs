//! What the simulation found wrong.

/// Where the real ledger and the naive one part, or a promise was broken.
#[derive(Debug, Clone)]
pub struct Trouble(pub String);

pub type Outcome<T = ()> = Result<T, Trouble>;

/// Fails with what `say` says unless it holds.
pub fn ensure(holds: bool, say: impl FnOnce() -> String) -> Outcome {
    if holds { Ok(()) } else { Err(Trouble(say())) }
}

/// The same for two things that should be one.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, real: T, naive: T) -> Outcome {
    ensure(real == naive, || format!("{what}: the ledger says {real:?}, the naive one {naive:?}"))
}
