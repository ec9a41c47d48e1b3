//! What the server's program does on a book that no server has open.

use super::demo::copy;
use super::snapshot::check_server_in;

const REINDEX: [&str; 4] = ["admin", "reindex", "--data", "amanat-demo"];

#[test]
fn a_key_index_is_built_anew_and_says_how_many_keys_it_has() {
    let (home, book) = copy();
    check_server_in(home.path(), "reindex", &REINDEX);
    std::fs::remove_dir_all(book.join("index")).unwrap();
    check_server_in(home.path(), "reindex", &REINDEX);
    std::fs::write(book.join("index/db"), "garbage").unwrap();
    check_server_in(home.path(), "reindex", &REINDEX);
}

#[test]
fn what_is_no_book_or_is_damaged_is_not_reindexed() {
    let (home, book) = copy();
    check_server_in(home.path(), "reindex-no-book", &["admin", "reindex", "--data", "nowhere"]);
    std::fs::remove_file(book.join("journal/00000000000000000000.seg")).unwrap();
    check_server_in(home.path(), "reindex-damaged", &REINDEX);
    check_server_in(home.path(), "help-admin-reindex", &["admin", "reindex", "-h"]);
}
