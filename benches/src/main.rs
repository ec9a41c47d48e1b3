//! `cargo xtask bench`: every goal is a row with our figure, what it is compared with in the same run, and the ratio.
//!
//! Nothing here asserts a time: a goal that is not met is a row that says so.

mod batches;
mod empty;
mod machine;
mod office;
mod row;
mod server;
mod spread;
mod stored;
mod unary;

use clap::Parser;
use row::{Row, table};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// The server's allocator, since this program serves, too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the goals and prints them as a table.
#[derive(Parser, Debug)]
#[command(name = "amanat-bench", version, about)]
struct Arguments {
    /// Only this goal, for example P1.
    #[arg(long, value_name = "GOAL")]
    only: Option<String>,
    /// One JSON object a row instead of the table.
    #[arg(long)]
    json: bool,
    /// How often each goal is measured; the median counts.
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    runs: usize,
    /// Receipts of one P1 run.
    #[arg(long, value_name = "COUNT", default_value_t = 1_000_000)]
    receipts: u64,
    /// Where the books lie while they are measured: the disk that counts.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    dir: PathBuf,
    /// Serve the book in this directory (the bench starts itself so, as another process).
    #[arg(long, hide = true)]
    serve: Option<PathBuf>,
    /// Serve with an empty decide from this directory.
    #[arg(long, hide = true)]
    serve_empty: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match (&arguments.serve, &arguments.serve_empty) {
        (Some(data), _) => return server::serve_real(data),
        (None, Some(dir)) => empty::serve(dir),
        (None, None) => measure(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "amanat-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Result<(), String> {
    std::fs::create_dir_all(&arguments.dir).map_err(|error| error.to_string())?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    let wanted = |goal: &str| arguments.only.as_ref().is_none_or(|only| only.eq_ignore_ascii_case(goal));
    let mut rows: Vec<Row> = Vec::new();
    if wanted("P1") || wanted("P5") {
        let (p1, p5) = runtime.block_on(batches::measure(&arguments.dir, arguments.runs, arguments.receipts))?;
        rows.extend([p1, p5].into_iter().filter(|row| wanted(row.goal)));
    }
    if wanted("P2") {
        rows.push(runtime.block_on(unary::many(&arguments.dir, arguments.runs))?);
    }
    if wanted("P3") {
        rows.push(runtime.block_on(unary::one(&arguments.dir, arguments.runs))?);
    }
    say(&if arguments.json { row::json(&rows) } else { table(&rows) });
    Ok(())
}

fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
