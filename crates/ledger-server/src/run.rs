//! The command line: parse, do, say.

use crate::args::{Admin, Arguments, Command, Reindex, Run};
use crate::key_index;
use crate::serve::{FeedOptions, ServeOptions, start};
use crate::signal::StopSignals;
use crate::{demo_run, init};
use clap::Parser;
use ledger_store::DataPaths;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs the server as the command line says; gives the exit code: 0 for a good end, 1 for a failure, 2 for a wrong
/// command line.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    log_to_stderr();
    match perform(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say_err(&format!("ledger-server: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("AMANAT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    // A second call in one process (a test) finds the first one's subscriber in place.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

fn perform(arguments: Arguments) -> Result<(), String> {
    match arguments.command {
        Command::Init(args) => {
            let created = init::init(&args).map_err(|error| error.to_string())?;
            let policy = args.policy.clone().unwrap_or_else(|| init::policy_beside(&args.data));
            say(&init::announcement(&created, &args.data, &policy));
            Ok(())
        }
        Command::Run(args) => runtime()?.block_on(serve(&args)),
        Command::Demo(args) => runtime()?.block_on(demo_run::demo(&args)),
        Command::Admin(Admin::Reindex(args)) => reindex(&args),
    }
}

fn reindex(args: &Reindex) -> Result<(), String> {
    let key_index::Reindexed { entries, keys } =
        key_index::reindex(&DataPaths::new(&args.data)).map_err(|error| format!("{}: {error}", args.data.display()))?;
    say(&format!("The key index of {} was built from {entries} entries: {keys} keys.\n", args.data.display()));
    Ok(())
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())
}

async fn serve(args: &Run) -> Result<(), String> {
    let options = ServeOptions {
        paths: DataPaths::new(&args.data),
        listen: args.listen,
        http: args.http,
        witnesses: args.witnesses.clone(),
        reflection: !args.no_reflection,
        queue: usize::try_from(args.queue).unwrap_or(usize::MAX),
        feed: FeedOptions::default(),
    };
    let mut running = start(&options).await.map_err(|error| format!("{}: {error}", args.data.display()))?;
    let stop_signals = StopSignals::listen().map_err(|error| error.to_string())?;
    say(&format!("Serving {} on {} ({}).\n", args.data.display(), running.address, running.found));
    if let Some(http) = running.http {
        say(&format!("Tiles on http://{http}/.\n"));
    }
    running.wait(stop_signals).await;
    running.stop().await
}

/// Writes to standard output. A reader that went away does not matter.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

/// Writes to standard error.
pub(crate) fn say_err(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
