//! From arguments to an exit code: the streams, the one JSON object, the panics.

use crate::args::{Audit, Cli, EntryVerb, Noun};
use crate::audit::{self, Options};
use crate::commands;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::show::Look;
use clap::Parser;
use serde::Serialize;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The program in its terminal: with Ctrl-C, and a bar where there is somebody to see it.
#[must_use]
pub fn main() -> Exit {
    let interrupt = Interrupt::on_ctrl_c();
    let at_terminal = io::stderr().is_terminal();
    start(std::env::args_os(), &mut io::stdout().lock(), &mut io::stderr(), &interrupt, at_terminal)
}

/// The program without a terminal: the arguments begin with its name.
pub fn run<A>(args: impl IntoIterator<Item = A>, out: &mut dyn Write, err: &mut dyn Write) -> Exit
where
    A: Into<OsString> + Clone,
{
    run_interruptible(args, out, err, &Interrupt::new())
}

/// The same, to be stopped from outside.
pub fn run_interruptible<A>(
    args: impl IntoIterator<Item = A>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    interrupt: &Interrupt,
) -> Exit
where
    A: Into<OsString> + Clone,
{
    start(args.into_iter().map(Into::into), out, err, interrupt, false)
}

/// What a command works with.
pub(crate) struct Desk<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) err: &'a mut dyn Write,
    pub(crate) interrupt: Interrupt,
    pub(crate) look: Look,
    pub(crate) json: bool,
    at_terminal: bool,
}

impl Desk<'_> {
    /// How far long work has come, on stderr.
    pub(crate) fn progress(&mut self) -> Progress<'_> {
        if self.at_terminal {
            Progress::bar(self.interrupt.clone())
        } else {
            Progress::lines(self.err, self.interrupt.clone())
        }
    }

    /// Writes a result: the one JSON object, or what `text` writes.
    pub(crate) fn answer<T: Serialize>(
        &mut self,
        result: &T,
        text: impl FnOnce(&Look, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let written = if self.json { write_json(result, self.out) } else { text(&self.look, self.out) };
        tolerate_closed(written.and_then(|()| self.out.flush()))
    }

    /// Writes a line of a result that has many: a JSON object, or what `text` writes; and lets it be seen at once.
    pub(crate) fn line<T: Serialize>(
        &mut self,
        result: &T,
        text: impl FnOnce(&Look, &mut dyn Write) -> io::Result<()>,
    ) -> Result<Heard, Failure> {
        let written = if self.json {
            serde_json::to_writer(&mut *self.out, result).map_err(io::Error::from).and_then(|()| writeln!(self.out))
        } else {
            text(&self.look, self.out)
        };
        match written.and_then(|()| self.out.flush()) {
            Ok(()) => Ok(Heard::BySomebody),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Heard::ByNobody),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether anybody reads what is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heard {
    BySomebody,
    /// The pipe is closed: whoever closed it has read enough.
    ByNobody,
}

fn start(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    interrupt: &Interrupt,
    at_terminal: bool,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let wants_json = args.iter().any(|arg| arg == "--json");
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return misread(&error, wants_json, out, err),
    };
    let look = Look { plain: cli.shown.plain, toman: cli.shown.toman, spoken: cli.shown.lang.into() };
    let json = cli.shown.json;
    let caught = {
        let mut desk = Desk { out, err, interrupt: interrupt.clone(), look, json, at_terminal };
        catch_unwind(AssertUnwindSafe(|| dispatch(cli.noun, &mut desk)))
    };
    match caught {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => fail(&failure, json, out, err),
        Err(_) => fail(&Failure::tool("a bug in this program; nothing it said counts"), json, out, err),
    }
}

fn dispatch(noun: Noun, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match noun {
        Noun::Audit(Audit::Verify(asked)) => {
            let options = Options { book: asked.book, policy: asked.policy };
            let report = audit::verify(&options, &mut desk.progress());
            desk.answer(&report, |look, out| audit::write_report(&report, look, out))?;
            Ok(report.verdict.exit)
        }
        Noun::Audit(Audit::Export(asked)) => crate::export::export(&asked, desk),
        Noun::Proof(asked) => commands::proof::answer(&asked, desk),
        Noun::Witness(asked) => crate::witness::answer(&asked, desk),
        Noun::Entry(EntryVerb::Show(asked)) => commands::entry::show(&asked, desk),
        Noun::Trace(asked) => commands::trace::trace(&asked, desk),
        Noun::Balance(asked) => commands::balance::balance(&asked, desk),
        Noun::Statement(asked) => commands::statement::statement(&asked, desk),
        Noun::Follow(asked) => commands::follow::follow(&asked, desk),
        Noun::Receipt(asked) => commands::receipt::answer(&asked, desk),
        Noun::Pledge(asked) => commands::pledge::answer(&asked, desk),
        Noun::Campaign(asked) => commands::campaign::answer(&asked, desk),
        Noun::Goods(asked) => commands::goods::answer(&asked, desk),
        Noun::Allotment(asked) => commands::allotment::answer(&asked, desk),
        Noun::Grant(asked) => commands::grant::answer(&asked, desk),
        Noun::Payee(asked) => commands::payee::answer(&asked, desk),
        Noun::List(asked) => commands::list::answer(&asked, desk),
    }
}

/// Help is a result; everything else that the arguments are not is usage.
fn misread(error: &clap::Error, json: bool, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    if error.use_stderr() {
        return fail(&Failure::usage(error.render().to_string().trim_end()), json, out, err);
    }
    match tolerate_closed(write!(out, "{}", error.render())) {
        Ok(()) => Exit::Verified,
        Err(failure) => fail(&failure, json, out, err),
    }
}

#[derive(Serialize)]
struct Failed<'a> {
    schema_version: u32,
    error: &'a Failure,
}

fn fail(failure: &Failure, json: bool, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    // If nobody listens any more, the exit code still says it.
    let _ = if json {
        write_json(&Failed { schema_version: audit::SCHEMA_VERSION, error: failure }, out)
    } else {
        writeln!(err, "{}", failure.message)
    };
    failure.exit
}

fn write_json<T: Serialize>(result: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, result)?;
    writeln!(out)
}

/// Whoever closed the pipe has read enough: that changes no verdict.
fn tolerate_closed(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
