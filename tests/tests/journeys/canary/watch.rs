//! Data that can be told from everything else, and somebody who looks for them in whatever comes out.

use amanat_tests::words::{national_id, sheba};
use ledger_wire::identifiers::SearchKey;
use prost::Message;
use std::fmt::Write;
use tonic::metadata::MetadataMap;
use tonic::{Response, Status};

/// A person with an account: a number of nine digits with the prefix of the synthetic ids, and a longer one.
#[derive(Clone, Copy)]
pub(super) struct Canary {
    pub(super) person: u32,
    pub(super) account: u32,
    pub(super) name: &'static str,
}

/// Words, in spellings that a search key folds: no person's name.
pub(super) const PERSIAN: Canary =
    Canary { person: 735_419, account: 3_914_627_058, name: "قناری آزمون‌گر ژرفای كوهي" };
/// The same in another script.
pub(super) const LATIN: Canary =
    Canary { person: 864_297, account: 2_768_153_904, name: "Canary Kaleidoscope Quartzmeter" };
/// Never accepted: only in requests that conflict or are malformed.
pub(super) const UNWANTED: Canary =
    Canary { person: 592_683, account: 4_137_908_265, name: "گنجشک ناخواسته Unwantedsparrow" };

/// The national id with another check digit.
pub(super) fn misspelled(person: u32) -> String {
    let mut id = national_id(person);
    let check = id.pop().unwrap().to_digit(10).unwrap();
    id.push(char::from_digit((check + 3) % 10, 10).unwrap());
    id
}

impl Canary {
    /// Every text that would give it away.
    pub(super) fn traces(&self) -> Vec<String> {
        let (id, wrong, sheba) = (national_id(self.person), misspelled(self.person), sheba(self.account));
        let mut plain = vec![
            id[..9].to_owned(),
            id[3..].to_owned(),
            wrong[3..].to_owned(),
            sheba[2..].to_owned(),
            self.account.to_string(),
            self.name.to_owned(),
            SearchKey::of(self.name).as_str().to_owned(),
        ];
        plain.extend(self.name.split([' ', '\u{200c}']).filter(|word| word.len() > 7).map(str::to_owned));
        // As logs and programs like to show bytes.
        let shown: Vec<String> = plain.iter().flat_map(|text| [hex(text), decimal(text), escaped(text)]).collect();
        [plain, shown].concat()
    }
}

fn each_byte(text: &str, mut write: impl FnMut(&mut String, u8)) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        write(&mut out, byte);
        out
    })
}

fn hex(text: &str) -> String {
    each_byte(text, |out, byte| write!(out, "{byte:02x}").unwrap())
}

fn decimal(text: &str) -> String {
    each_byte(text, |out, byte| write!(out, "{}{byte}", if out.is_empty() { "" } else { ", " }).unwrap())
}

fn escaped(text: &str) -> String {
    text.as_bytes().escape_ascii().to_string()
}

/// Whoever sees everything that comes out.
pub(super) struct Watch {
    traces: Vec<String>,
    pub(super) answers: usize,
    pub(super) failures: usize,
}

impl Watch {
    pub(super) fn new() -> Self {
        let traces = [PERSIAN, LATIN, UNWANTED].iter().flat_map(Canary::traces).collect();
        Self { traces, answers: 0, failures: 0 }
    }

    /// What of the canaries is in there. Text is found in any bytes: what is not text around it does not hide it.
    pub(super) fn found(&self, bytes: &[u8]) -> Vec<&str> {
        let text = String::from_utf8_lossy(bytes);
        self.traces.iter().map(String::as_str).filter(|trace| text.contains(trace)).collect()
    }

    /// Nothing of them may be in there.
    pub(super) fn expect_nothing(&self, place: &str, bytes: &[u8]) {
        let found = self.found(bytes);
        assert!(found.is_empty(), "personal data in {place}: {found:?}");
    }

    /// Looks at everything of an answer or a failure, and gives it back.
    pub(super) fn look<T: Message>(
        &mut self,
        place: &str,
        answer: Result<Response<T>, Status>,
    ) -> Result<Response<T>, Status> {
        match &answer {
            Ok(response) => {
                self.answers += 1;
                self.headers(place, response.metadata());
                self.expect_nothing(place, &response.get_ref().encode_to_vec());
            }
            Err(status) => {
                self.failures += 1;
                self.headers(place, status.metadata());
                self.expect_nothing(place, status.message().as_bytes());
                self.expect_nothing(place, status.details());
            }
        }
        answer
    }

    fn headers(&self, place: &str, headers: &MetadataMap) {
        for (name, value) in &headers.clone().into_headers() {
            self.expect_nothing(&format!("{place}, header {name}"), value.as_bytes());
        }
    }
}

#[test]
fn the_watch_sees_each_canary_wherever_it_lies() {
    let watch = Watch::new();
    for canary in [PERSIAN, LATIN, UNWANTED] {
        let (id, account) = (national_id(canary.person), sheba(canary.account));
        let data = [
            id,
            misspelled(canary.person),
            account,
            canary.name.to_owned(),
            SearchKey::of(canary.name).as_str().to_owned(),
        ];
        for datum in data {
            for shown in [datum.clone(), hex(&datum), format!("{:?}", datum.as_bytes()), escaped(&datum)] {
                let among = [&[0xff, 0xd9, 0x00][..], shown.as_bytes(), &[0xdb, 0x80]].concat();
                assert!(!watch.found(&among).is_empty(), "{shown}");
            }
        }
    }
    assert!(watch.found(b"999000000 and nothing else").is_empty());
}
