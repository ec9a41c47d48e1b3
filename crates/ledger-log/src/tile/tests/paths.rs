//! One tile, one path.

use super::{bundle, hash_tile, span};
use crate::tile::{BeyondAnyTree, HashTile, MAX_BUNDLE_BYTES, MalformedPath, Span, TilePath, Width};
use proptest::prelude::*;

fn parsed(text: &str) -> Result<TilePath, MalformedPath> {
    text.parse()
}

#[test]
fn paths_are_those_of_the_specification() {
    let named: [(TilePath, &str); 8] = [
        (hash_tile(0, 1_234_067, 256).into(), "tile/0/x001/x234/067"),
        (hash_tile(1, 0, 17).into(), "tile/1/000.p/17"),
        (hash_tile(2, 0, 1).into(), "tile/2/000.p/1"),
        (hash_tile(0, 273, 112).into(), "tile/0/273.p/112"),
        (bundle(273, 112).into(), "tile/entries/273.p/112"),
        (bundle(1000, 256).into(), "tile/entries/x001/000"),
        (hash_tile(7, 0, 255).into(), "tile/7/000.p/255"),
        (bundle((1 << 56) - 1, 255).into(), "tile/entries/x072/x057/x594/x037/x927/935.p/255"),
    ];
    for (path, text) in named {
        assert_eq!(path.to_string(), text);
        assert_eq!(parsed(text), Ok(path));
    }
}

#[test]
fn no_second_text_names_a_tile() {
    let forms = ["", "tile", "tile/", "tile/0", "/tile/0/000", "Tile/0/000", "tile/data/000", "tile/8/0/000"];
    for text in forms {
        assert!(parsed(text).is_err(), "{text}");
    }
    for text in ["tile/00/000", "tile/+0/000", "tile/64/000", "tile/256/000", "tile/-1/000", "tile/Entries/000"] {
        assert_eq!(parsed(text), Err(MalformedPath::Level), "{text}");
    }
    let indices = [
        "0",
        "00",
        "0000",
        "x000",
        "x000/000",
        "x000/x001/000",
        "001/000",
        "x001/x000",
        "x1/000",
        "X001/000",
        "x001//000",
        "x001/000/",
        "x001/ 00",
        "+01",
        "٠٠١",
        "x001",
        "",
        "000.p",
        "000.P/1",
        ".p/1",
        "x999/x999/x999/x999/x999/x999/x999/999",
    ];
    for index in indices {
        assert_eq!(parsed(&format!("tile/0/{index}")), Err(MalformedPath::Index), "{index}");
    }
    for width in ["0", "00", "01", "256", "300", "+1", "-1", "", "1/", "1.p/1", " 1", "65537"] {
        assert_eq!(parsed(&format!("tile/0/000.p/{width}")), Err(MalformedPath::Width), "{width}");
    }
    let long = "x001/".repeat(20);
    let too_long = MalformedPath::TooLong { length_bytes: 110 };
    assert_eq!(parsed(&format!("tile/0/{long}000")), Err(too_long));
}

#[test]
fn a_tile_that_would_need_2_64_leaves_is_named_by_nothing() {
    let beyond = |level, index| Err(MalformedPath::BeyondAnyTree(BeyondAnyTree { level, index }));
    assert_eq!(parsed("tile/8/000"), beyond(8, 0));
    assert_eq!(parsed("tile/63/000.p/1"), beyond(63, 0));
    assert_eq!(parsed("tile/7/000"), beyond(7, 0), "its last hash would cover leaf 2^64");
    assert_eq!(parsed("tile/7/001.p/1"), beyond(7, 1));
    assert_eq!(parsed("tile/entries/x072/x057/x594/x037/x927/935"), beyond(0, (1 << 56) - 1));
    assert_eq!(parsed("tile/0/x072/x057/x594/x037/x927/936.p/1"), beyond(0, 1 << 56));
    assert_eq!(hash_tile(7, 0, 255).filled(), None);
    assert_eq!(hash_tile(6, 254, 255).filled(), Some(hash_tile(6, 254, 256)));
}

#[test]
fn a_path_says_where_reading_it_stops() {
    assert_eq!(TilePath::from(hash_tile(3, 0, 256)).most_bytes(), 8192);
    assert_eq!(TilePath::from(hash_tile(3, 0, 5)).most_bytes(), 160);
    assert_eq!(TilePath::from(bundle(0, 256)).most_bytes(), MAX_BUNDLE_BYTES);
    assert_eq!(TilePath::from(bundle(0, 1)).most_bytes(), 65_537);
}

#[test]
fn no_tile_is_empty_or_too_wide() {
    assert_eq!(Width::new(0), None);
    assert_eq!(Width::new(257), None);
    assert_eq!(Width::new(256), Some(Width::FULL));
    assert!(!span(0, 255).width().is_full());
}

proptest! {
    #[test]
    fn every_tile_comes_back_from_its_path(level in 0_u8..8, index: u64, items in 1_u16..=256, entries: bool) {
        // Level 7 has no full tile: its last hash would cover leaf 2^64.
        let items = if level == 7 { items.min(255) } else { items };
        let index = index.checked_shr(9 + 8 * u32::from(level)).unwrap_or(0);
        let span = Span::new(index, Width::new(items).unwrap()).unwrap();
        let tile = HashTile::new(level, span).unwrap();
        let path = if entries { TilePath::Entries(crate::tile::EntryBundle::new(span)) } else { tile.into() };
        prop_assert_eq!(parsed(&path.to_string()), Ok(path));
    }

    #[test]
    fn what_is_read_is_written_the_same(text in "(tile/)?([0-9]{1,2}|entries)/(x[0-9]{3}/){0,3}[0-9]{2,4}(\\.p/[0-9]{1,3})?") {
        if let Ok(path) = parsed(&text) {
            prop_assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text: String, at in 0_usize..30, byte in 0_u8..128) {
        let _ = parsed(&text);
        let mut near = "tile/entries/x001/234.p/56".to_owned().into_bytes();
        if let Some(slot) = near.get_mut(at) { *slot = byte }
        let near = String::from_utf8(near).unwrap();
        if let Ok(path) = parsed(&near) {
            prop_assert_eq!(path.to_string(), near);
        }
    }
}
