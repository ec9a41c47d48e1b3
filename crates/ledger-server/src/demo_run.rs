//! `demo`: a book, a server, a ceremony through the server's own API.

use crate::args::Demo;
use crate::book::{Created, NewBook};
use crate::demo::{
    CONFIRMER, KeyRing, Measure, NAMES, PROPOSER, Plan, Progress, Setting, Sheets, next_steps, opened_at, play, tables,
};
use crate::init::{make, policy_beside};
use crate::run::{say, say_err};
use crate::serve::{FeedOptions, Running, ServeOptions, start};
use crate::signal::StopSignals;
use ledger_core::event::Clock;
use ledger_store::DataPaths;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use tonic::transport::Endpoint;

/// Makes or reopens the demonstration's book, plays what is left of the ceremony, and goes on serving.
///
/// # Errors
/// What went wrong, for people.
pub(crate) async fn demo(args: &Demo) -> Result<(), String> {
    let paths = DataPaths::new(&args.data);
    let is_new = !paths.book.book_file().exists();
    if is_new {
        make_book(&args.data)?;
    }
    let keys = KeyRing::open(&ring(&paths)).map_err(|error| error.to_string())?;
    if !keys.has(PROPOSER) {
        return Err(format!("{} holds a book, but not one of a demonstration", args.data.display()));
    }
    let options = ServeOptions {
        paths,
        listen: args.listen,
        http: None,
        witnesses: None,
        reflection: true,
        queue: 1_024,
        feed: FeedOptions::default(),
    };
    let mut running = start(&options).await.map_err(|error| format!("{}: {error}", args.data.display()))?;
    let played = introduce_and_play(args, &running, &keys, is_new).await;
    if let Err(error) = played {
        // The story broke off; the book is whole, and is closed as one.
        running.stop().await?;
        return Err(error);
    }
    if !args.once {
        let stop_signals = StopSignals::listen().map_err(|error| error.to_string())?;
        say(&format!("\nServing on {}. Stop with Ctrl-C.\n", running.address));
        running.wait(stop_signals).await;
    }
    running.stop().await
}

/// Draws the administrators' keys and keeps them where the ceremony finds them.
fn make_book(data: &Path) -> Result<(), String> {
    let opened_at = opened_at().map_err(|error| error.to_string())?;
    let new = NewBook { origin: None, clock: Clock::Scripted, demo: true, opened_at, administrators: None };
    let keep = |paths: &DataPaths, created: &Created| {
        let keys = KeyRing::open(&ring(paths)).map_err(io::Error::other)?;
        let [first, second] = &created.administrators;
        keys.keep(PROPOSER, &first.api_key).map_err(io::Error::other)?;
        keys.keep(CONFIRMER, &second.api_key).map_err(io::Error::other)
    };
    make(data, &policy_beside(data), new, keep).map(|_| ()).map_err(|error| error.to_string())
}

/// Where the keys of the demonstration's people lie.
fn ring(paths: &DataPaths) -> PathBuf {
    paths.private.root().join("demo-keys")
}

async fn introduce_and_play(args: &Demo, running: &Running, keys: &KeyRing, is_new: bool) -> Result<(), String> {
    let data = args.data.display();
    say(&match (is_new, keys.is_finished()) {
        (true, _) => format!("A new demonstration book in {data}, served on {}.\n", running.address),
        (false, true) => format!(
            "Going on with the book that is in {data} ({}), served on {}. Its ceremony was played before.\n",
            running.found, running.address
        ),
        (false, false) => format!(
            "Going on with the book that is in {data} ({}), served on {}, and with its ceremony, which was interrupted.\n",
            running.found, running.address
        ),
    });
    if keys.is_finished() { Ok(()) } else { perform(args, running, keys).await }
}

/// The files of the ceremony, for whoever wants to see what was imported.
fn keep_sheets(folder: &Path, sheets: &Sheets) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let contents = [&sheets.list, &sheets.results, &sheets.results_again];
    NAMES.into_iter().zip(contents).try_for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes))
}

async fn perform(args: &Demo, running: &Running, keys: &KeyRing) -> Result<(), String> {
    let endpoint = Endpoint::from_shared(format!("http://{}", running.address)).map_err(|error| error.to_string())?;
    let channel = endpoint.connect().await.map_err(|error| error.to_string())?;
    let plan = Plan::new(args.seed, if args.small { Measure::SMALL } else { Measure::FULL })
        .map_err(|error| error.to_string())?;
    let sheets = Sheets::of(&plan).map_err(|error| error.to_string())?;
    keep_sheets(&args.data.join("files"), &sheets).map_err(|error| format!("{}: {error}", args.data.display()))?;
    let progress = if io::stderr().is_terminal() { Progress::bar() } else { Progress::lines(say_err) };
    let played = play(channel, keys, args.seed, &plan, &sheets, &progress).await;
    progress.finish();
    let story = played.map_err(|error| error.to_string())?;
    keys.finish().map_err(|error| error.to_string())?;
    let setting = Setting { book: args.data.join("book"), policy: policy_beside(&args.data) };
    say(&format!("\n{}\n{}", tables(&story), next_steps(&story, &setting)));
    Ok(())
}
