//! `list`: from an office's file to what the bank did.

mod check;
mod payments;
mod recorded;
mod results;
mod status;
mod steps;
mod submit;

use crate::args::ListVerb;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;

/// Answers a verb of lists.
pub(crate) fn answer(asked: &ListVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        ListVerb::Submit(asked) => submit::submit(asked, desk),
        ListVerb::Approve(asked) => steps::approve(asked, desk),
        ListVerb::Release(asked) => steps::release(asked, desk),
        ListVerb::Payments(asked) => payments::payments(asked, desk),
        ListVerb::Results(asked) => results::results(asked, desk),
        ListVerb::Status(asked) => status::status(asked, desk),
        ListVerb::Check(asked) => check::check(asked, desk),
        ListVerb::CheckResults(asked) => check::check_results(asked, desk),
    }
}
