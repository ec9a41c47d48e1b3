//! Goods: the catalogue, lots with numbered units, and kits put together from them. Units have a partition of their
//! own; they are never a sum of money.

mod catalogue;
mod kit;
mod lot;

pub(super) use catalogue::{
    apply as apply_item, apply_design, check as check_item, check_design, design, item_exists, value_of_bill,
};
pub(super) use kit::{
    apply as apply_kit, apply_dissolution, check as check_kit, check_dissolution, check_ready, choose as choose_kit,
    choose_dissolution, set_standing, units_of,
};
pub(super) use lot::{
    apply as apply_lot, apply_appraisal, check as check_lot, check_appraisal, choose as choose_lot, value_of,
};
