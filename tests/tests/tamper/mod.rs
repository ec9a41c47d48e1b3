//! Forged and damaged books, and what the auditor finds.
