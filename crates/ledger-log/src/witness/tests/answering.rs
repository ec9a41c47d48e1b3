//! What a log makes of the answer.

use super::{head, keys, latest, request, signed, witness};
use crate::note::MAX_SIGNATURES;
use crate::witness::{AddCheckpoint, Answer, MAX_ANSWER_BYTES, UnreadableAnswer};
use proptest::prelude::*;

fn read(status: u16, body: &str, sent: &AddCheckpoint) -> Result<Answer, UnreadableAnswer> {
    Answer::read(status, body.as_bytes(), sent, &[witness(9).verifier()])
}

fn cosigned_by(seed: u8, old_size: u64, size: u64) -> String {
    let accepted = request(old_size, size).judge(&keys(), Some(&latest(old_size))).unwrap();
    format!("{}\n", accepted.cosign(&witness(seed), 1000).unwrap())
}

#[test]
fn a_cosignature_is_verified_and_fits_below_the_checkpoint() {
    let sent = request(5, 9);
    let body = cosigned_by(9, 5, 9);
    let Ok(Answer::Cosigned(lines)) = read(200, &body, &sent) else { panic!("not cosigned") };
    assert_eq!(lines.iter().map(|line| format!("{line}\n")).collect::<String>(), body);
    let note = sent.checkpoint().clone().with_signature(lines[0].clone()).unwrap();
    assert!(note.verify(&[witness(9).verifier()]).is_ok());
}

#[test]
fn lines_of_unknown_keys_are_ignored_and_alone_are_not_enough() {
    let (known, unknown) = (cosigned_by(9, 5, 9), cosigned_by(8, 5, 9));
    let answer = read(200, &format!("{unknown}{known}{unknown}"), &request(5, 9));
    assert!(matches!(answer, Ok(Answer::Cosigned(lines)) if lines.len() == 1));
    assert_eq!(read(200, &unknown, &request(5, 9)), Err(UnreadableAnswer::NoCosignature));
}

#[test]
fn a_witness_with_two_keys_gives_two_lines() {
    let both = format!("{}{}", cosigned_by(8, 5, 9), cosigned_by(9, 5, 9));
    let keys = [witness(9).verifier(), witness(8).verifier()];
    let answer = Answer::read(200, both.as_bytes(), &request(5, 9), &keys);
    assert!(matches!(answer, Ok(Answer::Cosigned(lines)) if lines.len() == 2));
}

#[test]
fn a_cosignature_of_another_checkpoint_is_refused() {
    let other = cosigned_by(9, 5, 10);
    assert!(matches!(read(200, &other, &request(5, 9)), Err(UnreadableAnswer::BadSignature(_))));
}

#[test]
fn what_is_no_list_of_signature_lines_is_refused() {
    let sent = request(5, 9);
    let body = cosigned_by(9, 5, 9);
    assert_eq!(read(200, "", &sent), Err(UnreadableAnswer::NoFinalNewline));
    assert_eq!(read(200, body.trim_end(), &sent), Err(UnreadableAnswer::NoFinalNewline));
    for wrong in [format!("{body}\n"), format!("{body}hello\n")] {
        assert!(matches!(read(200, &wrong, &sent), Err(UnreadableAnswer::Line { line: 2, .. })));
    }
    assert_eq!(Answer::read(200, b"\xff\n", &sent, &[]), Err(UnreadableAnswer::NotUtf8));
    let many = body.repeat(MAX_SIGNATURES + 1);
    assert!(matches!(read(200, &many, &sent), Err(UnreadableAnswer::Note(_))));
    let long = "x".repeat(MAX_ANSWER_BYTES + 1);
    assert_eq!(read(409, &long, &sent), Err(UnreadableAnswer::TooLong { size_bytes: MAX_ANSWER_BYTES + 1 }));
}

#[test]
fn a_conflict_says_where_to_start_from_but_never_twice_the_same() {
    let sent = request(5, 9);
    let start = |latest_size| Ok(Answer::StartFrom { latest_size });
    assert_eq!(read(409, "0\n", &sent), start(0));
    assert_eq!(read(409, "7\n", &sent), start(7));
    assert_eq!(read(409, "9\n", &sent), start(9));
    assert_eq!(read(409, "10\n", &sent), Ok(Answer::SeenLarger { latest_size: 10 }));
    for nothing_new in ["5\n", "", "7", "07\n", "+7\n", "7 \n", "fork\n", "18446744073709551616\n"] {
        assert_eq!(read(409, nothing_new, &sent), Ok(Answer::Disputed { status: 409 }), "{nothing_new:?}");
    }
}

#[test]
fn every_other_status_is_sorted_by_what_may_be_done() {
    let sent = request(5, 9);
    assert_eq!(read(422, "", &sent), Ok(Answer::Disputed { status: 422 }));
    for status in [400, 403, 404] {
        assert_eq!(read(status, "why", &sent), Ok(Answer::Refused { status }));
    }
    for status in [429, 500, 503, 599] {
        assert_eq!(read(status, "", &sent), Ok(Answer::Unavailable { status }));
    }
    for status in [0, 100, 201, 204, 302, 401, 418, 600] {
        assert_eq!(read(status, "", &sent), Err(UnreadableAnswer::Status { status }));
    }
}

#[test]
fn a_log_that_follows_the_answers_is_cosigned_after_one_retry() {
    let record = latest(5);
    let first = request(0, 9);
    let refusal = first.judge(&keys(), Some(&record)).unwrap_err();
    let Ok(Answer::StartFrom { latest_size }) = read(refusal.status(), &refusal.body(), &first) else {
        panic!("{refusal:?}")
    };
    let again = request(latest_size, 9);
    assert!(again.judge(&keys(), Some(&record)).is_ok());

    let forked =
        AddCheckpoint::new(5, vec![], signed(crate::tree::TreeHead { root: [9; 32].into(), ..head(5) })).unwrap();
    let refusal = forked.judge(&keys(), Some(&record)).unwrap_err();
    assert_eq!(read(refusal.status(), &refusal.body(), &forked), Ok(Answer::Disputed { status: 422 }));
}

proptest! {
    #[test]
    fn no_answer_makes_the_reader_panic(status: u16, body: Vec<u8>, at in 0_usize..150, byte: u8) {
        let sent = request(5, 9);
        let keys = [witness(9).verifier()];
        for status in [status, 200, 409] {
            let _ = Answer::read(status, &body, &sent, &keys);
        }
        let mut near = cosigned_by(9, 5, 9).into_bytes();
        let at = at % near.len();
        let changed = near[at] != byte;
        near[at] = byte;
        let answer = Answer::read(200, &near, &sent, &keys);
        prop_assert_eq!(answer.is_err(), changed);
    }
}
