//! What opening refuses, each with its own reason, and where.

use ledger_store::testing::SimDisk;
use ledger_store::{BookId, DamageClass, FileJournal, JournalOptions, OpenError, ReadJournal, ReadOnlyBook};

use crate::desk::{BOOK, Desk, book, options};

fn refused(desk: &mut Desk) -> ledger_store::Damage {
    match desk.open() {
        Err(OpenError::Damaged(damage)) => *damage,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

#[test]
fn a_folder_that_is_no_book_is_refused() {
    let disk = SimDisk::new(1);
    let opened = FileJournal::open(&disk, &book(), &options());
    assert!(matches!(opened, Err(OpenError::NotABook { .. })));
    disk.put(&book().book_file(), b"minutes of the meeting\n".to_vec());
    assert!(matches!(FileJournal::open(&disk, &book(), &options()), Err(OpenError::NotABook { .. })));
    assert!(matches!(ReadOnlyBook::open(&disk, &book()), Err(OpenError::NotABook { .. })));
}

#[test]
fn a_newer_format_is_refused_before_anything_else_is_believed() {
    let mut desk = Desk::new(1);
    desk.close();
    desk.disk.put(&book().book_file(), b"amanat book\nformat 2\nsomething else\n".to_vec());
    assert!(matches!(desk.open(), Err(OpenError::NewerFormat { found: 2, supported: 1 })));
    let read_only = ReadOnlyBook::open(&desk.disk, &book());
    assert!(matches!(read_only, Err(OpenError::NewerFormat { found: 2, supported: 1 })));
}

#[test]
fn any_flipped_bit_in_book_is_noticed() {
    let mut desk = Desk::new(1);
    desk.close();
    let sound = desk.disk.bytes(&book().book_file()).unwrap();
    for bit in 0..sound.len() * 8 {
        let mut bytes = sound.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        desk.disk.put(&book().book_file(), bytes);
        assert!(desk.open().is_err(), "bit {bit}");
    }
}

#[test]
fn another_book_than_the_one_meant_is_refused() {
    let mut desk = Desk::new(1);
    desk.close();
    let options = JournalOptions { expected_book: Some(BookId([1; 16])), ..options() };
    let opened = FileJournal::open(&desk.disk, &book(), &options);
    assert!(matches!(opened, Err(OpenError::OtherBook { expected: BookId([1, ..]), found: BOOK })));
}

#[test]
fn a_book_has_one_writer() {
    let mut desk = Desk::with_blocks(1, 2);
    let second = FileJournal::open(&desk.disk, &book(), &options());
    assert!(matches!(second, Err(OpenError::InUse { .. })));
    desk.append_durably(1);
    desk.open().unwrap();
    desk.expect_exactly_what_was_acknowledged();
}

#[test]
fn a_restored_copy_without_its_lock_file_is_opened() {
    let mut desk = Desk::with_blocks(1, 2);
    desk.close();
    desk.disk.delete(&book().lock());
    desk.open().unwrap();
    assert!(matches!(FileJournal::open(&desk.disk, &book(), &options()), Err(OpenError::InUse { .. })));
    desk.expect_exactly_what_was_acknowledged();
}

#[test]
fn a_book_that_may_not_be_written_is_refused_as_read_only_and_can_be_read() {
    let mut desk = Desk::with_blocks(1, 2);
    desk.close();
    desk.disk.set_read_only(true);
    assert!(matches!(desk.open(), Err(OpenError::ReadOnly(_))));
    let read_only = ReadOnlyBook::open(&desk.disk, &book()).unwrap();
    assert_eq!(read_only.reader(ledger_store::LinksFrom::Genesis).unwrap().head().size, 3);
}

#[test]
fn a_book_is_never_created_over_another() {
    let mut desk = Desk::with_blocks(1, 2);
    desk.close();
    let again = |desk: &Desk| FileJournal::create(&desk.disk, &book(), BookId([9; 16]), &options());
    assert!(matches!(again(&desk), Err(OpenError::AlreadyThere { .. })));
    desk.disk.delete(&book().book_file());
    assert!(matches!(again(&desk), Err(OpenError::AlreadyThere { .. })), "nor over a journal without BOOK");
}

#[test]
fn one_damaged_slot_of_head_is_mended_and_told() {
    for slot in [0, 1] {
        let mut desk = Desk::with_blocks(1, 5);
        desk.close();
        let mut head = desk.disk.bytes(&book().head()).unwrap();
        head[slot * 4096 + 30] ^= 1;
        desk.disk.put(&book().head(), head);
        desk.open().unwrap();
        assert_eq!(desk.journal().recovery().damaged_head_slot.map(usize::from), Some(slot));
        desk.expect_exactly_what_was_acknowledged();
        desk.open().unwrap();
        assert_eq!(desk.journal().recovery().damaged_head_slot, None);
    }
}

#[test]
fn a_lost_head_is_refused() {
    let mut desk = Desk::with_blocks(1, 5);
    desk.close();
    desk.disk.put(&book().head(), vec![0; 8192]);
    assert_eq!(refused(&mut desk).class, DamageClass::HeadLost);
}

#[test]
fn a_journal_shorter_than_its_last_checkpoint_is_refused() {
    let mut desk = Desk::with_blocks(1, 5);
    desk.close();
    let options = JournalOptions { checkpoint_size: 10, ..options() };
    match FileJournal::open(&desk.disk, &book(), &options) {
        Err(OpenError::Damaged(damage)) => {
            assert_eq!(damage.class, DamageClass::Truncated { reached: 10 });
            assert_eq!(damage.indices.first, 9);
        }
        other => panic!("{:?}", other.map(|journal| journal.head())),
    }
}

#[test]
fn any_flipped_bit_below_head_is_refused_with_its_segment_and_block() {
    let mut desk = Desk::with_blocks(1, 60);
    let firsts = block_places(&mut desk);
    desk.close();
    let segments = desk.segments();
    assert!(segments.len() > 1);
    for (number, segment) in segments.iter().enumerate() {
        let sound = desk.disk.bytes(segment).unwrap();
        let places: Vec<_> = firsts.iter().filter(|(file, _, _)| file == segment).collect();
        let (_, _, content) = *places.last().unwrap();
        let is_last = number + 1 == segments.len();
        let end = if is_last { *content } else { sound.len() };
        for at in 0..end {
            let mut bytes = sound.clone();
            bytes[at] ^= 1 << (at % 8);
            desk.disk.put(segment, bytes);
            let damage = refused(&mut desk);
            assert_eq!(damage.file, *segment);
            let hit = places.iter().find(|(_, _, end)| at < *end);
            match hit {
                Some((_, (first, offset), _)) => assert_eq!((damage.indices.first, damage.offset), (*first, *offset)),
                None => assert_eq!(damage.offset, *content as u64, "room after the last frame"),
            }
        }
        desk.disk.put(segment, sound);
    }
    desk.open().unwrap();
    desk.expect_exactly_what_was_acknowledged();
}

type Place = (std::path::PathBuf, (u64, u64), usize);

/// Segment, (first index, offset) and end of each frame.
fn block_places(desk: &mut Desk) -> Vec<Place> {
    let read_only = ReadOnlyBook::open(&desk.disk, &book()).unwrap();
    let mut scan = read_only.scan().unwrap();
    let mut places = Vec::new();
    while let Some(found) = scan.next().unwrap() {
        let ledger_store::Scanned::Frame(frame) = found else { panic!("{found:?}") };
        let end = usize::try_from(frame.offset).unwrap() + 80 + frame.payload.len();
        places.push((frame.file.to_owned(), (frame.first_index, frame.offset), end));
    }
    places
}

#[test]
fn a_missing_segment_is_refused() {
    for missing in 0..2 {
        let mut desk = Desk::with_blocks(1, 60);
        desk.close();
        let segments = desk.segments();
        desk.disk.delete(&segments[missing]);
        let damage = refused(&mut desk);
        let expected = |class: DamageClass| matches!(class, DamageClass::Missing | DamageClass::Truncated { .. });
        assert!(expected(damage.class), "{damage}");
    }
}

#[test]
fn a_damaged_block_before_a_sound_one_is_refused_even_above_head() {
    let mut desk = Desk::with_blocks(1, 4);
    desk.close();
    // As after a power cut: head is behind, all blocks are durable.
    desk.disk.power_cut(ledger_store::testing::PowerCut::LosesAll);
    let segment = desk.segments().remove(0);
    let mut bytes = desk.disk.bytes(&segment).unwrap();
    bytes[90] ^= 1;
    desk.disk.put(&segment, bytes);
    let damage = refused(&mut desk);
    assert_eq!((damage.offset, damage.indices.first), (0, 0));
}

#[test]
fn a_sound_frame_with_a_false_link_is_refused_wherever_it_stands() {
    use ledger_store::{Append, Block, Journal};
    let mut desk = Desk::with_blocks(1, 2);
    let head = desk.journal().head();
    let mut block = Block::new();
    ledger_store::testing::fill(&mut block, &head, &[b"an entry"]);
    block.set_link_after(head.link); // not the link that follows
    assert!(matches!(desk.journal().append(&mut block), Append::Durable { .. }));
    let damage = refused(&mut desk);
    assert!(matches!(damage.class, DamageClass::Link { .. }), "{damage}");
    assert_eq!(damage.indices.first, head.size);
}
