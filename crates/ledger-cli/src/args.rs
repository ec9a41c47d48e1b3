//! What can be asked on the command line: a file for each noun of the officers, and here the rest.

mod act;
mod allotment;
mod campaign;
mod examples;
mod goods;
mod grant;
mod list;
mod payee;
mod pledge;
mod proof;
mod receipt;
mod witness;
mod words;

pub(crate) use act::{Act, Evidence, LastChange, Restricted};
pub(crate) use allotment::{AllotmentVerb, MakeAllotment, NotifyAllotment, RecallAllotment};
pub(crate) use campaign::CampaignVerb;
pub(crate) use goods::{AppraiseLot, AssembleKit, DissolveKit, GoodsVerb, ReceiveLot, ShowStock, TraceGoods};
pub(crate) use grant::{Apply, GrantStep, GrantVerb, HandOver, OnGrant, ShowGrant};
pub(crate) use list::{
    ApproveList, CheckList, CheckResults, ListPayments, ListResults, ListStatus, ListStep, ListVerb, Submit,
};
pub(crate) use payee::{ConfirmPayee, PayeeVerb, ProposePayee};
pub(crate) use pledge::{AmendPledge, CancelPledge, ListPledges, PledgeVerb, RecordPledge, ShowPledge, WriteOffPledge};
pub(crate) use proof::{GetProof, ProofVerb, VerifyProof};
pub(crate) use receipt::{ReceiptVerb, Record, ReissueReceipt, ReverseReceipt, ShowReceipt};
pub(crate) use witness::{InitWitness, ServeWitness, WitnessVerb};
pub(crate) use words::{Basis, Origin, ReturnedFor, Way, Why};

use clap::{Args, Parser, Subcommand, ValueEnum};
use ledger_log::Hash;
use ledger_wire::words::Language;
use std::path::PathBuf;

const OUTPUT: &str = "Output";
const SOURCE: &str = "Where the answer comes from";

/// Checks a book from its own bytes and rules, and asks what it holds.
#[derive(Parser, Debug)]
#[command(name = "ledger-cli", version, before_help = examples::ALL, after_help = examples::CODES, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(subcommand)]
    pub(crate) noun: Noun,
}

/// How results are written.
#[derive(Args, Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// One JSON object on stdout, also on failure
    #[arg(long, global = true, help_heading = OUTPUT)]
    pub(crate) json: bool,
    /// Tab-separated rows and numbers without separators
    #[arg(long, global = true, conflicts_with = "json", help_heading = OUTPUT)]
    pub(crate) plain: bool,
    /// Toman beside the rials
    #[arg(long, global = true, help_heading = OUTPUT)]
    pub(crate) toman: bool,
    /// The language of tables and sentences; --json, --plain and codes are the same in each
    #[arg(long, global = true, help_heading = OUTPUT, default_value = "en")]
    pub(crate) lang: Lang,
}

/// A language.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lang {
    En,
    Fa,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Fa => Self::Persian,
        }
    }
}

#[derive(Subcommand, Debug)]
pub(crate) enum Noun {
    /// Audit a book: no server is needed, nothing is written
    #[command(subcommand)]
    Audit(Audit),
    /// Prove to somebody else that an entry is in the book
    #[command(subcommand)]
    Proof(ProofVerb),
    /// Watch over logs for others: cosign what extends what was cosigned before
    #[command(subcommand)]
    Witness(WitnessVerb),
    /// Look at entries
    #[command(subcommand)]
    Entry(EntryVerb),
    /// From a gift to its uses, or from a grant to its gifts
    #[command(before_help = examples::TRACE)]
    Trace(Trace),
    /// What something has, by standing
    #[command(before_help = examples::BALANCE)]
    Balance(Balance),
    /// What came in and what went out, entry by entry
    #[command(before_help = examples::STATEMENT)]
    Statement(Balance),
    /// Every entry as it is recorded, by server; each link is checked here
    #[command(before_help = examples::FOLLOW, after_help = examples::CODES)]
    Follow(Follow),
    /// Receipts, by server
    #[command(subcommand)]
    Receipt(ReceiptVerb),
    /// Promises of donors, by server
    #[command(subcommand)]
    Pledge(PledgeVerb),
    /// Campaigns, by server
    #[command(subcommand)]
    Campaign(CampaignVerb),
    /// Goods, kits and stores, by server
    #[command(subcommand)]
    Goods(GoodsVerb),
    /// Allotments to offices, by server
    #[command(subcommand)]
    Allotment(AllotmentVerb),
    /// Grants one by one, by server
    #[command(subcommand)]
    Grant(GrantVerb),
    /// Names and accounts that beneficiaries are paid to, by server
    #[command(subcommand)]
    Payee(PayeeVerb),
    /// Lists of grants, from the file to what the bank did
    #[command(subcommand)]
    List(ListVerb),
}

