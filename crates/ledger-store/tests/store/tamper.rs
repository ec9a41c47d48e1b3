//! Tampering with segments: each kind of damage is listed with the index it begins at, and everything sound around it
//! is still read.

use std::path::PathBuf;

use ledger_store::{Damage, DamageClass, ReadOnlyBook, Scanned};

use crate::desk::{BOOK, Desk, book};
use crate::reading::scan;

/// A frame as it lies in a segment.
#[derive(Clone)]
struct Frame {
    first_index: u64,
    count: u32,
    bytes: Vec<u8>,
}

impl Frame {
    fn end_index(&self) -> u64 {
        self.first_index + u64::from(self.count)
    }
}

/// A closed book of one segment with frames 0..12, taken apart.
struct Bench {
    desk: Desk,
    segment: PathBuf,
    frames: Vec<Frame>,
    size: usize,
}

impl Bench {
    fn new() -> Bench {
        let mut desk = Desk::with_blocks(1, 12);
        desk.close();
        let segment = desk.segments().remove(0);
        let bytes = desk.disk.bytes(&segment).unwrap();
        let mut frames = Vec::new();
        let mut reading = ReadOnlyBook::open(&desk.disk, &book()).unwrap().scan().unwrap();
        while let Some(Scanned::Frame(frame)) = reading.next().unwrap() {
            let from = usize::try_from(frame.offset).unwrap();
            let bytes = bytes[from..from + 80 + frame.payload.len()].to_vec();
            frames.push(Frame { first_index: frame.first_index, count: frame.count, bytes });
        }
        assert_eq!(frames.len(), 12);
        Bench { desk, segment, frames, size: bytes.len() }
    }

    /// Writes these frames in this order, room after them, and scans.
    fn scan(&self, frames: &[Frame]) -> (Vec<u64>, Vec<Damage>) {
        let mut bytes: Vec<u8> = frames.iter().flat_map(|frame| frame.bytes.clone()).collect();
        bytes.resize(self.size.max(bytes.len()), 0);
        self.desk.disk.put(&self.segment, bytes);
        let (found, damages) = scan(&self.desk.disk);
        (found.into_iter().map(|(first, _)| first).collect(), damages)
    }

    fn firsts(&self) -> Vec<u64> {
        self.frames.iter().map(|frame| frame.first_index).collect()
    }

    fn firsts_but(&self, left_out: &[usize]) -> Vec<u64> {
        let kept = self.frames.iter().enumerate().filter(|(at, _)| !left_out.contains(at));
        kept.map(|(_, frame)| frame.first_index).collect()
    }

    fn end(&self) -> u64 {
        self.frames[11].end_index()
    }
}

fn facts(damages: &[Damage]) -> Vec<(DamageClass, u64, Option<u64>)> {
    damages.iter().map(|damage| (damage.class, damage.indices.first, damage.indices.end)).collect()
}

#[test]
fn any_flipped_bit_names_its_block_and_leaves_the_others_readable() {
    let bench = Bench::new();
    for at in 0..12 {
        let frame = &bench.frames[at];
        for byte in 0..frame.bytes.len() {
            let mut frames = bench.frames.clone();
            frames[at].bytes[byte] ^= 1 << (byte % 8);
            let (found, damages) = bench.scan(&frames);
            assert_eq!(found, bench.firsts_but(&[at]), "frame {at} byte {byte}");
            assert_eq!(damages.len(), 1, "frame {at} byte {byte}: {damages:?}");
            let damage = &damages[0];
            assert_eq!(damage.indices.first, frame.first_index);
            assert_eq!(damage.indices.end, Some(frame.end_index()));
            assert_eq!(damage.indices.inferred, byte < 76, "a header cannot say its own index any more");
            let expected = if byte < 76 {
                damage.class == DamageClass::Header
            } else {
                matches!(damage.class, DamageClass::Payload { .. })
            };
            assert!(expected, "frame {at} byte {byte}: {damage}");
        }
    }
}

