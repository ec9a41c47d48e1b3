//! Synthetic Shebas: accounts that nobody has, with right check digits.

/// The bank that each account is at: three digits each, from the public list of banks.
const BANKS: [&str; 4] = ["012", "013", "017", "019"];

/// The Sheba of a person's account; `version` 0 is the first one, 1 the one that takes its place.
#[must_use]
pub fn sheba(serial: u32, version: u8) -> String {
    let bank = BANKS.get(usize::try_from(serial).unwrap_or(0) % BANKS.len()).copied().unwrap_or("012");
    let account = format!("{bank}0999{version:03}{serial:012}");
    format!("IR{}{account}", check_digits(&account))
}

/// The two digits that make the whole 1 modulo 97, with `IR` read as 1827 (ISO 13616).
fn check_digits(account: &str) -> String {
    let rest = account.bytes().chain(*b"182700").fold(0_u32, |rest, digit| {
        (rest.saturating_mul(10).saturating_add(u32::from(digit.saturating_sub(b'0')))) % 97
    });
    format!("{:02}", 98_u32.saturating_sub(rest))
}

#[cfg(test)]
mod tests {
    use super::sheba;
    use ledger_wire::identifiers::Sheba;
    use std::collections::BTreeSet;

    #[test]
    fn every_sheba_of_the_ceremony_checks_and_is_one_persons() {
        let mut all = BTreeSet::new();
        for serial in 10_000..15_000 {
            for version in 0..3 {
                let sheba = sheba(serial, version);
                Sheba::parse(&sheba).expect("a sound Sheba");
                all.insert(sheba);
            }
        }
        assert_eq!(all.len(), 15_000);
    }
}
