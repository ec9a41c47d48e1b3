//! The stored record: it comes back as it was, in one spelling only, and its golden vectors hold for ever.

mod canonical;
mod fields;
mod golden;