#[test]
fn the_payload_of_a_damaged_frame_is_handed_over() {
    let bench = Bench::new();
    for byte in [30, 90] {
        let mut frames = bench.frames.clone();
        frames[5].bytes[byte] ^= 1;
        bench.scan(&frames);
        let mut reading = ReadOnlyBook::open(&bench.desk.disk, &book()).unwrap().scan().unwrap();
        let mut met = false;
        while let Some(found) = reading.next().unwrap() {
            if let Scanned::Damaged { salvage, link_after, .. } = found {
                assert_eq!(salvage, &frames[5].bytes[80..]);
                assert_eq!(link_after.is_some(), byte == 90);
                met = true;
            }
        }
        assert!(met);
    }
}

#[test]
fn all_damages_are_listed_not_only_the_first() {
    let bench = Bench::new();
    let mut frames = bench.frames.clone();
    for (at, byte) in [(1, 0), (4, 85), (5, 40), (9, 78), (11, 20)] {
        frames[at].bytes[byte] ^= 0x10;
    }
    let (found, damages) = bench.scan(&frames);
    assert_eq!(found, bench.firsts_but(&[1, 4, 5, 9, 11]));
    let firsts: Vec<u64> = damages.iter().map(|damage| damage.indices.first).collect();
    assert_eq!(firsts, [1, 4, 5, 9, 11].map(|at: usize| bench.frames[at].first_index));
}

#[test]
fn a_dropped_frame_is_missing() {
    let bench = Bench::new();
    for at in 0..11 {
        let mut frames = bench.frames.clone();
        let dropped = frames.remove(at);
        let (found, damages) = bench.scan(&frames);
        assert_eq!(found, bench.firsts_but(&[at]));
        assert_eq!(facts(&damages), [(DamageClass::Missing, dropped.first_index, Some(dropped.end_index()))]);
    }
}

#[test]
fn a_journal_cut_below_head_is_truncated() {
    let bench = Bench::new();
    for kept in 0..12 {
        let (found, damages) = bench.scan(&bench.frames[..kept]);
        assert_eq!(found, bench.firsts()[..kept]);
        let reached = bench.end();
        let first = bench.frames[kept].first_index;
        assert_eq!(facts(&damages), [(DamageClass::Truncated { reached }, first, Some(reached))]);
    }
}

#[test]
fn a_journal_cut_at_any_byte_names_the_first_lost_index() {
    let bench = Bench::new();
    let whole: Vec<u8> = bench.frames.iter().flat_map(|frame| frame.bytes.clone()).collect();
    let mut end = 0;
    for frame in &bench.frames {
        for cut in (end..end + frame.bytes.len()).step_by(7) {
            bench.desk.disk.put(&bench.segment, whole[..cut].to_vec());
            let (_, damages) = scan(&bench.desk.disk);
            assert_eq!(damages.len(), 1, "cut at {cut}: {damages:?}");
            assert_eq!(damages[0].indices.first, frame.first_index, "cut at {cut}");
            assert_eq!(damages[0].indices.end, Some(bench.end()));
        }
        end += frame.bytes.len();
    }
}

#[test]
fn two_swapped_frames_are_out_of_order() {
    let bench = Bench::new();
    for at in 0..11 {
        let mut frames = bench.frames.clone();
        frames.swap(at, at + 1);
        let (_, damages) = bench.scan(&frames);
        let moved = &bench.frames[at];
        assert_eq!(facts(&damages), [(DamageClass::Reordered, moved.first_index, Some(moved.end_index()))]);
    }
}

