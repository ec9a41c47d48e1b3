//! `audit verify`: sound, without an anchor, with a policy inside of the book, damaged.

use super::demo::copy;
use super::snapshot::{check, check_in};
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;

const VERIFY: [&str; 3] = ["audit", "verify", "amanat-demo/book"];

#[test]
fn a_sound_book_is_verified_against_a_policy_from_outside() {
    check("verify", &[&VERIFY[..], &["--policy", "amanat-demo.policy"]].concat());
    check("verify-json", &[&VERIFY[..], &["--policy", "amanat-demo.policy", "--json"]].concat());
    check("verify-plain", &[&VERIFY[..], &["--policy", "amanat-demo.policy", "--plain"]].concat());
}

#[test]
fn without_a_policy_a_book_is_internally_consistent_only() {
    check("verify-without-policy", &VERIFY);
}

#[test]
fn a_policy_inside_of_the_book_is_wrong_usage() {
    let (home, book) = copy();
    std::fs::copy(home.path().join("amanat-demo.policy"), book.join("policy")).unwrap();
    check_in(home.path(), "verify-policy-inside", &[&VERIFY[..], &["--policy", "amanat-demo/book/policy"]].concat());
}

#[test]
fn a_policy_that_is_none_and_a_book_that_is_not_there_are_wrong_usage() {
    check("verify-no-policy-there", &[&VERIFY[..], &["--policy", "nowhere.policy"]].concat());
    check("verify-no-book-there", &["audit", "verify", "nowhere"]);
    check("verify-no-book-there-json", &["audit", "verify", "nowhere", "--json"]);
}

#[test]
fn one_changed_byte_is_named_with_its_entry() {
    let (home, book) = copy();
    let segment =
        OpenOptions::new().read(true).write(true).open(book.join("journal/00000000000000000000.seg")).unwrap();
    let mut byte = [0];
    segment.read_exact_at(&mut byte, 40_000).unwrap();
    segment.write_all_at(&[byte[0] ^ 1], 40_000).unwrap();
    check_in(home.path(), "verify-changed-byte", &[&VERIFY[..], &["--policy", "amanat-demo.policy"]].concat());
}

#[test]
fn a_lost_segment_and_a_lost_head_are_not_verified() {
    let (home, book) = copy();
    std::fs::remove_file(book.join("journal/00000000000000000000.seg")).unwrap();
    check_in(home.path(), "verify-lost-segment", &[&VERIFY[..], &["--policy", "amanat-demo.policy"]].concat());
    let (home, book) = copy();
    std::fs::remove_file(book.join("head")).unwrap();
    check_in(home.path(), "verify-lost-head", &[&VERIFY[..], &["--policy", "amanat-demo.policy"]].concat());
}
