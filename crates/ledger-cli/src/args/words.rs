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
