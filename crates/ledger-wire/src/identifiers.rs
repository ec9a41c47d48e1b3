//! Identifiers of people, organisations and accounts, as they arrive and in their one canonical form.
//!
//! Everything here is personal data or close to it. A value must never reach a log, an error or a
//! debug print: errors say what is wrong and where, and `Debug` prints only the name of the type.
//!
//! A check digit proves that a number was typed well, never that it was issued. Persons without a
//! national id exist; nothing here may be the only way to name a person.

mod card;
mod invalid;
mod legal_id;
mod mobile;
mod national_id;
mod normalise;
mod search_key;
mod sheba;

pub use card::MaskedCard;
pub use invalid::{Fault, IdentifierKind, InvalidIdentifier};
pub use legal_id::LegalId;
pub use mobile::Mobile;
pub use national_id::NationalId;
pub use normalise::{ascii_digit, normalise};
pub use search_key::{SearchKey, unify};
pub use sheba::Sheba;

/// `Debug` that names the type and hides the content.
macro_rules! hidden_debug {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}
use hidden_debug;
