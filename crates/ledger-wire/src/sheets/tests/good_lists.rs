//! The same list in every spelling that spreadsheets have.

use super::{line, list, national_id, sheba};
use crate::sheets::{Checked, Declared, Findings, ListFile, read_list, write_list};
use ledger_core::money::Amount;

fn read(text: &str) -> Result<Checked<ListFile>, Findings> {
    read_list(text.as_bytes(), &Declared::default())
}

fn content(text: &str) -> [u8; 32] {
    let read = read(text).unwrap_or_else(|findings| panic!("{findings}\n{text}"));
    assert_eq!(read.warnings.as_slice(), []);
    read.file.content
}

#[test]
fn one_list_in_every_usual_spelling_is_one_list() {
    let plain = list(&[line(1), line(2)]);
    let expected = content(&plain);
    let arabic_digits = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_ascii_digit() { "٠١٢٣٤٥٦٧٨٩".chars().nth(c as usize - 48).unwrap() } else { c })
            .collect()
    };
    let (first, second) = (line(1), line(2));
    let spellings = [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n") + "\r\n\r\n,,,,,,,\r\n  \n",
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        list(&[second.clone(), first.clone()]),
        list(&[arabic_digits(&first).replace("IR-٠٦", "IR-06"), second.clone()]),
        plain.replace("400000000,IRR", "\"40,000,000\",toman"),
        plain.replace("400000000,IRR", "۴۰٬۰۰۰٬۰۰۰,تومان"),
        plain.replace("400000000,IRR", " 400000000 , irr "),
        plain.replace("amount,unit", "amount_irr").replace(",IRR", ""),
        plain.replace("amount,unit", "مبلغ (تومان)").replace("400000000,IRR", "40000000"),
        plain.replace("amount,unit", "amount").replace("400000000,IRR", "40000000 toman"),
        plain.replace("نام 1", "\"نام  1\"").replace("نام 2", "نام ۲"),
        plain.replace("DOWRY", "\"DOWRY\""),
        plain.replace(&national_id(1), &format!("{}-{}", &national_id(1)[..3], &national_id(1)[3..])),
        plain.replace(&sheba(2), &format!("ir {} {}", &sheba(2)[2..10], &sheba(2)[10..])),
        plain.replace(super::HEAD, "ردیف,برنامه,اداره,کد ملی,نام و نام خانوادگی,شماره شبا,مبلغ,واحد"),
        plain.replace(super::HEAD, "Line,Programme,Office,National ID,Name,IBAN,Amount,Unit"),
    ];
    for text in spellings {
        assert_eq!(content(&text), expected, "{text}");
    }
}

#[test]
fn another_person_amount_or_name_is_another_list() {
    let plain = list(&[line(1), line(2)]);
    let others = [
        plain.replace("400000000", "400000001"),
        plain.replace("نام 1", "نامی 1"),
        plain.replace(&national_id(1), &national_id(3)),
        plain.replace(&sheba(1), &sheba(3)),
        plain.replace("DOWRY", "MARRIAGE"),
        plain.replace("IR-06", "IR-08"),
        list(&[line(1)]),
    ];
    for text in others {
        assert_ne!(content(&text), content(&plain), "{text}");
    }
}

#[test]
fn what_is_read_is_what_stood_there() {
    let file = read(&list(&[line(2), line(1).replace("نام", "علي")])).unwrap().file;
    assert_eq!(file.total, Amount::new(800_000_000).unwrap());
    let [first, second] = &file.lines[..] else { panic!("two lines") };
    assert_eq!((first.line, first.file_line, second.line, second.file_line), (1, 3, 2, 2));
    assert_eq!(first.name.as_str(), "علي 1", "the original is kept");
    assert_eq!((first.programme.as_str(), first.office.as_str()), ("DOWRY", "IR-06"));
    assert_eq!((first.national_id.as_str(), first.sheba.as_str()), (&*national_id(1), &*sheba(1)));
    let shown = format!("{file:?}");
    for personal in [&national_id(1), &sheba(1), "علي"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}

#[test]
fn a_list_agrees_with_what_was_declared_of_it() {
    let text = list(&[line(1), line(2)]);
    let declared = Declared { count: Some(2), total: Amount::new(800_000_000) };
    assert!(read_list(text.as_bytes(), &declared).is_ok());
}

#[test]
fn the_content_of_a_list_is_what_the_format_says() {
    // Hashed with another tool, from the normal form as `docs/format/files.md` shows it.
    let expected = "19ee2e6013394d0a8422479b6f539c595ee282402f110a29ef7beaae8aab80a4";
    let content = content(&list(&[line(1)]));
    assert_eq!(content.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), expected);
}

#[test]
fn a_written_list_is_for_spreadsheets() {
    let file = read(&list(&[line(1)])).unwrap().file;
    let (id, sheba) = (national_id(1), sheba(1));
    let expected = format!(
        "\u{feff}{}\r\n1,\"DOWRY\",\"IR-06\",\"{id}\",\"نام 1\",\"{sheba}\",400000000,\"IRR\"\r\n",
        super::HEAD
    );
    assert_eq!(String::from_utf8(write_list(&file.lines)).unwrap(), expected);
}
