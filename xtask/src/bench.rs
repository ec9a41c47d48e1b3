//! `cargo xtask bench`: builds what is packaged, and measures it.

use crate::{Stop, cargo, run};

/// Passes everything on to the bench.
pub fn bench(arguments: &[String]) -> Result<(), Stop> {
    run(cargo().args(["run", "--profile", "dist", "--quiet", "--package", "amanat-benches", "--"]).args(arguments))
}
