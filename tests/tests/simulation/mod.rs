//! Random commands, retries, crashes and faults from a seed, against a naive second ledger.
