//! Canaries: personal data that can be told from everything else go the whole way, well and badly, and are looked for
//! in all that comes out. Only the file to the bank has them.

mod paths;
mod watch;

use super::feed::{at_start, listed};
use super::world;
use amanat_tests::answers::{given, malformed, refused};
use amanat_tests::files::contents;
use amanat_tests::words::{national_id, sheba};
use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use paths::{Birds, badly, results, to_the_bank};
use std::path::Path;
use watch::{LATIN, PERSIAN, Watch};

/// A world whose server says everything that it can say.
async fn outspoken() -> World {
    let stopped = world().await.stopped();
    let book = stopped.book.logging("trace");
    stopped.with(book).serve()
}

fn expect_nothing_under(watch: &Watch, root: &Path) {
    let files = contents(root);
    assert!(!files.is_empty(), "{} has files", root.display());
    for (path, bytes) in files {
        watch.expect_nothing(&path.display().to_string(), &bytes);
    }
}

/// The feed to its end, and the same entries as they are listed.
async fn read_on(world: &World, watch: &mut Watch) {
    let mut reader = at_start(world).await;
    let mut feed = reader.follow(&world.by(&world.office.auditor)).await;
    reader.catch_up(&mut feed).await;
    assert!(reader.records.iter().all(Option::is_some), "an auditor gets every entry whole");
    for record in reader.records.iter().flatten() {
        watch.expect_nothing("the feed", record);
    }
    for entry in listed(world).await {
        watch.expect_nothing("the list of entries", &prost::Message::encode_to_vec(&entry));
    }
}

/// The file to the bank has the data of both payees: the one place where they may be, and proof that they were there.
async fn expect_them_in_the_payment_file(world: &World, watch: &Watch, list: u64) {
    let ask = api::GetPaymentFileRequest { list };
    let file = given(world.by(&world.office.releaser).grants().get_payment_file(ask).await);
    let rows: Vec<_> = file.rows.iter().map(|row| (row.name.as_str(), row.sheba.clone())).collect();
    assert_eq!(rows.iter().map(|row| row.1.clone()).collect::<Vec<_>>(), [PERSIAN, LATIN].map(|c| sheba(c.account)));
    assert_eq!(rows[1].0, LATIN.name);
    let found = watch.found(&prost::Message::encode_to_vec(&file)).len();
    assert!(found >= 6, "the watch sees them: {found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_data_come_out_in_the_payment_file_and_nowhere_else() {
    let world = outspoken().await;
    world.fund_dowries(1_000).await;
    let mut watch = Watch::new();

    let birds = Birds::enrolled(&world, &mut watch).await;
    badly(&world, &mut watch, &birds).await;
    let list = to_the_bank(&world, &mut watch, &birds).await;
    expect_them_in_the_payment_file(&world, &watch, list).await;
    results(&world, &mut watch, list).await;
    read_on(&world, &mut watch).await;
    assert!(watch.answers > 20 && watch.failures > 10, "{} {}", watch.answers, watch.failures);

    let stopped = world.stopped();
    expect_nothing_under(&watch, stopped.book.paths().book.root());
    expect_nothing_under(&watch, stopped.book.paths().private.root());
    let log = std::fs::read(stopped.book.log()).unwrap();
    assert!(String::from_utf8_lossy(&log).contains("TRACE"), "the server said everything");
    watch.expect_nothing("the server's log", &log);
    stopped.book.verify();
}
