//! Entries about the book itself.

use super::choices::Choice;
use super::error::{BadField, FieldFault};
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{BookOpened, ClockAdvanced, RulesetAdopted};
use ledger_core::ids::{BookId, PersonToken, PublicKey};
use ledger_core::time::Timestamp;

impl From<&BookOpened> for proto::BookOpened {
    fn from(event: &BookOpened) -> Self {
        let BookOpened { book, origin, log_key, root_key, unit, utc_offset_minutes, first_administrators, clock, demo } =
            event;
        Self {
            book: book.0.to_vec(),
            origin: origin.as_str().to_owned(),
            log_key: log_key.0.to_vec(),
            root_key: root_key.0.to_vec(),
            unit: unit.as_str().to_owned(),
            utc_offset_minutes: i32::from(*utc_offset_minutes),
            first_administrators: first_administrators.iter().map(|token| token.0.to_vec()).collect(),
            clock: clock.number(),
            demo: *demo,
        }
    }
}

impl TryFrom<proto::BookOpened> for BookOpened {
    type Error = BadField;

    fn try_from(message: proto::BookOpened) -> Result<Self, BadField> {
        let proto::BookOpened {
            book,
            origin,
            log_key,
            root_key,
            unit,
            utc_offset_minutes,
            first_administrators,
            clock,
            demo,
        } = message;
        Ok(Self {
            book: BookId(field::fixed("book", &book)?),
            origin: field::name("origin", &origin)?,
            log_key: PublicKey(field::fixed("log_key", &log_key)?),
            root_key: PublicKey(field::fixed("root_key", &root_key)?),
            unit: field::code("unit", &unit)?,
            utc_offset_minutes: i16::try_from(utc_offset_minutes)
                .map_err(|_| BadField::new("utc_offset_minutes", FieldFault::OutOfRange))?,
            first_administrators: two_tokens(&first_administrators)?,
            clock: field::choice("clock", clock)?,
            demo,
        })
    }
}

fn two_tokens(tokens: &[Vec<u8>]) -> Result<[PersonToken; 2], BadField> {
    const FIELD: &str = "first_administrators";
    let [first, second] = tokens else {
        return Err(BadField::new(FIELD, FieldFault::Count { expected: 2, found: tokens.len() }));
    };
    Ok([PersonToken(field::fixed(FIELD, first)?), PersonToken(field::fixed(FIELD, second)?)])
}

impl From<&RulesetAdopted> for proto::RulesetAdopted {
    fn from(event: &RulesetAdopted) -> Self {
        let RulesetAdopted { ruleset } = *event;
        Self { ruleset }
    }
}

impl TryFrom<proto::RulesetAdopted> for RulesetAdopted {
    type Error = BadField;

    fn try_from(message: proto::RulesetAdopted) -> Result<Self, BadField> {
        let proto::RulesetAdopted { ruleset } = message;
        Ok(Self { ruleset: field::required("ruleset", ruleset)? })
    }
}

impl From<&ClockAdvanced> for proto::ClockAdvanced {
    fn from(event: &ClockAdvanced) -> Self {
        let ClockAdvanced { to } = *event;
        Self { to_us: to.micros() }
    }
}

impl TryFrom<proto::ClockAdvanced> for ClockAdvanced {
    type Error = BadField;

    fn try_from(message: proto::ClockAdvanced) -> Result<Self, BadField> {
        let proto::ClockAdvanced { to_us } = message;
        Ok(Self { to: Timestamp::from_micros(to_us) })
    }
}
