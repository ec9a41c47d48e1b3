//! The scripts that between them meet every rejection. Each is a test of its own, too.

use crate::{
    allotments, campaigns, classes, control, copies, earmarks, forged_grants, grants, kits, limits, log, lots, pledges,
    recalls, receipts, register, restrictions,
};

/// All of them, by what they are about.
pub const ALL: &[&[fn()]] = &[
    register::REFUSED,
    receipts::REFUSED,
    receipts::FORGED,
    allotments::REFUSED,
    allotments::FORGED,
    grants::REFUSED,
    forged_grants::FORGED,
    control::REFUSED,
    control::FORGED,
    log::REFUSED,
    log::FORGED,
    limits::REFUSED,
    pledges::REFUSED,
    pledges::FORGED,
    campaigns::REFUSED,
    campaigns::FORGED,
    classes::REFUSED,
    classes::FORGED,
    restrictions::REFUSED,
    restrictions::FORGED,
    earmarks::REFUSED,
    earmarks::FORGED,
    recalls::REFUSED,
    recalls::FORGED,
    copies::REFUSED,
    copies::FORGED,
    lots::REFUSED,
    lots::FORGED,
    kits::REFUSED,
    kits::FORGED,
];
