//! Questions to a book: traces, balances, statements, entries; and questions that are none.

use super::snapshot::check;

const DATA: [&str; 2] = ["--data", "amanat-demo/book"];

fn ask(name: &str, question: &[&str]) {
    check(name, &[question, &DATA].concat());
}

#[test]
fn a_trace_goes_both_ways() {
    ask("trace-gift", &["trace", "2786"]);
    ask("trace-gift-json", &["trace", "2786", "--json"]);
    ask("trace-grant", &["trace", "5594"]);
    ask("trace-grant-plain", &["trace", "5594", "--plain"]);
}

#[test]
fn a_trace_of_something_else_says_what_it_is_not() {
    ask("trace-series", &["trace", "2620"]);
    ask("trace-beyond-the-head", &["trace", "999999"]);
}

#[test]
fn everything_that_holds_money_has_a_balance() {
    ask("balance-fund", &["balance", "fund", "2619"]);
    ask("balance-fund-toman", &["balance", "fund", "2619", "--toman"]);
    ask("balance-line", &["balance", "line", "5453"]);
    ask("balance-grant", &["balance", "grant", "5598"]);
    ask("balance-receipt", &["balance", "receipt", "2786"]);
    ask("balance-office", &["balance", "office", "972"]);
    ask("balance-fund-json", &["balance", "fund", "2619", "--json"]);
    ask("balance-fund-earlier", &["balance", "fund", "2619", "--at", "3000"]);
}

#[test]
fn a_statement_lists_every_entry_that_moved_something() {
    ask("statement-grant", &["statement", "grant", "5598"]);
    ask("statement-line", &["statement", "line", "5453"]);
    ask("statement-receipt-plain", &["statement", "receipt", "2786", "--plain"]);
    ask("statement-grant-json", &["statement", "grant", "5598", "--json"]);
}

#[test]
fn what_people_read_is_also_in_persian_and_what_programs_read_is_not() {
    ask("balance-fund-fa", &["balance", "fund", "2619", "--lang", "fa", "--toman"]);
    ask("statement-grant-fa", &["statement", "grant", "5598", "--lang", "fa"]);
    ask("trace-grant-fa", &["trace", "5594", "--lang", "fa"]);
    ask("balance-fund-plain-fa", &["balance", "fund", "2619", "--lang", "fa", "--plain"]);
    check("usage-unknown-language", &["trace", "2786", "--lang", "ku"]);
}

#[test]
fn an_entry_is_shown_with_what_binds_it() {
    ask("entry-receipt", &["entry", "show", "2786"]);
    ask("entry-refused", &["entry", "show", "5584"]);
    ask("entry-refused-json", &["entry", "show", "5584", "--json"]);
    ask("entry-beyond-the-head", &["entry", "show", "999999"]);
}

#[test]
fn what_nobody_can_answer_is_wrong_usage() {
    check("usage-nothing", &[]);
    check("usage-unknown-command", &["prove"]);
    check("usage-unknown-option", &["trace", "2786", "--colour"]);
    check("usage-no-index", &["trace", "first", "--data", "amanat-demo/book"]);
    check("usage-both-sources", &["trace", "2786", "--data", "amanat-demo/book", "--key-file", "key"]);
    check("usage-two-looks", &["trace", "2786", "--data", "amanat-demo/book", "--json", "--plain"]);
    check("usage-no-key", &["trace", "2786"]);
    check("usage-no-book", &["trace", "2786", "--data", "nowhere"]);
    check("usage-unknown-command-json", &["prove", "--json"]);
}
