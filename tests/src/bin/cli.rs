//! The command line tool, for the tests.

fn main() -> ledger_cli::Exit {
    ledger_cli::main()
}
