//! Keeping openings, all or none.

use std::collections::BTreeSet;

use redb::Database;

use super::database::{Asked, begin_write};
use super::opening::Opening;
use super::secret::VaultKey;
use super::tables::Tables;

/// Keeps what was not kept before. On return all of it is durable.
pub(super) fn keep(database: &Database, vault_key: &VaultKey, openings: &[Opening]) -> Asked<()> {
    let transaction = begin_write(database)?;
    let mut grown = BTreeSet::new();
    {
        let mut tables = Tables::open(&transaction, vault_key)?;
        for opening in openings {
            if tables.put(opening)? {
                grown.insert(opening.subject());
            }
        }
        for subject in &grown {
            tables.bound(subject)?;
        }
    }
    if grown.is_empty() {
        // What is seen in the database is durable already: there is nothing to wait for.
        return Ok(transaction.abort()?);
    }
    Ok(transaction.commit()?)
}
