//! Amounts for people to read. ASCII digits, left to right; never a form that is read back.

/// Rials in groups of three, `12,345,678`.
#[must_use]
pub fn grouped(rials: i64) -> String {
    let digits = rials.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if rials < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Rials as toman in groups of three, `1,234,567.8`: the last rial is a decimal place, shown only if there is one.
#[must_use]
pub fn toman(rials: i64) -> String {
    let sign = if rials < 0 { "-" } else { "" };
    // A tenth of any i64 fits, without its sign too.
    let whole = grouped((rials / 10).abs());
    match (rials % 10).abs() {
        0 => format!("{sign}{whole}"),
        place => format!("{sign}{whole}.{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::parse_amount;

    #[test]
    fn rials_are_grouped_in_threes() {
        let written = [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345_678, "12,345,678"),
            (-1_000, "-1,000"),
            (-100, "-100"),
            (i64::MAX, "9,223,372,036,854,775,807"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ];
        for (rials, text) in written {
            assert_eq!(grouped(rials), text);
        }
    }

    #[test]
    fn ten_rials_are_one_toman() {
        let written = [
            (12_345_678, "1,234,567.8"),
            (40_000_000, "4,000,000"),
            (5, "0.5"),
            (-5, "-0.5"),
            (i64::MIN, "-922,337,203,685,477,580.8"),
        ];
        for (rials, text) in written {
            assert_eq!(toman(rials), text);
        }
    }

    #[test]
    fn what_is_written_in_either_unit_reads_back_as_the_same_rials() {
        for rials in [1, 9, 10, 999, 1_000, 12_345_678, 50_000_000_000_000, i64::MAX] {
            assert_eq!(parse_amount(&format!("{} IRR", grouped(rials))), Ok(rials));
            assert_eq!(parse_amount(&format!("{} toman", toman(rials))), Ok(rials));
        }
    }
}
