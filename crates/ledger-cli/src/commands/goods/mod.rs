//! `goods`: lots, kits and stores.

mod acts;
mod traces;

use super::grant;
use crate::args::GoodsVerb;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;

/// Answers a verb of goods.
pub(crate) fn answer(asked: &GoodsVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        GoodsVerb::Receive(asked) => acts::receive(asked, desk),
        GoodsVerb::Appraise(asked) => acts::appraise(asked, desk),
        GoodsVerb::Assemble(asked) => acts::assemble(asked, desk),
        GoodsVerb::Dissolve(asked) => acts::dissolve(asked, desk),
        GoodsVerb::HandOver(asked) => grant::hand_over(asked, desk),
        GoodsVerb::Stock(asked) => traces::stock(asked, desk),
        GoodsVerb::TraceLot(asked) => traces::lot(asked, desk),
        GoodsVerb::TraceKit(asked) => traces::kit(asked, desk),
    }
}