#[derive(Subcommand, Debug)]
pub(crate) enum Audit {
    /// Check every byte and every rule of a book, also beside its running server
    #[command(before_help = examples::VERIFY, after_help = examples::CODES)]
    Verify(Verify),
    /// Write a book as static files that anybody's tools can check, up to its checkpoint
    #[command(before_help = examples::EXPORT, after_help = examples::CODES)]
    Export(Export),
}

#[derive(Args, Debug)]
pub(crate) struct Export {
    /// The book's folder: the one with the file BOOK in it
    pub(crate) book: PathBuf,
    /// Where to: a new folder, or that of an earlier export of the same book, which gets what has come since
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// A policy to lay in, for whoever gets the export: it is not looked at here
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// The folder of the book, the one with the file BOOK in it, or of an export of one
    pub(crate) book: PathBuf,
    /// Whose signatures count: a policy file that does not lie in that folder
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum EntryVerb {
    /// Show one entry: its fields, and the leaf and link that bind it
    #[command(before_help = examples::SHOW)]
    Show(Show),
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The entry's index, from 0
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args, Debug)]
pub(crate) struct Trace {
    /// The receipt or grant: the index of the entry that made it
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args, Debug)]
pub(crate) struct Balance {
    /// What it is
    pub(crate) kind: Kind,
    /// Its index: that of the entry that made it
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// What has a balance and a statement.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Fund,
    Account,
    Line,
    Grant,
    Office,
    Receipt,
}

#[derive(Args, Debug)]
pub(crate) struct Follow {
    /// The last entry that you have: its index. Without it, from the start of the book
    #[arg(long, value_name = "INDEX", requires = "link")]
    pub(crate) after: Option<u64>,
    /// The link after that entry, in hexadecimal
    #[arg(long, value_name = "HEX", requires = "after")]
    pub(crate) link: Option<Hash>,
    /// End after so many entries; without it, never
    #[arg(long, value_name = "COUNT")]
    pub(crate) count: Option<u64>,
    /// Connect again when the feed is cut off, and go on with what came last
    #[arg(long)]
    pub(crate) keep: bool,
    #[command(flatten)]
    pub(crate) server: Server,
}

/// Where the answer comes from: a book's folder, or the server.
#[derive(Args, Debug)]
pub(crate) struct Source {
    /// A book's folder: replayed and checked here; no server and no key needed
    #[arg(long, value_name = "BOOK", help_heading = SOURCE, conflicts_with_all = ["server", "key_file"])]
    pub(crate) data: Option<PathBuf>,
    /// With --data: the last entry that counts; all if left out
    #[arg(long, value_name = "INDEX", help_heading = SOURCE, requires = "data")]
    pub(crate) at: Option<u64>,
    #[command(flatten)]
    pub(crate) server: Server,
}

/// Which server, and in whose name.
#[derive(Args, Debug)]
pub(crate) struct Server {
    /// The server to ask; on this machine only, as there is no TLS yet
    #[arg(long, value_name = "URL", help_heading = SOURCE, default_value = "http://127.0.0.1:50051")]
    pub(crate) server: String,
    /// The file that holds your API key; every server asks for one
    #[arg(long, value_name = "FILE", help_heading = SOURCE)]
    pub(crate) key_file: Option<PathBuf>,
}
