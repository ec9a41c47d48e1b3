//! `kill -9` at random moments under load, again and again on one book.

use super::clients::{Pulse, compare, load, settle};
use super::notes::Notes;
use super::place::Place;
use super::trials;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::server::Server;
use std::sync::Arc;

/// Kills of a usual test run; `AMANAT_KILLS` asks for more.
const FEW: u64 = 3;
/// People that each round may pay.
const PEOPLE: u32 = 30;
/// Answers after which a round's server is killed, at the most.
const MOST_ANSWERS: u64 = 400;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_missing_and_nothing_is_twice_after_kills_under_load() {
    let mut draw = Draw::from_seed(seed("kills"));
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("amanat");
    let (place, mut server) = Place::make(&data, &directory.path().join("amanat.policy"), &mut draw).await;
    let place = Arc::new(place);
    let rounds = trials("AMANAT_KILLS", FEW);
    let mut all = Vec::new();
    for round in 0..rounds {
        let serial = 10_000 + PEOPLE * u32::try_from(round).unwrap();
        let people = place.beneficiaries(&server, &mut draw, serial..serial + PEOPLE).await;
        let mut notes = kill_under_load(&place, server, &mut draw, people).await;
        server = place.book.serve();
        settle(&place, &server, &mut notes).await;
        all.extend(notes);
        compare(&place, &server, &all).await;
    }
    assert!(all.iter().any(|notes| notes.followed.is_some()), "the feed sent something before a kill");
    let asked: usize = all.iter().map(|notes| notes.told.len()).sum();
    eprintln!("kills: {rounds} kills, {asked} acknowledged requests, none missing, none twice");
    server.stop();
    place.book.verify();
}

/// Loads the server with four clients and kills it at a moment drawn from the seed; gives the clients' notes.
pub(super) async fn kill_under_load(
    place: &Arc<Place>,
    server: Server,
    draw: &mut Draw,
    people: Vec<u64>,
) -> Vec<Notes> {
    let pulse = Arc::new(Pulse::default());
    let mut clients = load(place, &server, draw, people, &pulse);
    pulse.reach(1 + draw.below(MOST_ANSWERS)).await;
    server.kill();
    let mut notes = Vec::new();
    while let Some(client) = clients.join_next().await {
        notes.push(client.expect("a client that only stops when the server is gone"));
    }
    notes
}
