//! Real power cuts: the file system under the book is shut down without flushing its log.

use super::clients::{Pulse, compare, load, settle};
use super::kills::kill_under_load;
use super::place::Place;
use super::trials;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::power::{Disk, missing};
use std::sync::Arc;

/// Cuts of a usual test run; `AMANAT_CUTS` asks for more.
const FEW: u64 = 1;
/// People that each trial may pay.
const PEOPLE: u32 = 20;
/// Answers after which the power is cut, at the most.
const MOST_ANSWERS: u64 = 300;

/// Whether power can be cut here; if not, that is said, and where it is required, it is a failure.
pub(super) fn power_can_be_cut(test: &str) -> bool {
    let Some(why) = missing() else { return true };
    let required = std::env::var_os("AMANAT_REQUIRE_POWER_CUT").is_some();
    assert!(!required, "AMANAT_REQUIRE_POWER_CUT is set, but {why}");
    eprintln!("SKIPPED: {test}: {why}");
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_missing_after_a_power_cut_under_load() {
    if !power_can_be_cut("power cut under load") {
        return;
    }
    let mut draw = Draw::from_seed(seed("power cuts"));
    for _ in 0..trials("AMANAT_CUTS", FEW) {
        cut_under_load(&mut draw).await;
    }
}

async fn cut_under_load(draw: &mut Draw) {
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let data = disk.root().join("amanat");
    // The policy is the auditor's, and lies elsewhere.
    let (place, server) = Place::make(&data, &directory.path().join("amanat.policy"), draw).await;
    let place = Arc::new(place);
    let people = place.beneficiaries(&server, draw, 20_000..20_000 + PEOPLE).await;
    let pulse = Arc::new(Pulse::default());
    let mut clients = load(&place, &server, draw, people, &pulse);
    pulse.reach(1 + draw.below(MOST_ANSWERS)).await;
    disk.cut_power();
    let mut notes = Vec::new();
    while let Some(client) = clients.join_next().await {
        notes.push(client.expect("a client that only stops when the server is gone"));
    }
    server.kill();
    disk.restore_power();
    let server = place.book.serve();
    settle(&place, &server, &mut notes).await;
    compare(&place, &server, &notes).await;
    let asked: usize = notes.iter().map(|notes| notes.told.len()).sum();
    eprintln!("power cut: {asked} acknowledged requests, none missing, none twice");
    server.stop();
    place.book.verify();
}

/// Frames that only sat in the page cache before a kill must not be believed, acknowledged again, and then lost.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_again_after_a_kill_survives_a_power_cut() {
    if !power_can_be_cut("kill, restart, retry, power cut") {
        return;
    }
    let mut draw = Draw::from_seed(seed("kill, then power cut"));
    for _ in 0..trials("AMANAT_CUTS", FEW) {
        kill_retry_cut(&mut draw).await;
    }
}

async fn kill_retry_cut(draw: &mut Draw) {
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let data = disk.root().join("amanat");
    let (place, server) = Place::make(&data, &directory.path().join("amanat.policy"), draw).await;
    let place = Arc::new(place);
    let people = place.beneficiaries(&server, draw, 30_000..30_000 + PEOPLE).await;
    let mut notes = kill_under_load(&place, server, draw, people).await;
    let server = place.book.serve();
    settle(&place, &server, &mut notes).await;
    disk.cut_power();
    server.kill();
    disk.restore_power();
    let server = place.book.serve();
    settle(&place, &server, &mut notes).await;
    compare(&place, &server, &notes).await;
    server.stop();
    place.book.verify();
}
