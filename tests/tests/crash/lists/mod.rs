//! A payment list, from the submission to the last result, killed or cut off at every step: no line is paid twice,
//! and none is lost.
//!
//! Each step is sent and the server is struck before anybody waited for the answer, at a moment that is drawn from
//! the seed as so much work; then it starts again and is asked the same under the same id. Once it answered, it is
//! struck again, and has to give the same answer.

mod book;
mod steps;

use super::cuts::power_can_be_cut;
use super::place::Place;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::power::Disk;
use amanat_tests::server::Server;
use steps::{Asked, Told};

/// How often each step is struck before its answer.
const STRIKES: u32 = 2;
/// The most work before a strike: some tens of milliseconds in a debug build, which is about what a step takes.
const MOST_WORK: u64 = 1_500_000;

#[tokio::test(flavor = "multi_thread")]
async fn no_line_of_a_list_is_paid_twice_or_lost_when_the_server_is_killed_at_every_step() {
    let mut draw = Draw::from_seed(seed("a list under kills"));
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("amanat");
    let (place, server) = Place::make(&data, &directory.path().join("amanat.policy"), &mut draw).await;
    Storm::new(place, server, draw, None).pay_a_list("kills").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_line_of_a_list_is_paid_twice_or_lost_when_the_power_is_cut_at_every_step() {
    if !power_can_be_cut("power cut at each step of a list") {
        return;
    }
    let mut draw = Draw::from_seed(seed("a list under power cuts"));
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::new(directory.path());
    let data = disk.root().join("amanat");
    let (place, server) = Place::make(&data, &directory.path().join("amanat.policy"), &mut draw).await;
    Storm::new(place, server, draw, Some(disk)).pay_a_list("power cuts").await;
}

/// A book whose server does not live long.
struct Storm {
    place: Place,
    /// Always there between two strikes.
    server: Option<Server>,
    draw: Draw,
    /// The disk whose power is cut; without one the server is killed.
    disk: Option<Disk>,
    /// Strikes, and those after which the step was on record although nobody had been told.
    strikes: u32,
    recorded_untold: u32,
}

impl Storm {
    const fn new(place: Place, server: Server, draw: Draw, disk: Option<Disk>) -> Self {
        Self { place, server: Some(server), draw, disk, strikes: 0, recorded_untold: 0 }
    }

    fn server(&self) -> &Server {
        self.server.as_ref().expect("it was started again")
    }

    /// Kills the server, or cuts its power; then starts it again.
    fn strike(&mut self) {
        self.fell();
        self.rise();
    }

    fn fell(&mut self) {
        if let Some(disk) = &self.disk {
            disk.cut_power();
        }
        self.server.take().expect("it runs").kill();
        self.strikes += 1;
    }

    fn rise(&mut self) {
        if let Some(disk) = &mut self.disk {
            disk.restore_power();
        }
        self.server = Some(self.place.book.serve());
    }

    /// Takes a step through all its strikes; gives what was told.
    async fn take(&mut self, asked: &Asked) -> Told {
        let mut told = None;
        for _ in 0..STRIKES {
            let heard = self.struck_midway(asked).await;
            told = Some(self.retry(asked, told.or(heard)).await);
        }
        // And after the answer: it was told, so it is there.
        self.strike();
        self.retry(asked, told).await
    }

    /// Sends it, strikes after some work, and starts again; gives what was heard before the end, if anything.
    async fn struck_midway(&mut self, asked: &Asked) -> Option<Told> {
        let (caller, sent) = (asked.hand(&self.place.office).at(self.server()), asked.clone());
        let call = tokio::spawn(async move { sent.send(&caller).await });
        let work = self.draw.below(MOST_WORK);
        let mut clock = self.draw.branch();
        tokio::task::spawn_blocking(move || (0..work).fold(0, |sum: u64, _| sum ^ clock.number())).await.unwrap();
        self.fell();
        let heard = call.await.expect("a call that ends");
        self.rise();
        match heard {
            Ok((told, _)) => Some(told),
            Err(status) if super::notes::is_gone(&status) => None,
            // The server outlives its disk by a moment here, and cannot read it: whether it recorded anything is open.
            Err(status) if self.disk.is_some() && status.code() == tonic::Code::DataLoss => None,
            Err(status) => panic!("a step that breaks no rule is refused: {status:?}"),
        }
    }

    /// Asks again under the same id: what was told before is told again, for ever.
    async fn retry(&mut self, asked: &Asked, before: Option<Told>) -> Told {
        let caller = asked.hand(&self.place.office).at(self.server());
        let (told, replayed) = asked.send(&caller).await.unwrap_or_else(|status| panic!("a retry: {status:?}"));
        match before {
            Some(before) => assert!(replayed && told == before, "an acknowledged step is done once: {asked:?}"),
            None => self.recorded_untold += u32::from(replayed),
        }
        told
    }
}