#[test]
fn a_frame_that_stands_twice_is_a_duplicate() {
    let bench = Bench::new();
    for (at, to) in [(3, 4), (3, 8), (0, 12)] {
        let mut frames = bench.frames.clone();
        frames.insert(to, bench.frames[at].clone());
        let (found, damages) = bench.scan(&frames);
        let copy = &bench.frames[at];
        assert_eq!(found, bench.firsts());
        // Past the place where head says the journal ends, nothing is looked at.
        let expected = [(DamageClass::Duplicate, copy.first_index, Some(copy.end_index()))];
        assert_eq!(facts(&damages), if to < 12 { &expected[..] } else { &[] });
    }
}

#[test]
fn a_second_frame_for_the_same_indices_is_inserted() {
    let bench = Bench::new();
    let rival = Bench::rival(&bench.frames[4]);
    let mut frames = bench.frames.clone();
    frames.insert(5, rival.clone());
    let (found, damages) = bench.scan(&frames);
    assert_eq!(found, bench.firsts());
    assert_eq!(facts(&damages), [(DamageClass::Inserted, rival.first_index, Some(rival.end_index()))]);
}

impl Bench {
    /// The same indices with other content, all checksums right: what only links can tell from the genuine one.
    fn rival(frame: &Frame) -> Frame {
        use ledger_store::{Append, Block, FileJournal, Journal, JournalOptions, ReadJournal, RoomAhead};
        let disk = ledger_store::testing::SimDisk::new(9);
        let options = JournalOptions { segment_bytes: 65_536, room: RoomAhead::Inline, ..Default::default() };
        let mut journal = FileJournal::create(&disk, &book(), BOOK, &options).unwrap();
        let mut block = Block::new();
        for size in [usize::try_from(frame.first_index).unwrap(), frame.count as usize] {
            ledger_store::testing::fill(&mut block, &journal.head(), &vec![b"forged"; size]);
            assert!(matches!(journal.append(&mut block), Append::Durable { .. }));
        }
        let bytes = disk.bytes(&book().journal().join("00000000000000000000.seg")).unwrap();
        let from = 80 + usize::try_from(frame.first_index).unwrap() * 10;
        let bytes = bytes[from..from + 80 + frame.count as usize * 10].to_vec();
        Frame { first_index: frame.first_index, count: frame.count, bytes }
    }
}

#[test]
fn bytes_dropped_from_or_put_into_an_entry_name_its_block() {
    let bench = Bench::new();
    for put_in in [false, true] {
        for at in 0..12 {
            let mut frames = bench.frames.clone();
            if put_in {
                frames[at].bytes.insert(90, 0x55);
            } else {
                frames[at].bytes.remove(90);
            }
            let (found, damages) = bench.scan(&frames);
            assert_eq!(found, bench.firsts_but(&[at]), "frame {at}");
            assert_eq!(damages.len(), 1, "frame {at}: {damages:?}");
            assert_eq!(damages[0].indices.first, bench.frames[at].first_index);
            assert!(matches!(damages[0].class, DamageClass::Payload { .. } | DamageClass::CutShort));
        }
    }
}

#[test]
fn bytes_between_frames_are_noticed() {
    let bench = Bench::new();
    for at in 1..11 {
        let mut frames = bench.frames.clone();
        frames[at].bytes.splice(0..0, *b"a note between the frames");
        let (found, damages) = bench.scan(&frames);
        assert_eq!(found, bench.firsts());
        assert_eq!(facts(&damages), [(DamageClass::NotZero, bench.frames[at].first_index, None)]);
    }
}

#[test]
fn a_frame_of_another_book_is_named_as_such() {
    let bench = Bench::new();
    let mut other = Desk::with_blocks(1, 1);
    other.close();
    let mut foreign = bench.frames[4].clone();
    foreign.bytes[8] ^= 1;
    let header_sum = crc32c::crc32c(&foreign.bytes[..72]).to_le_bytes();
    foreign.bytes[72..76].copy_from_slice(&header_sum);
    let mut frames = bench.frames.clone();
    frames[4] = foreign;
    let (found, damages) = bench.scan(&frames);
    assert_eq!(found, bench.firsts_but(&[4]));
    assert!(matches!(damages[0].class, DamageClass::OtherBook { .. }), "{:?}", damages[0]);
    let missing = &bench.frames[4];
    assert_eq!(facts(&damages[1..]), [(DamageClass::Missing, missing.first_index, Some(missing.end_index()))]);
}

