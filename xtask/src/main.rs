//! The project's own automation: `cargo xtask <task>`.

mod bench;
mod interop;
mod prove;

use std::io::Write;
use std::process::ExitCode;

const USAGE: &str = "\
Tasks:
  cargo xtask prove [--kills COUNT] [--cuts COUNT]   kill -9 under load, power cuts on a loop device (50 and 10)
  cargo xtask bench [ARGUMENT…]                      measures the goals; see docs/performance.md; --help lists arguments
  cargo xtask interop [SIZE…]                        asks other people's tools about our logs, and ours about theirs
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((task, rest)) if task == "prove" => prove::prove(rest),
        Some((task, rest)) if task == "bench" => bench::bench(rest),
        Some((task, rest)) if task == "interop" => interop::interop(rest),
        Some(_) | None => Err(Stop::Usage),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Usage) => {
            say(USAGE);
            ExitCode::from(2)
        }
        Err(Stop::Failed(why)) => {
            say(&format!("xtask: {why}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Why a task did not go well.
enum Stop {
    /// The command line is wrong.
    Usage,
    /// Something failed.
    Failed(String),
}

/// Runs a command with our own streams.
fn run(command: &mut std::process::Command) -> Result<(), Stop> {
    let status = command.status().map_err(|error| Stop::Failed(format!("{command:?}: {error}")))?;
    if status.success() { Ok(()) } else { Err(Stop::Failed(format!("{command:?}: {status}"))) }
}

/// Cargo, as it called us.
fn cargo() -> std::process::Command {
    std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
