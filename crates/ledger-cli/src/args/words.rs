//! The words that stand for what the API counts.

use clap::ValueEnum;

/// Where money comes from.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    PublicDonation,
    Company,
    Assembly,
    StateCredit,
}

/// How money came.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    Portal,
    Card,
    Transfer,
    Box,
    CashDesk,
}

/// Why something is taken back.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    Mistake,
    Duplicate,
    PaymentFailed,
    Withdrawn,
    NotEntitled,
    DonorWithdrew,
}

/// Why a bank sent a payment back.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ReturnedFor {
    WrongAccount,
    AccountClosed,
    AccountBlocked,
    Other,
}

/// What the value of goods rests on.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Basis {
    Market,
    Appraised,
    DonorDeclared,
    Nil,
}