#[test]
fn a_segment_full_of_false_beginnings_is_given_up_in_bounded_time() {
    let bench = Bench::new();
    let mut header = bench.frames[3].bytes[..80].to_vec();
    header[36..40].copy_from_slice(&1_000_000_u32.to_le_bytes());
    let header_sum = crc32c::crc32c(&header[..72]).to_le_bytes();
    header[72..76].copy_from_slice(&header_sum);
    let bytes: Vec<u8> = std::iter::repeat_n(header, 20_000).flatten().collect();
    bench.desk.disk.put(&bench.segment, [&bench.frames[0].bytes[..], &bytes].concat());
    let (found, damages) = scan(&bench.desk.disk);
    assert_eq!(found, [(0, 1)]);
    let mut ranges: Vec<_> = damages.iter().map(|damage| (damage.indices.first, damage.indices.end.unwrap())).collect();
    ranges.sort_unstable();
    let met = ranges.into_iter().fold(1, |met, (first, end)| if first <= met { end.max(met) } else { met });
    assert_eq!(met, bench.end(), "no index is left out");
}

/// A closed book of several segments.
fn several_segments() -> (Desk, Vec<PathBuf>, Vec<u64>) {
    let mut desk = Desk::with_blocks(1, 240);
    desk.close();
    let segments = desk.segments();
    assert!(segments.len() >= 4);
    let names = segments.iter().map(|path| path.file_stem().unwrap().to_str().unwrap().parse().unwrap()).collect();
    (desk, segments, names)
}

#[test]
fn a_missing_segment_is_missing_entries() {
    let (desk, segments, names) = several_segments();
    desk.disk.delete(&segments[1]);
    let (_, damages) = scan(&desk.disk);
    assert_eq!(facts(&damages), [(DamageClass::Missing, names[1], Some(names[2]))]);
    assert_eq!(damages[0].file, segments[0]);
}

#[test]
fn swapped_segments_are_out_of_order() {
    let (desk, segments, names) = several_segments();
    let (first, second) = (desk.disk.bytes(&segments[1]).unwrap(), desk.disk.bytes(&segments[2]).unwrap());
    desk.disk.put(&segments[1], second);
    desk.disk.put(&segments[2], first);
    let (_, damages) = scan(&desk.disk);
    assert!(damages.iter().all(|damage| damage.class == DamageClass::Reordered));
    assert_eq!(damages.first().unwrap().indices.first, names[1]);
    assert_eq!(damages.last().unwrap().indices.end, Some(names[2]));
}

#[test]
fn a_renamed_segment_is_misnamed_and_nothing_else() {
    let (desk, segments, names) = several_segments();
    let named = names[1] + 1;
    desk.disk.put(&book().journal().join(format!("{named:020}.seg")), desk.disk.bytes(&segments[1]).unwrap());
    desk.disk.delete(&segments[1]);
    let (_, damages) = scan(&desk.disk);
    assert_eq!(facts(&damages), [(DamageClass::Misnamed { named }, names[1], None)]);
}

#[test]
fn bytes_in_the_room_after_the_last_frame_of_a_full_segment_are_noticed() {
    let (desk, segments, names) = several_segments();
    let mut bytes = desk.disk.bytes(&segments[1]).unwrap();
    let last = bytes.len() - 1;
    assert_eq!(bytes[last], 0);
    bytes[last] = 1;
    desk.disk.put(&segments[1], bytes);
    let (_, damages) = scan(&desk.disk);
    assert_eq!(facts(&damages), [(DamageClass::NotZero, names[2], None)]);
}
