//! The ceremony, a hundredth of it, played against a server in this process.

use super::plan::{Measure, Plan};
use super::{CONFIRMER, KeyRing, PROPOSER, Progress, Setting, Sheets, Story, next_steps, opened_at, play, tables};
use crate::book::NewBook;
use crate::init::make;
use crate::serve::{FeedOptions, Running, ServeOptions, start};
use ledger_core::event::Clock;
use ledger_store::DataPaths;
use std::path::Path;
use std::time::Duration;
use tonic::transport::{Channel, Endpoint};

async fn served(data: &Path) -> (KeyRing, Running, Channel) {
    let opened_at = opened_at().expect("a time");
    let new = NewBook { origin: None, clock: Clock::Scripted, demo: true, opened_at, administrators: None };
    let created = make(data, &data.with_extension("policy"), new, |_, _| Ok(())).expect("a book");
    let paths = DataPaths::new(data);
    let keys = KeyRing::open(&paths.private.root().join("demo-keys")).expect("a ring");
    for (name, administrator) in [PROPOSER, CONFIRMER].into_iter().zip(&created.administrators) {
        keys.keep(name, &administrator.api_key).expect("a key");
    }
    let listen = "127.0.0.1:0".parse().expect("an address");
    let running = start(&ServeOptions {
        paths,
        listen,
        http: None,
        witnesses: None,
        reflection: false,
        queue: 64,
        feed: FeedOptions::default(),
    })
    .await
    .expect("a server");
    let endpoint = Endpoint::from_shared(format!("http://{}", running.address)).expect("an endpoint");
    (keys, running, endpoint.connect_lazy())
}

async fn played(channel: Channel, keys: &KeyRing, seed: u64) -> Result<Story, super::DemoError> {
    let plan = Plan::new(seed, Measure::SMALL)?;
    let sheets = Sheets::of(&plan)?;
    play(channel, keys, seed, &plan, &sheets, &Progress::lines(|_| ())).await
}

#[tokio::test]
async fn a_ceremony_that_is_interrupted_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().expect("a directory");
    let (keys, running, channel) = served(&dir.path().join("demo")).await;
    let mut patience = Duration::from_millis(40);
    let mut interruptions = 0;
    let story = loop {
        match tokio::time::timeout(patience, played(channel.clone(), &keys, 7)).await {
            Ok(story) => break story.expect("a ceremony with sound figures"),
            Err(_) => interruptions += 1,
        }
        patience = patience * 3 / 2;
    };
    assert!(interruptions > 0);
    let again = played(channel, &keys, 7).await.expect("the first answers");
    assert_eq!(again, story);
    running.stop().await.expect("a good end");
}

#[tokio::test]
async fn the_story_names_what_happened_and_what_to_try() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("demo");
    let (keys, running, channel) = served(&data).await;
    let story = played(channel, &keys, 1404).await.expect("a ceremony with sound figures");
    running.stop().await.expect("a good end");
    let text = tables(&story);
    for said in ["100,000,000,000", "IR-25 Qom", "SELF_APPROVAL", "PAYEE_CHANGED", "1404-07-28 (2025-10-20)"] {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
    let setting = Setting { book: data.join("book"), policy: data.with_extension("policy") };
    assert_eq!(next_steps(&story, &setting).matches("ledger-cli -- ").count(), 4);
}
