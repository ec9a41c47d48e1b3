//! What can be asked about grants.

use super::{Act, Evidence, LastChange, ReturnedFor, Server, Why, examples};
use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(crate) enum GrantVerb {
    /// Apply for a grant, in cash or as a kit
    #[command(before_help = examples::GRANT_APPLY)]
    Apply(Apply),
    /// Take a step of a grant
    #[command(before_help = examples::GRANT_STEP)]
    Step(TakeStep),
    /// Show one grant and what happened to it
    #[command(before_help = examples::GRANT_SHOW)]
    Show(ShowGrant),
}

#[derive(Args, Debug)]
pub(crate) struct Apply {
    /// The programme: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) programme: u64,
    /// The office that serves the applicant: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// Who gets it: the beneficiary's index
    #[arg(long, value_name = "INDEX")]
    pub(crate) beneficiary: u64,
    /// How much, with its unit; of goods, what the catalogue says that the kit is worth
    #[arg(long)]
    pub(crate) amount: String,
    /// The beneficiary's payee, which the award binds: its index; none for goods
    #[arg(long, value_name = "INDEX", conflicts_with = "kit_design")]
    pub(crate) payee: Option<u64>,
    /// The design of the kit that is asked for: its index; cash if left out
    #[arg(long, value_name = "INDEX")]
    pub(crate) kit_design: Option<u64>,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct TakeStep {
    #[command(subcommand)]
    pub(crate) step: GrantStep,
}

/// A step, and what it needs.
#[derive(Subcommand, Debug)]
pub(crate) enum GrantStep {
    /// Determine the need under the rule in force
    #[command(before_help = examples::GRANT_STEP)]
    Decide(OnGrant),
    /// Secure credit: the amount is encumbered
    #[command(before_help = examples::GRANT_STEP)]
    Secure {
        /// The account that will pay: its index
        #[arg(long, value_name = "INDEX")]
        account: u64,
        #[command(flatten)]
        on: OnGrant,
    },
    /// Award it: the approval
    #[command(before_help = examples::GRANT_STEP)]
    Award(OnGrant),
    /// Verify the liability: a debt from there on
    #[command(before_help = examples::GRANT_STEP)]
    Verify(OnGrant),
    /// Order the payment
    #[command(before_help = examples::GRANT_STEP)]
    Order(OnGrant),
    /// Record that the bank paid
    #[command(before_help = examples::GRANT_STEP)]
    Settle(OnGrant),
    /// Record that the bank sent the payment back
    #[command(before_help = examples::GRANT_STEP)]
    Return {
        /// What the bank says
        #[arg(long)]
        reason: ReturnedFor,
        #[command(flatten)]
        on: OnGrant,
    },
    /// Cancel the grant
    #[command(before_help = examples::GRANT_STEP)]
    Cancel {
        /// Why
        #[arg(long)]
        reason: Why,
        #[command(flatten)]
        on: OnGrant,
    },
    /// Give one approval of several, before the award
    #[command(before_help = examples::GRANT_STEP)]
    Approve(OnGrant),
    /// Approve again, for the payee that the beneficiary has now
    #[command(before_help = examples::GRANT_STEP)]
    RenewPayee(OnGrant),
    /// Reserve a kit, as credit is secured for a grant in cash
    #[command(before_help = examples::GRANT_STEP)]
    ReserveKit {
        /// The kit: its index
        #[arg(long, value_name = "INDEX")]
        kit: u64,
        #[command(flatten)]
        on: OnGrant,
    },
}

/// The grant that a step is taken with.
#[derive(Args, Debug)]
pub(crate) struct OnGrant {
    /// The grant: its index
    pub(crate) grant: u64,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

/// The hand-over of a grant's kit, which is asked for under `goods`.
#[derive(Args, Debug)]
pub(crate) struct HandOver {
    #[command(flatten)]
    pub(crate) on: OnGrant,
    #[command(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Args, Debug)]
pub(crate) struct ShowGrant {
    /// The grant: its index
    pub(crate) grant: u64,
    #[command(flatten)]
    pub(crate) server: Server,
}
