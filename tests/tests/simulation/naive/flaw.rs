//! Rules got wrong on purpose: a simulation that would not notice them would be worth nothing.

/// One rule changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// Money with the widest restriction is taken first.
    WidestFirst,
    /// A person may have two live awards.
    TwoAwards,
    /// One pair of hands is enough.
    OneHand,
    /// An approval outlives a change.
    StaleApproval,
    /// A cancelled grant's money goes back to its fund and not to its line.
    BackToTheFund,
    /// Money in use can be taken back.
    ReversesUsed,
    /// A payment may be recorded twice.
    PaymentTwice,
    /// A voided receipt's number is given out again.
    NumberAgain,
    /// A request that comes again is decided again.
    DecidesAgain,
    /// The restriction of the donor is not looked at.
    AnyUse,
    /// A named fund is drawn on account by account: the first thing that this simulation found.
    ByAccount,
}

impl Flaw {
    pub const ALL: [Self; 11] = [
        Self::WidestFirst,
        Self::TwoAwards,
        Self::OneHand,
        Self::StaleApproval,
        Self::BackToTheFund,
        Self::ReversesUsed,
        Self::PaymentTwice,
        Self::NumberAgain,
        Self::DecidesAgain,
        Self::AnyUse,
        Self::ByAccount,
    ];
}
