//! The vectors in `docs/format/record.md` are the format: this test reads them from there.
//!
//! `UPDATE_SNAPSHOTS=1` writes the page's block anew. It must never be needed once an event is released: then its bytes
//! hold for ever.

use crate::record::{decode, encode_into, event_name};
use crate::testing::samples;
use std::fmt::Write;
use std::{env, fs};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/format/record.md");
/// Where the block begins on the page.
const FENCE: &str = "```vectors\n";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all");
        text
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("ASCII"), 16).expect("hex"))
        .collect()
}

fn made() -> String {
    samples().iter().fold(String::new(), |mut text, (entry, blind)| {
        let mut bytes = Vec::new();
        encode_into(entry, blind, &mut bytes);
        writeln!(text, "{} {}", event_name(&entry.event), hex(&bytes)).expect("a string takes all");
        text
    })
}

/// The page before the vectors, the vectors, and the page after them.
fn page() -> [String; 3] {
    let page = fs::read_to_string(PAGE).expect("the page");
    let (before, rest) = page.split_once(FENCE).expect("the vectors");
    let (vectors, after) = rest.split_once("```\n").expect("the end of the vectors");
    [before, vectors, after].map(str::to_owned)
}

fn write_anew() {
    let [before, _, after] = page();
    fs::write(PAGE, format!("{before}{FENCE}{}```\n{after}", made())).expect("a page that can be written");
}

/// The name and the bytes of each vector, `<name> <hex>` on one line.
fn documented() -> Vec<(String, Vec<u8>)> {
    let [_, vectors, _] = page();
    let lines = vectors.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(' ').expect("name and hex"))
        .map(|(name, hex)| (name.to_owned(), bytes(hex)))
        .collect()
}

#[test]
fn every_event_has_the_bytes_that_the_document_says() {
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        write_anew();
    }
    let samples = samples();
    let documented = documented();
    assert_eq!(documented.len(), samples.len());
    for ((entry, blind), (name, golden)) in samples.iter().zip(documented) {
        let mut bytes = Vec::new();
        encode_into(entry, blind, &mut bytes);
        assert_eq!(event_name(&entry.event), name);
        assert_eq!(hex(&bytes), hex(&golden), "{name}");
        let decoded = decode(&golden).expect("a vector of the document");
        assert_eq!((&decoded.entry, &decoded.blind), (entry, blind), "{name}");
    }
}

#[test]
fn every_event_has_a_sample() {
    let names: Vec<&str> = samples().iter().map(|(entry, _)| event_name(&entry.event)).collect();
    let proto = include_str!("../../../../../proto/amanat/record/v1/record.proto");
    let oneof = proto.split("oneof event {").nth(1).and_then(|rest| rest.split('}').next()).expect("the events");
    let events: Vec<&str> = oneof
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter_map(|(field, _)| field.split_whitespace().last())
        .collect();
    assert_eq!(names, events);
}
