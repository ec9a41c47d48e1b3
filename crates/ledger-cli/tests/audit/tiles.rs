//! The stored tree and the stored links against whole entries, and everything changed but the checkpoint.

use crate::book::{Shelf, Story, bytes_of, expect, found};
use crate::bytes::flip;
use crate::frames::{frames_of, mend};
use ledger_cli::Exit;
use ledger_cli::audit::{CheckName, Class, Outcome};

#[test]
fn a_changed_leaf_of_the_tree_is_the_trees_damage_and_not_the_entrys() {
    let shelf = Shelf::story(&Story::small());
    flip(&shelf.book().join("tree/0"), 3 * 32 + 7);
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    let tile = found(&report, Class::TileOnly);
    assert_eq!((tile.first, tile.end), (3, Some(4)));
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    let rules = report.checks.iter().find(|check| check.check == CheckName::Rules).unwrap();
    assert_eq!(rules.outcome, Outcome::Done, "the entries are whole");
}

#[test]
fn without_a_checkpoint_the_link_says_that_only_the_tree_was_changed() {
    let shelf = Shelf::unsigned(&Story::small().blocks());
    flip(&shelf.book().join("tree/0"), 3 * 32 + 7);
    let report = shelf.audit_without_policy();
    expect(&report, Exit::Proven);
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    assert_eq!(found(&report, Class::TileOnly).first, 3);
}

#[test]
fn a_changed_link_of_a_frame_is_the_links_damage_alone() {
    let shelf = Shelf::story(&Story::small());
    let segment = &shelf.segments()[0];
    let original = std::fs::read(segment).unwrap();
    let mut frames = frames_of(&original);
    for at in 0..frames.len() - 1 {
        frames[at][45] ^= 1;
        mend(&mut frames[at]);
        let mut bytes = frames.concat();
        bytes.resize(original.len(), 0);
        std::fs::write(segment, bytes).unwrap();
        let report = shelf.audit();
        expect(&report, Exit::Proven);
        let link = found(&report, Class::LinkOnly);
        assert_eq!((link.first, link.end), (shelf.bounds[at], Some(shelf.bounds[at + 1])), "{:#?}", report.findings);
        frames = frames_of(&original);
    }
}

#[test]
fn a_book_without_its_tree_is_incomplete() {
    let shelf = Shelf::story(&Story::small());
    std::fs::remove_dir_all(shelf.book().join("tree")).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::CannotTell);
    assert!(report.findings.is_empty());
    let checkpoint = report.checks.iter().find(|check| check.check == CheckName::Checkpoint).unwrap();
    assert_eq!(checkpoint.outcome, Outcome::Done, "the entries alone give the root");
}

#[test]
fn a_tree_that_is_behind_head_but_not_behind_the_checkpoint_is_a_running_server() {
    let story = Story::small();
    let shelf = Shelf::unsigned(&story.blocks());
    shelf.sign(4);
    let leaves = std::fs::File::options().write(true).open(shelf.book().join("tree/0")).unwrap();
    leaves.set_len(5 * 32).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::Verified);
    assert!(report.verdict.line.contains("the last 5 are linked, unsigned"), "{}", report.verdict.line);
    assert_eq!(report.checkpoint.unwrap().linked_unsigned, story.entries().len() as u64 - 4);
}

#[test]
fn whoever_rewrites_all_but_the_checkpoint_is_caught_by_its_root() {
    let mut blocks = Story::small().blocks();
    let honest = Shelf::of(&blocks);
    *blocks[1][0].last_mut().unwrap() ^= 1;
    let forged = Shelf::unsigned(&blocks);
    std::fs::copy(honest.book().join("checkpoint"), forged.book().join("checkpoint")).unwrap();
    let report = forged.audit();
    expect(&report, Exit::Proven);
    assert_eq!(found(&report, Class::Edited).evidence.as_ref().unwrap().of, "root");
}

#[test]
fn a_hash_above_the_leaves_is_compared_too() {
    let mut story = Story::opening();
    for _ in 0..260 {
        story.does(ledger_core::ids::PrincipalId(1), crate::book::asks::nonsense());
    }
    let entries: Vec<Vec<u8>> = story.entries().iter().map(bytes_of).collect();
    let shelf = Shelf::of(&entries.chunks(3).map(<[Vec<u8>]>::to_vec).collect::<Vec<_>>());
    expect(&shelf.audit(), Exit::Verified);
    assert!(shelf.segments().len() > 1, "and blocks are read over several segments");
    flip(&shelf.book().join("tree/1"), 5);
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    let tile = found(&report, Class::TileOnly);
    assert_eq!((tile.first, tile.end, report.findings.len()), (0, Some(256), 1));
}
