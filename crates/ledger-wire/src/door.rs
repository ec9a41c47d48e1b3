//! The door: a request as it came in becomes a request that the core can decide, or a list of everything that is
//! malformed in it.
//!
//! What can be seen without the state of the book is seen here, all of it at once, and one bad item refuses the
//! whole batch. What needs the state is left to the rules. Personal data ends here: from this module on a person
//! or an account is a token or a commitment, and no error repeats what came in.

mod ask;
mod facts;
mod fields;
mod fingerprint;
mod identity;
mod items;
mod list_ask;
mod malformed;
mod openings;
mod path;
mod request_id;
mod tokens;

#[cfg(test)]
mod tests;

pub use ask::{Ask, Item, Parts, Shape};
pub use facts::Facts;
pub use fields::Fields;
pub use list_ask::{Envelope, ListAsk};
pub use malformed::{Malformed, Violation};
pub use openings::{ACCOUNT, NAME, Opened, Opening, Openings};
pub use request_id::{BadRequestId, parse_request_id};
pub use tokens::TokenKeys;

use crate::proto::ledger::v1::BatchMode;
use fingerprint::fingerprint;
use ledger_core::command::{Command, Mode, Request};
use ledger_core::ids::PrincipalId;
use ledger_core::text::Code;
use openings::Found;

/// The most items of one request.
pub const MOST_ITEMS: usize = 8_192;

/// What every request is read against: the keys of the tokens, and the unit of the book.
#[derive(Debug)]
pub struct Door {
    tokens: TokenKeys,
    unit: Code,
}

/// A request that is well formed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// What to decide.
    pub request: Request,
    /// Whether only to say what would happen.
    pub validate_only: bool,
    /// What it commits to: to be kept before it is decided.
    pub openings: Vec<Opening>,
}

impl Door {
    /// A door to a book with this unit.
    #[must_use]
    pub const fn new(tokens: TokenKeys, unit: Code) -> Self {
        Self { tokens, unit }
    }

    /// The keys of the tokens.
    #[must_use]
    pub const fn tokens(&self) -> &TokenKeys {
        &self.tokens
    }

    /// Reads a request of this principal.
    ///
    /// # Errors
    /// [`Malformed`] with all that is wrong with it.
    pub fn read<A: Ask>(
        &self,
        principal: PrincipalId,
        ask: A,
        openings: &mut dyn Openings,
        facts: &dyn Facts,
    ) -> Result<Asked, Malformed> {
        let Parts { request_id, validate_only, shape, mut items } = ask.into_parts();
        let mut found = Found::default();
        let mut fields = Fields::new(self, &mut found, openings, facts);
        let id = fields.request_id("request_id", &request_id);
        let mode = read_mode(&mut fields, shape);
        let commands = read_items(&mut fields, shape, &items);
        let Found { problems, openings, .. } = found;
        let (Some(id), Some(mode), Some(commands)) = (id, mode, commands) else { return Err(problems) };
        for (item, command) in items.iter_mut().zip(&commands) {
            item.hide(&self.tokens, command);
        }
        let fingerprint = fingerprint(A::METHOD, shape, &items);
        let request = Request { principal, id, fingerprint, mode, commands, list: None };
        Ok(Asked { request, validate_only, openings })
    }
}

fn read_mode(fields: &mut Fields<'_>, shape: Shape) -> Option<Mode> {
    let Shape::Batch { mode } = shape else { return Some(Mode::Atomic) };
    match BatchMode::try_from(mode) {
        Ok(BatchMode::Atomic) => Some(Mode::Atomic),
        Ok(BatchMode::Each) => Some(Mode::Each),
        Ok(BatchMode::Unspecified) => fields.wrong("mode", &"is required"),
        Err(_) => fields.wrong("mode", &"has a number that stands for nothing"),
    }
}

/// All of the items, or none: but every one is looked at.
fn read_items<I: Item>(fields: &mut Fields<'_>, shape: Shape, items: &[I]) -> Option<Vec<Command>> {
    match shape {
        Shape::Single { field } => match items.first() {
            Some(item) => Some(vec![item.read(&mut fields.inside(field))?]),
            None => fields.wrong(field, &"is required"),
        },
        Shape::Batch { .. } => read_batch(fields, "items", "items", MOST_ITEMS, items),
    }
}

/// All of the items in a repeated field; `what` they are, for people.
fn read_batch<I: Item>(
    fields: &mut Fields<'_>,
    field: &'static str,
    what: &str,
    most: usize,
    items: &[I],
) -> Option<Vec<Command>> {
    match items.len() {
        0 => return fields.wrong(field, &"must not be empty"),
        count if count > most => {
            return fields.wrong(field, &format_args!("has {count} {what}; at most {most} are allowed"));
        }
        _ => {}
    }
    let mut commands = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        commands.extend(item.read(&mut fields.item(field, position)));
    }
    (commands.len() == items.len()).then_some(commands)
}
