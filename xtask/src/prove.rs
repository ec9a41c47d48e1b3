//! `cargo xtask prove`: breaks the real server on purpose, many times, and compares what it acknowledged with what
//! is in the book afterwards. The tests are those of `cargo test`, where they run a few times.

use crate::{Stop, cargo, run};

/// How often, unless somebody says otherwise.
const KILLS: &str = "50";
const CUTS: &str = "10";

/// Runs the crash tests as often as asked, in release.
pub fn prove(arguments: &[String]) -> Result<(), Stop> {
    let (mut kills, mut cuts) = (KILLS.to_owned(), CUTS.to_owned());
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        let count = rest.next().filter(|count| count.parse::<u32>().is_ok()).ok_or(Stop::Usage)?;
        match flag.as_str() {
            "--kills" => kills.clone_from(count),
            "--cuts" => cuts.clone_from(count),
            _ => return Err(Stop::Usage),
        }
    }
    let mut command = cargo();
    command.args(["test", "--release", "--package", "amanat-tests", "--test", "amanat", "--"]);
    // One at a time: every trial wants the whole machine.
    command.args(["crash", "--nocapture", "--test-threads", "1"]);
    run(command.env("AMANAT_KILLS", &kills).env("AMANAT_CUTS", &cuts))?;
    crate::say(&format!(
        "{kills} kills and {cuts} power cuts were asked for; a test that was skipped said so above.\n"
    ));
    Ok(())
}
