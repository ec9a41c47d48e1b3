//! A byte of an entry changed by whoever has the real key: every hash, link and signature is right again.

use super::signed_bytes;
use crate::book::{Story, bytes_of};
use ledger_cli::Exit;
use ledger_cli::audit::Class;

#[test]
fn whatever_the_key_holder_changes_is_a_broken_rule_or_a_fact_that_no_rule_forbids() {
    for (story, places) in [(Story::later().0, 5), (Story::ceremony().0, 3)] {
        let (broken, allowed) = changed(&story, places);
        assert!(broken > 100 && allowed > 100, "{broken} {allowed}");
    }
}

/// How many changes are a broken rule, and how many no rule forbids, if each entry is changed at so many places.
fn changed(story: &Story, places: usize) -> (u32, u32) {
    let entries: Vec<Vec<u8>> = story.entries().iter().map(bytes_of).collect();
    let (mut broken, mut allowed) = (0, 0);
    for (index, entry) in entries.iter().enumerate() {
        for place in 0..places {
            let at = (place * entry.len() / places + index) % entry.len();
            let mut forged = entries.clone();
            forged[index][at] ^= 1 << (index % 8);
            let report = signed_bytes(&forged).audit();
            let said = format!("entry {index} byte {at}: {:#?}", report.findings);
            match report.verdict.exit {
                Exit::Proven => broken += 1,
                Exit::Verified | Exit::CannotTell => allowed += 1,
                other => panic!("{other:?}: {said}"),
            }
            for finding in &report.findings {
                // Entry 0 names the key and the origin that the policy is held against, and the book of the files.
                let classes = [Class::RuleBroken, Class::NotCanonical, Class::BadSignature];
                let other_book = finding.class == Class::Edited && index == 0 && finding.first == 0;
                let known = classes.contains(&finding.class) && finding.first >= index as u64;
                assert!(known || other_book, "{said}");
                assert!(!matches!(finding.rule, Some(1 | 2)), "{said}");
            }
            let beside = [Class::BadSignature, Class::Edited];
            let replayed = report.findings.iter().all(|finding| beside.contains(&finding.class));
            let known = report.verdict.exit != Exit::CannotTell;
            assert_eq!(report.totals.is_some(), replayed && known, "totals of what passed, from two folds: {said}");
        }
    }
    (broken, allowed)
}
