//! What the rules refused.

use crate::ids::Index;
use crate::rejection::Rejection;

/// See [`Event::Refused`](super::Event::Refused).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// What was refused, in the order of the items.
    pub items: Vec<RefusedItem>,
    /// The first entry of the request that already has this id, if that is why.
    pub conflicts_with: Option<Index>,
}

/// One refused item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RefusedItem {
    /// Which item of the request, from 0.
    pub ordinal: u32,
    /// Why.
    pub rejection: Rejection,
}
