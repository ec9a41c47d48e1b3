//! A book on disk: made once by `create`, opened by `open`, which believes nothing that it has not replayed.

mod create;
mod keys;
mod open;
mod stored_tree;
mod vault;

pub(crate) use create::key_hash;
pub use create::{Administrator, CreateError, Created, NewBook, create, create_on};
pub use keys::{KeyError, Keys};
pub use open::{OpenBookError, OpenedBook, open, open_on};
pub use vault::{OpenVaultError, open as open_vault};

use ledger_log::note::SignerKey;

/// The policy that an auditor needs, to be kept outside the book: the log's key, no witnesses yet.
#[must_use]
pub fn policy_text(log: &SignerKey) -> String {
    format!(
        "# What an auditor of this book trusts. Keep it away from the book and from its server.\nlog {}\nquorum none\n",
        log.verifier()
    )
}
