//! Synthetic persons: national ids that were never issued, and the serial numbers that they are made of.

/// The serial number of the first principal's person.
pub const FIRST_PRINCIPAL: u32 = 0;
/// The serial number of the first person who gets a dowry set.
pub const FIRST_OF_SETS: u32 = 1_000;
/// The serial number of the first person on the list.
pub const FIRST_OF_LIST: u32 = 10_000;

/// A synthetic national id: prefix 999, which was never issued, and a right check digit.
#[must_use]
pub fn national_id(serial: u32) -> String {
    let nine = format!("999{:06}", serial.saturating_add(100_000));
    let sum = nine.bytes().zip((2..=10_u32).rev()).fold(0_u32, |sum, (digit, weight)| {
        sum.saturating_add(u32::from(digit.saturating_sub(b'0')).saturating_mul(weight))
    });
    let rest = sum % 11;
    let check = if rest < 2 { rest } else { 11_u32.saturating_sub(rest) };
    format!("{nine}{check}")
}

/// The number of a couple's marriage record, made of the serial number of its first person.
#[must_use]
pub fn marriage_record(first: u32) -> String {
    format!("9990{first:06}")
}

/// The name that an account is in. It is nobody's.
#[must_use]
pub fn payee_name(serial: u32) -> String {
    format!("مددجوی {serial}")
}

#[cfg(test)]
mod tests {
    use super::{FIRST_OF_LIST, national_id};
    use ledger_wire::identifiers::NationalId;

    #[test]
    fn every_national_id_of_the_ceremony_checks() {
        for serial in (0..1_100).chain(FIRST_OF_LIST..FIRST_OF_LIST + 4_500) {
            let id = national_id(serial);
            assert!(id.starts_with("999"));
            NationalId::parse(&id).expect("a sound national id");
        }
    }
}
