//! What is read as a policy, and what is not.

use super::{example, log, with_keys, witness};
use crate::note::MalformedKey;
use crate::policy::{LineFault, MAX_GROUPS, MAX_POLICY_BYTES, MalformedPolicy, Policy};
use proptest::prelude::*;

fn parsed(text: &str) -> Result<Policy, MalformedPolicy> {
    with_keys(text).parse()
}

fn fault_at(line: usize, text: &str) -> LineFault {
    match parsed(text) {
        Err(MalformedPolicy::Line { line: found, fault }) if found == line => fault,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn the_example_of_the_specification_is_read() {
    let policy = example();
    assert_eq!(policy.logs().len(), 1);
    assert_eq!(policy.logs()[0].key, log(1).verifier());
    assert_eq!(policy.logs()[0].url.as_deref(), Some("https://log.example/"));
    assert_eq!(policy.witnesses().len(), 6);
    let x2 = &policy.witnesses()[1];
    assert_eq!((x2.name.as_str(), &x2.key), ("X2", &witness(5).verifier()));
    assert_eq!(x2.url.as_deref(), Some("https://x2.example/"));
    assert_eq!(policy.witnesses()[2].url, None);
}

#[test]
fn thirty_two_of_each_are_read_as_the_specification_asks() {
    let key = |seed: u8| {
        let name = format!("n{seed}").parse().unwrap();
        crate::cosignature::WitnessSigner::from_seed(name, &[seed; 32]).verifier()
    };
    let lines = (0..32).map(|i| format!("witness w{i} {}\ngroup g{i} 1 w{i}\n", key(i)));
    let policy: Policy = format!("{}quorum g31\n", lines.collect::<String>()).parse().unwrap();
    assert_eq!(policy.witnesses().len(), 32);
}

#[test]
fn there_is_exactly_one_quorum_line() {
    assert_eq!(parsed(""), Err(MalformedPolicy::NoQuorum));
    assert_eq!(parsed("log LOG1\n"), Err(MalformedPolicy::NoQuorum));
    assert!(parsed("quorum none\n").is_ok());
    assert_eq!(fault_at(2, "quorum none\nquorum none\n"), LineFault::QuorumTwice);
}

#[test]
fn a_file_that_was_cut_is_not_a_shorter_policy() {
    assert_eq!(parsed("log LOG1\nquorum none"), Err(MalformedPolicy::NoFinalNewline));
}

#[test]
fn each_fault_of_a_line_is_named_with_its_line() {
    let keyword = LineFault::UnknownKeyword { word: "logs".to_owned() };
    assert_eq!(fault_at(3, "# one\n\nlogs LOG1\n"), keyword);
    assert_eq!(fault_at(1, "log\n"), LineFault::WordCount { found: 1 });
    assert_eq!(fault_at(1, "log LOG1 a b\n"), LineFault::WordCount { found: 4 });
    assert_eq!(fault_at(1, "witness W4\n"), LineFault::WordCount { found: 2 });
    assert_eq!(fault_at(1, "quorum none # why\n"), LineFault::WordCount { found: 4 });
    assert_eq!(fault_at(1, "quorum none\r\n"), LineFault::ControlCharacter);
    assert_eq!(fault_at(1, "# \u{7f}\n"), LineFault::ControlCharacter);
    assert_eq!(fault_at(1, "log nonsense\n"), LineFault::Key(MalformedKey::Form));
}

#[test]
fn a_log_is_no_witness_and_a_witness_no_log() {
    let as_log = MalformedKey::Type { expected: 1, found: 4 };
    assert_eq!(fault_at(1, "log W4\n"), LineFault::Key(as_log));
    let as_witness = MalformedKey::Type { expected: 4, found: 1 };
    assert_eq!(fault_at(1, "witness w LOG1\n"), LineFault::Key(as_witness));
}

#[test]
fn one_key_under_two_names_is_one_witness() {
    let alias = crate::cosignature::WitnessSigner::from_seed("alias".parse().unwrap(), &[4; 32]);
    let text = format!("witness a W4\nwitness b {}\n", alias.verifier());
    assert_eq!(fault_at(2, &text), LineFault::DuplicateKey);
    assert_eq!(fault_at(2, "log LOG1\nlog LOG1\n"), LineFault::DuplicateKey);
}

#[test]
fn a_name_is_defined_once_and_before_it_is_used() {
    let taken = |name: &str| LineFault::NameTaken { name: name.to_owned() };
    let unknown = |name: &str| LineFault::UnknownName { name: name.to_owned() };
    assert_eq!(fault_at(2, "witness a W4\nwitness a W5\n"), taken("a"));
    assert_eq!(fault_at(2, "witness a W4\ngroup a any a\n"), taken("a"));
    assert_eq!(fault_at(1, "witness none W4\n"), taken("none"));
    assert_eq!(fault_at(1, "group g any a\nwitness a W4\n"), unknown("a"));
    assert_eq!(fault_at(1, "group g any g\n"), unknown("g"));
    assert_eq!(fault_at(1, "group g any none\n"), unknown("none"));
    assert_eq!(fault_at(1, "quorum a\n"), unknown("a"));
    let long = format!("witness {} W4\n", "n".repeat(256));
    assert_eq!(fault_at(1, &long), LineFault::NameTooLong { length_bytes: 256 });
}

#[test]
fn nobody_counts_twice() {
    let twice = LineFault::MemberTwice { name: "a".to_owned() };
    assert_eq!(fault_at(2, "witness a W4\ngroup g any a a\n"), twice);
    assert_eq!(fault_at(3, "witness a W4\ngroup g any a\ngroup h any g a\n"), twice);
}

#[test]
fn a_threshold_lies_between_one_and_all() {
    let of_two = |threshold: &str| parsed(&format!("witness a W4\nwitness b W5\ngroup g {threshold} a b\nquorum g\n"));
    for good in ["1", "2", "all", "any"] {
        assert!(of_two(good).is_ok(), "{good}");
    }
    for bad in ["0", "3", "01", "+1", "-1", "All", "1.0", "99999999999999999999999"] {
        let fault = LineFault::Threshold { members: 2 };
        assert_eq!(of_two(bad), Err(MalformedPolicy::Line { line: 3, fault }), "{bad}");
    }
    for empty in ["group g all\n", "group g any\n", "group g 1\n"] {
        assert_eq!(fault_at(1, empty), LineFault::Threshold { members: 0 });
    }
}

#[test]
fn a_policy_is_bounded() {
    let long = vec![b'\n'; MAX_POLICY_BYTES + 1];
    let size_bytes = MAX_POLICY_BYTES + 1;
    assert_eq!(Policy::parse(&long), Err(MalformedPolicy::TooLong { size_bytes }));
    assert_eq!(Policy::parse(b"#\xff\n"), Err(MalformedPolicy::NotUtf8 { valid_bytes: 1 }));

    let tower: String = (1..=MAX_GROUPS).map(|i| format!("group g{i} 1 g{}\n", i - 1)).collect();
    let beyond = format!("witness g0 W4\n{tower}");
    assert!(parsed(&format!("{beyond}quorum g{MAX_GROUPS}\n")).is_ok());
    let one_more = format!("{beyond}group top 1 g{MAX_GROUPS}\n");
    assert_eq!(fault_at(MAX_GROUPS + 2, &one_more), LineFault::TooMany { limit: MAX_GROUPS });
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes: Vec<u8>) {
        let _ = Policy::parse(&bytes);
    }

    #[test]
    fn no_mixture_of_words_makes_the_parser_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "log ", "witness ", "group ", "quorum ", "none ", "a ", "b ", "all ", "any ", "2 ",
                "W4 ", "W5 ", "LOG1 ", "#", "\t", "\n", "\n", "\n",
            ]),
            0..40,
        ),
    ) {
        let _ = parsed(&words.concat());
    }
}
