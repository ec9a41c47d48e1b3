//! Entry bundles.

use super::bundle;
use crate::tile::{BundleRefused, MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES, MalformedBundle};
use proptest::prelude::*;

#[test]
fn a_bundle_is_lengths_and_entries() {
    let bytes = bundle(0, 3).encode(&[b"one".as_slice(), b"", b"\x00\xff"]).unwrap();
    assert_eq!(bytes, b"\x00\x03one\x00\x00\x00\x02\x00\xff");
    assert_eq!(bundle(0, 3).decode(&bytes).unwrap(), [b"one".as_slice(), b"", b"\x00\xff"]);
}

#[test]
fn a_bundle_has_as_many_entries_as_it_is_wide() {
    let bytes = bundle(4, 2).encode(&[b"a", b"b"]).unwrap();
    let wrong = BundleRefused::WrongCount { expected: 3, found: 2 };
    assert_eq!(bundle(4, 3).encode(&[b"a", b"b"]), Err(wrong));
    assert_eq!(bundle(4, 3).decode(&bytes), Err(MalformedBundle::CutShort { index: 1026 }));
    assert_eq!(bundle(4, 1).decode(&bytes), Err(MalformedBundle::TrailingBytes { size_bytes: 3 }));
    assert_eq!(bundle(4, 2).decode(&bytes[..5]), Err(MalformedBundle::CutShort { index: 1025 }));
    assert_eq!(bundle(4, 2).decode(b""), Err(MalformedBundle::CutShort { index: 1024 }));
}

#[test]
fn the_longest_entries_fit_and_a_byte_more_does_not() {
    let longest = vec![7; MAX_ENTRY_BYTES];
    let bytes = bundle(0, 256).encode(&vec![&longest; 256]).unwrap();
    assert_eq!(bytes.len(), MAX_BUNDLE_BYTES);
    assert_eq!(bundle(0, 256).decode(&bytes).unwrap(), vec![longest.as_slice(); 256]);
    let refused = BundleRefused::EntryTooLong { index: 512, size_bytes: MAX_ENTRY_BYTES + 1 };
    assert_eq!(bundle(2, 1).encode(&[vec![7; MAX_ENTRY_BYTES + 1]]), Err(refused));
}

proptest! {
    #[test]
    fn entries_come_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..30)) {
        let bundle = bundle(9, u16::try_from(entries.len()).unwrap());
        let bytes = bundle.encode(&entries).unwrap();
        prop_assert_eq!(bundle.decode(&bytes).unwrap(), entries);
    }

    #[test]
    fn no_bytes_make_the_decoder_panic_and_what_it_reads_it_writes(
        bytes in prop::collection::vec(0_u8..4, 0..200), items in 1_u16..=256,
    ) {
        let bundle = bundle(0, items);
        if let Ok(entries) = bundle.decode(&bytes) {
            prop_assert_eq!(bundle.encode(&entries).unwrap(), bytes);
        }
    }
}
