//! `receipt`: money that came in.

mod record;
mod taken;

use crate::args::ReceiptVerb;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;

/// Answers a verb of receipts.
pub(crate) fn answer(asked: &ReceiptVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        ReceiptVerb::Record(asked) => record::record(asked, desk),
        ReceiptVerb::Show(asked) => taken::show(asked, desk),
        ReceiptVerb::Reissue(asked) => taken::reissue(asked, desk),
        ReceiptVerb::Reverse(asked) => taken::reverse(asked, desk),
    }
}
